// The language. Newlines are END only where a statement can end: `Layout` drops all others, and those between
// declarations. `///` lines before a declaration document it. STATED is `pullback` or `tangent` before a name; anywhere
// else these two are names.
grammar Mg;

tokens { STATED }

file: declaration* EOF;

declaration
    : 'import' (NAME | STRING)                                                                     # Import
    | 'const' NAME '=' expression                                                                  # Const
    | 'type' NAME ('[' NAME (',' NAME)* ']')? '=' type                                             # TypeAlias
    | 'param' NAME ':' type '=' expression                                                         # Param
    | 'fn' function                                                                                # Fn
    | STATED function                                                                              # Stated
    ;

function: NAME ('[' NAME (',' NAME)* ']')? '(' (formal (',' formal)*)? ')' ('=' expression | body);
formal: NAME (':' type)?;

type
    : NAME ('[' expression (',' expression)* ']')?     # ArrayType
    | '(' type (',' type)+ ')'                         # TupleType
    | '{' NAME ':' type (',' NAME ':' type)* '}'       # RecordType
    ;

body: END? block;
block: '{' statement (END statement)* '}';
statement
    : 'let' pattern '=' expression     # Let
    | expression                       # Result
    ;
pattern: NAME | '(' pattern (',' pattern)* ')';

// Expressions, loosest first. `(x, y) -> e` starts like a tuple.
expression: disjunction ('->' expression)?;
disjunction: conjunction ('||' conjunction)*;
conjunction: comparison ('&&' comparison)*;
comparison: sum (('==' | '!=' | '<' | '<=' | '>' | '>=') sum)*;
sum: product (('+' | '-') product)*;
product: unary (('*' | '/' | '%' | '@') unary)*;
unary: ('-' | '!')* power;
power: postfix ('^' '-'* postfix)*;
postfix: primary suffix*;
suffix
    : '(' arguments? ')'               # Apply
    | '[' index (',' index)* ']'       # At
    | '.' NAME                         # Field
    ;
arguments: argument (clause | (',' argument)*);
argument: (NAME '=')? expression;
index: expression (':' expression? (':' expression?)?)? | ':' expression? (':' expression?)?;

primary
    : INT                                                                        # Whole
    | FLOAT                                                                      # Real
    | ('true' | 'false')                                                         # Truth
    | NAME                                                                       # Name
    | '(' expression (',' expression)* ')'                                       # Parenthesis
    | '[' (expression (clause | (',' expression)*))? ']'                         # Array
    | '{' NAME ':' expression (',' NAME ':' expression)* '}'                     # Record
    | block                                                                      # Braces
    | 'if' expression body ('else' 'if' expression body)* 'else' body            # If
    | ('loop' | 'scan') '(' carry (',' carry)* ')' (clause | 'while' expression) body   # Loop
    ;
carry: NAME '=' expression;

// `for i in 0..n, j`: without a range, the size of an axis that the variable indexes.
clause: 'for' binder (',' binder)*;
binder: NAME ('in' sum '..' sum)?;

INT: [0-9]+;
FLOAT: ([0-9]* '.' [0-9]+ | [0-9]+) ([eE] [+-]? [0-9]+)?;
NAME: [A-Za-z_] [A-Za-z0-9_]*;
STRING: '"' ~["\r\n]* '"';
END: ';' | '\n';
DOC: '///' ~[\r\n]* -> channel(HIDDEN);
COMMENT: '//' ~[\r\n]* -> skip;
SPACE: [ \t\f]+ -> skip;
UNKNOWN: .;
