//! Tables in Markdown.

/// Prints the head of a table under a line that says what it is about. All columns but the first
/// hold numbers.
pub fn head(about: &str, columns: &[&str]) {
    let lines = "--:|".repeat(columns.len() - 1);
    println!("\n{about}\n\n| {} |\n|---|{lines}", columns.join(" | "));
}

/// Prints a line.
pub fn line(cells: &[&str]) {
    println!("| {} |", cells.join(" | "));
}

/// Whether a figure is at most what it is to be.
pub fn met(figure: f64, target: f64) -> &'static str {
    if figure <= target { "yes" } else { "**no**" }
}
