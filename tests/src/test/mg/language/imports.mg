import "imported/geometry.mg"
import "imported/constants.mg"

fn f(p: real[2]) = distance(p) + unit

// run f(p = [3, 4]) = 6000
// run f(p = [3, 4], origin = [3, 3]) = 2000
// grad f(p = [3, 4]) = 6000, p: [600, 800], origin: [-600, -800] ~1e-15
