/// GradBench `ht`: the pose theta of a hand from c points measured on its skin. A mesh of v vertices follows b bones by
/// linear blend skinning. A point belongs to a vertex (s = 0) or to a place us in one of t triangles (s = 2).

type Hand[b, v, t] = {
    parents: int[b], base_relatives: real[b, 4, 4], inverse_base_absolutes: real[b, 4, 4],
    base_positions: real[v, 4], weights: real[v, b], triangles: int[t, 3], is_mirrored: bool
}
type Data[b, v, t, c] = {model: Hand[b, v, t], correspondences: int[c], points: real[c, 3]}

fn objective[b, v, t, c, s](theta: real[26], data: Data[b, v, t, c], us: real[c, s]) =
    flatten(residuals(theta, data, us))

/// A row for each coordinate of a residual. Its columns are the point's own us, then theta.
fn jacobian[b, v, t, c, s](theta: real[26], data: Data[b, v, t, c], us: real[c, s]) {
    let skin = posed(data.model, theta)
    let by_u = [mg.jacobian(u -> residual(data, skin, j, u))(us[j]) for j in 0..c]
    let by_theta = mg.jacobian(theta -> residuals(theta, data, us))(theta)
    reshape(concat(by_u, by_theta, axis = 2), 3 * c, s + 26)
}

fn residuals[b, v, t, c, s](theta: real[26], data: Data[b, v, t, c], us: real[c, s]) {
    let skin = posed(data.model, theta)
    [residual(data, skin, j, us[j]) for j]
}

/// From where the pose has point j to where it was measured.
fn residual[b, v, t, c, s](data: Data[b, v, t, c], skin: real[v, 3], j: int, u: real[s]) {
    let k = data.correspondences[j]
    data.points[j] - (if s == 0 { skin[k] } else { concat(u, 1 - sum(u)) @ skin[data.model.triangles[k]] })
}

/// The vertices of the mesh in a pose: the whole hand is turned and moved, each vertex goes along with its bones.
fn posed[b, v, t](hand: Hand[b, v, t], theta: real[26]) {
    let turn = rotation(theta[0:3])
    let bones = transforms(hand, angles(theta))
    let mirror = [if hand.is_mirrored { -1 } else { 1 }, 1, 1]
    [turn @ (mirror * blend(bones, hand.weights[i], hand.base_positions[i])) + theta[3:6] for i in 0..v]
}

fn blend[b](bones: real[b, 4, 4], weights: real[b], p: real[4]) = sum(weights[i] * (bones[i] @ p) for i)[0:3]

/// What moves each bone from its base to its pose.
fn transforms[b, v, t](hand: Hand[b, v, t], angles: real[22, 2]) {
    let relative = [hand.base_relatives[i] @ about_z(angles[i, 1]) @ about_x(angles[i, 0]) for i in 0..b]
    [absolute(relative, hand.parents, i) @ hand.inverse_base_absolutes[i] for i in 0..b]
}

/// The product of a bone's transform with those of all above it.
fn absolute[b](relative: real[b, 4, 4], parents: int[b], bone: int) =
    (loop (m = relative[bone], above = parents[bone]) while above >= 0 { (relative[above] @ m, parents[above]) })[0]

/// The angles by which bones turn about x and about z. After two stiff bones come five fingers: the first joint turns
/// about both axes, two more about x, the tip about none.
fn angles(theta: real[26]) {
    let f = reshape(theta[6:26], 5, 4)
    concat(zeros(2, 2), reshape([[[f[i, 0], f[i, 1]], [f[i, 2], 0], [f[i, 3], 0], [0, 0]] for i], 20, 2))
}

fn about_x(a: real) = [[1, 0, 0, 0], [0, cos(a), -sin(a), 0], [0, sin(a), cos(a), 0], [0, 0, 0, 1]]
fn about_z(a: real) = [[cos(a), -sin(a), 0, 0], [sin(a), cos(a), 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]

/// Rodrigues' rotation about r by the angle |r|, none if that is very small.
fn rotation(r: real[3]) {
    let angle = norm(r)
    if angle < 1e-4 { eye(3) }
    else {
        let a = r / angle
        let across = [[0, -a[2], a[1]], [a[2], 0, -a[0]], [-a[1], a[0], 0]]
        cos(angle) * eye(3) + sin(angle) * across + (1 - cos(angle)) * outer(a, a)
    }
}

/// GradBench sends an empty list for us that are not there.
fn input[b, v, t, c](theta: real[26], data: Data[b, v, t, c], us) =
    {theta: theta, data: data, us: if len(us) == 0 { zeros(c, 0) } else { us }}
