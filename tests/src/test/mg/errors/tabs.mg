fn f(x: real) =
	x + y

// error
//   tabs.mg:2:6: error: unknown name 'y', did you mean 'f'?
//      x + y
//          ^
