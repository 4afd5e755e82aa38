/// Bundle adjustment: the error of a camera and of points in space, from where the points appear in the image. The
/// camera is that of Agarwal, Snavely, Seitz and Szeliski, Bundle Adjustment in the Large, 2010.
///
///     mg grad examples/bundle_adjustment.mg:error point='[0.5, -0.3, 0.7]' seen='[55, -10]' camera='{"focal": 500,
///         "rotation": [0.1, -0.2, 0.05], "position": [0.1, 0.2, -5], "distortion": [-0.1, 0.02]}'
type Camera = {rotation: real[3], position: real[3], focal: real, distortion: real[2]}

/// A vector turned about an axis by an angle, the length of the axis (Rodrigues 1840).
fn rotate(axis: real[3], v: real[3]) {
    let angle = norm(axis)
    if angle == 0 { v + cross(axis, v) }
    else {
        let k = axis / angle
        cos(angle) * v + sin(angle) * cross(k, v) + (1 - cos(angle)) * dot(k, v) * k
    }
}

/// Where a point appears. The camera looks along the negative z axis, and its lens distorts by the distance from the
/// middle.
fn project(c: Camera, point: real[3]) {
    let p = rotate(c.rotation, point) + c.position
    let q = -p[:2] / p[2]
    let r2 = dot(q, q)
    c.focal * (1 + c.distortion[0] * r2 + c.distortion[1] * r2^2) * q
}

fn residual(camera: Camera, point: real[3], seen: real[2]) = project(camera, point) - seen

fn error(camera: Camera, point: real[3], seen: real[2]) = sum(residual(camera, point, seen)^2) / 2

/// A camera in one row: rotation, position, focal length, distortion.
fn camera(c: real[9]) = {rotation: c[:3], position: c[3:6], focal: c[6], distortion: c[7:]}

const some = camera([0.1, -0.2, 0.05, 0.1, 0.2, -5, 500, -0.1, 0.02])
const point = [0.5, -0.3, 0.7]
const seen = [55, -10]

// Expected: NumPy, its rotation checked against scipy.spatial.transform; complex steps.
// residual(some, point, seen) is [0.3090523901283433, -7.784294253030307]
// jacobian(x -> project(some, x))(point) is [[117.46050682730016, -5.668385618686941, -10.309202729231774], [3.909161012795169, 116.45810493586492, -16.333605011282298]]
// jacobian(c -> project(camera(c), point))([0.1, -0.2, 0.05, 0.1, 0.2, -5, 500, -0.1, 0.02])[0] is [1.3460609118585167, 85.68068219692135, 37.04800313161173, 117.33094057588048, 0.0924272729598503, 12.993181340194791, 0.11061810478025666, 0.749787443156778, 0.010150638353861713]
// grad(x -> error(some, x, seen))(point) is residual(some, point, seen) @ jacobian(x -> project(some, x))(point)
// rotate([0, 0, pi / 2], [1, 0, 0]) is [0, 1, 0]
// jacobian(axis -> rotate(axis, [1, 2, 3]))([0, 0, 0]) is [[0, 3, -2], [-3, 0, 1], [2, -1, 0]]
