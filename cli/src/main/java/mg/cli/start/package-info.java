/// What makes the next start of the command short: run by the script `mg` after a build.
///
/// ```
/// target/lib/*.jar --Preparation--> target/start/*.jar --Rehearsal, -XX:AOTCacheOutput--> target/start/mg.aot
/// ```
///
/// The ahead-of-time cache of the JDK (JEP 483) holds classes as they are after loading and linking. It refuses classes
/// of Java 5, so [Preparation] writes those jars again. The cache remembers the JVM and the age of every jar: where one
/// is another, the JVM goes on without it.
package mg.cli.start;
