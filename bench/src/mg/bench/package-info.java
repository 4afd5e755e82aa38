/// What `bench/run` measures, and how.
///
/// ```
/// work       a name, and contenders that do the same thing: mg on each backend, and what one would use otherwise
/// contender  opened, run once, its result compared with that of the first; warmed up; then run in turn with the others
/// round      each contender once, for about 40 ms or one call
/// time       CPU time of the process that does the work; a ratio is the median of the ratios of the rounds
/// ```
///
/// Contenders of one work are measured within seconds of each other, on one core, and times of two runs of this program
/// never meet in a table.
package mg.bench;
