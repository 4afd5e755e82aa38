fn f(x: real) =
	x + y

// error
//   tabs.mg:2:6: error: unknown name 'y'
//      x + y
//          ^
