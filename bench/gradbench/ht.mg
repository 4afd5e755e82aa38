/// GradBench `ht`: the pose theta of a hand from c points measured on its skin. A mesh of v vertices follows b bones by
/// linear blend skinning. A point corresponds to a vertex, or, when us are given, to a place in a triangle.

/// The differences between the measured points and where the pose puts them.
fn objective(theta: real[26], data, us) {
    let vertices = skin(data.model, theta)
    [data.points[j] - place(data, vertices, us, j) for j] 
}

/// Where on the skin point j should be: u0 a + u1 b + (1 - u0 - u1) c in a triangle, or a vertex.
fn place[v](data, vertices: real[v, 3], us, j: int) =
    if len(us) == 0 { vertices[data.correspondences[j]] }
    else { within(vertices, data.model.triangles[data.correspondences[j]], us[j]) }

fn within[v](vertices: real[v, 3], corners: int[3], u: real[2]) =
    u[0] * vertices[corners[0]] + u[1] * vertices[corners[1]] + (1 - u[0] - u[1]) * vertices[corners[2]]
