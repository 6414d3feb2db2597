//! Pictures for the cameras of authenticators.

use crate::flow::enrolment::Offer;
use fast_qr::QRCode;
use std::fmt::Write;

/// An authenticator on offer, as SVG. An address that is too long for a picture can still be typed.
pub fn picture(offer: &Offer) -> String {
    let code = fast_qr::QRBuilder::new(offer.uri.expose().as_str()).build();
    code.map_or_else(|_| String::new(), |code| drawn(&code))
}

/// Modules that stay white around a code (ISO/IEC 18004 §9.1).
const QUIET: usize = 4;

/// Each row as one line with gaps, which takes a third of the room of a square for each module.
fn drawn(code: &QRCode) -> String {
    let side = code.size + 2 * QUIET;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {side} {side}\" xmlns=\"http://www.w3.org/2000/svg\" \
         shape-rendering=\"crispEdges\"><path stroke=\"#000\" d=\""
    );
    for y in 0..code.size {
        // Lines lie on the middles of rows.
        let _ = write!(svg, "M{QUIET} {}.5", y + QUIET);
        for run in code[y].chunk_by(|a, b| a.value() == b.value()) {
            let is_dark = run.first().is_some_and(|module| module.value());
            let (way, end) = if is_dark { ("h", "") } else { ("m", " 0") };
            let _ = write!(svg, "{way}{}{end}", run.len());
        }
    }
    svg + "\"/></svg>"
}

#[cfg(test)]
mod tests {
    use super::{QUIET, drawn};

    /// What is dark in a picture, row after row.
    fn seen(svg: &str, size: usize) -> Vec<Vec<bool>> {
        let path = svg.split(" d=\"M").nth(1).unwrap();
        let path = path.split('"').next().unwrap();
        let rows = path.split('M').map(|row| {
            let start = row.find(['h', 'm']).unwrap();
            let runs = row[start..]
                .replace(" 0", "")
                .replace('h', " h")
                .replace('m', " m");
            let runs = runs.split_whitespace().flat_map(|run| {
                let (way, length) = run.split_at(1);
                vec![way == "h"; length.parse().unwrap()]
            });
            runs.collect()
        });
        let rows: Vec<Vec<bool>> = rows.collect();
        assert_eq!(rows.len(), size);
        rows
    }

    #[test]
    fn a_picture_shows_every_module() {
        let code = fast_qr::QRBuilder::new("otpauth://totp/Signet:ada?secret=ABCD").build();
        let code = code.unwrap();
        let svg = drawn(&code);
        assert!(svg.contains(&format!("M{QUIET} {QUIET}.5")));
        for (y, row) in seen(&svg, code.size).iter().enumerate() {
            let modules: Vec<_> = code[y].iter().map(|module| module.value()).collect();
            assert_eq!(*row, modules, "row {y}");
        }
    }
}
