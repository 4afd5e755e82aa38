fn f(x: real) = x

// run f(x = 1) = 1
// error g(x = 1)
//   error: no function 'g'
//     there are: f
// error f(y = 1)
//   error: 'f' has no argument 'y'
