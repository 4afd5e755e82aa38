import "nowhere.mg"
import no_library

fn f(x: real) = x

// error
//   imports.mg:1:8: error: there is no file src/test/mg/errors/nowhere.mg
//     import "nowhere.mg"
//            ^^^^^^^^^^^^
//   imports.mg:2:8: error: there is no file src/test/mg/errors/no_library.mg, and no library 'no_library'
//     import no_library
//            ^^^^^^^^^^
