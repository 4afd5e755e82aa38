import constants
param origin: real[2] = 0
fn distance(p: real[2]) = sqrt(sum((p - origin)^2)) * unit
