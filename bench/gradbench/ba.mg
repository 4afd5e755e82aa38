/// GradBench `ba`: bundle adjustment. p observations, each of one of m points by one of n cameras.

/// A rotation as an axis times an angle, the centre, the focal length, the principal point and the radial distortion.
type Camera = real[11]

/// Observation i is made by camera i mod n of point i mod m.
fn objective[n, m, p](cams: real[n, 11], points: real[m, 3], weights: real[p], feats: real[p, 2]) {
    let reproj_error = [residual(cams[i % n], points[i % m], weights[i], feats[i]) for i]
    let w_err = [1 - weights[i]^2 for i]
    {reproj_error: reproj_error, w_err: w_err}
}

/// How far from where it was seen a camera has a point, in units of its accuracy 1 / w.
fn residual(cam: Camera, point: real[3], w: real, feat: real[2]) = w * (project(cam, point) - feat)

fn project(cam: Camera, point: real[3]) {
    let (rotation, centre, focal, principal, k) = (cam[0:3], cam[3:6], cam[6], cam[7:9], cam[9:11])
    let x = rotate(rotation, point - centre)
    let p = x[0:2] / x[2]
    let r = sum(p^2)
    focal * p * (1 + k[0] * r + k[1] * r^2) + principal
}

/// Rodrigues' rotation of x about r by the angle |r|.
fn rotate(r: real[3], x: real[3]) =
    if sum(r^2) == 0 { x + cross(r, x) }
    else {
        let angle = sqrt(sum(r^2))
        let axis = r / angle
        x * cos(angle) + cross(axis, x) * sin(angle) + axis * sum(axis * x) * (1 - cos(angle))
    }

/// The derivatives of all errors as a sparse matrix in CSR form. Its columns are the cameras, the points and the
/// weights; its rows two for each observation, with 15 entries each, then one for each weight, with one entry.
fn jacobian[n, m, p](cams: real[n, 11], points: real[m, 3], weights: real[p], feats: real[p, 2]) {
    let errors = [gradients(cams[i % n], points[i % m], weights[i], feats[i]) for i]
    let columns = [[[column(n, m, i, j) for j in 0..15] for axis in 0..2] for i in 0..p]
    let rows = [if i < 2 * p { 15 * i } else { 28 * p + i } for i in 0..3*p+1]
    let cols = concat(flatten(columns), [11 * n + 3 * m + i for i in 0..p])
    let vals = concat(flatten(errors), [-2 * weights[i] for i])
    {rows: rows, cols: cols, vals: vals}
}

/// The two rows of an observation: derivatives by its camera, its point and its weight.
fn gradients(cam: Camera, point: real[3], w: real, feat: real[2]) {
    let (by_cam, by_point, by_w) = mg.jacobian((c, x, w) -> residual(c, x, w, feat))(cam, point, w)
    [concat(by_cam[axis], by_point[axis], by_w[axis]) for axis]
}

/// The column of entry j of observation i.
fn column(n: int, m: int, i: int, j: int) =
    if j < 11 { 11 * (i % n) + j }
    else if j < 14 { 11 * n + 3 * (i % m) + j - 11 }
    else { 11 * n + 3 * m + i }

// What GradBench sends is one of each, and what it wants is the beginning and the end.

fn input(n: int, m: int, p: int, cam: Camera, x: real[3], w: real, feat: real[2]) =
    {cams: broadcast(cam, n, 11), points: broadcast(x, m, 3), weights: fill(w, p), feats: broadcast(feat, p, 2)}

fn objective_output[p](reproj_error: real[p, 2], w_err: real[p]) =
    {reproj_error: {elements: reproj_error[0], repeated: p}, w_err: {element: w_err[0], repeated: p}}

fn jacobian_output(rows, cols, vals) = {rows: ends(rows), cols: ends(cols), vals: ends(vals)}

/// The first 30 items, or fewer, and the last one.
fn ends(x) = concat(x[0:if len(x) < 30 { len(x) } else { 30 }], x[len(x) - 1])
