package mg.backend.c;

import java.util.Optional;
import java.util.Set;
import mg.loops.Buffer;

/// What a function may do.
///
/// @param reorder  whether sums may be formed in any order
/// @param streamed the results to which long copies go past the caches
/// @param left     the variable that says how much the function may still do, if that is limited
record Liberties(boolean reorder, Set<Buffer> streamed, Optional<String> left) {}
