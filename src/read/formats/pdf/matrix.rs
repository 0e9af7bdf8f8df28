//! How coordinates of a PDF turn into others (ISO 32000-1, 8.3): `x' = a x + c y + e`, `y' = b x + d y + f`.

/// A transformation: a, b, c, d, e, f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// Clockwise, by degrees.
    pub fn rotated(degrees: f64) -> Matrix {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Matrix([cos, -sin, sin, cos, 0.0, 0.0])
    }

    /// This one, and then the other.
    pub fn then(&self, other: &Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [oa, ob, oc, od, oe, of]) = (self.0, other.0);
        Matrix([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_after_the_other() {
        let both = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]).then(&Matrix::shift(1.0, 0.0));
        assert_eq!(both.point(3.0, 4.0), (7.0, 8.0));
        let (x, y) = Matrix::rotated(90.0).point(0.0, 1.0);
        assert!((x - 1.0).abs() < 1e-9 && y.abs() < 1e-9);
    }
}
