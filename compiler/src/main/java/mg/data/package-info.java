/// Numbers in files, as tensors.
///
/// ```
/// spec          path | path.safetensors:name          any of them may be compressed with gzip
/// .npy          NumPy's format 1, 2 and 3; C and Fortran order, either byte order; u1..u8 i1..i8 f2 f4 f8 b1
/// .csv          numbers separated by commas, one row a line, perhaps after a line of names; one column is a vector
/// .json         a number, true, false, or arrays of them nested evenly; also NaN, Infinity, -Infinity
/// .safetensors  named arrays; F64 F32 F16 BF16 I64 I32 I16 I8 U64 U32 U16 U8 BOOL
/// otherwise     IDX (the files of MNIST) or `.npy`, told by their first bytes
/// ```
///
/// What is read is `f64` or `f32` as stored (smaller reals as `f32`), `i64` for every integer, or `bool`; then it is
/// converted to what is wanted: integers to reals, reals to each other, reals that are all integers to `i64`, 0 and 1
/// to `bool`. Bytes of images become 0..255.
///
/// Every fault is a [mg.ir.DiagnosticException] that names the file: missing, empty, cut short, too long, of another
/// format or element type, ragged, out of range. Nothing larger than the file can hold is allocated on the word of a
/// header. What is written appears whole or not at all.
package mg.data;
