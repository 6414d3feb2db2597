//! Counters of a family by two labels whose words are known beforehand.

use super::Text;
use super::counter::Counter;
use super::families::Family;

/// A counter for each pair of words. A word that is on no list counts as the last of it.
#[derive(Debug)]
pub struct Grid {
    family: &'static Family,
    labels: [&'static str; 2],
    rows: &'static [&'static str],
    columns: &'static [&'static str],
    cells: Vec<Counter>,
}

impl Grid {
    /// All at zero.
    pub fn new(
        family: &'static Family,
        labels: [&'static str; 2],
        rows: &'static [&'static str],
        columns: &'static [&'static str],
    ) -> Self {
        let cells = (0..rows.len() * columns.len()).map(|_| Counter::default());
        Self {
            family,
            labels,
            rows,
            columns,
            cells: cells.collect(),
        }
    }

    /// One more of this pair.
    pub fn note(&self, row: &str, column: &str) {
        let cell = place(self.rows, row) * self.columns.len() + place(self.columns, column);
        if let Some(counter) = self.cells.get(cell) {
            counter.note();
        }
    }

    /// How many there are of the pairs that `of` names.
    pub fn total(&self, of: impl Fn(&str, &str) -> bool) -> u64 {
        let cells = self.pairs().filter(|(row, column, _)| of(row, column));
        cells.map(|(_, _, counter)| counter.total()).sum()
    }

    /// Tells of every pair that there has been.
    pub fn tell(&self, text: &mut Text) {
        let [rows, columns] = self.labels;
        text.family(self.family);
        for (row, column, counter) in self.pairs() {
            let total = counter.total();
            if total > 0 {
                text.sample(self.family.name, &[(rows, row), (columns, column)], &total);
            }
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, &'static str, &Counter)> {
        let pairs = self
            .rows
            .iter()
            .flat_map(|row| self.columns.iter().map(move |column| (*row, *column)));
        pairs
            .zip(&self.cells)
            .map(|((row, column), counter)| (row, column, counter))
    }
}

fn place(words: &[&str], word: &str) -> usize {
    let known = words.iter().position(|known| *known == word);
    known.unwrap_or(words.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::families::SIGN_INS;

    #[test]
    fn pairs_are_counted_and_unknown_words_are_others() {
        let grid = Grid::new(
            &SIGN_INS,
            ["outcome", "factor"],
            &["a", "b"],
            &["x", "other"],
        );
        grid.note("a", "x");
        grid.note("a", "x");
        grid.note("b", "\"} injected");
        let mut text = Text::default();
        grid.tell(&mut text);
        let told = text.into_string();
        assert!(
            told.contains("signet_sign_ins_total{outcome=\"a\",factor=\"x\"} 2\n"),
            "{told}"
        );
        assert!(
            told.contains("signet_sign_ins_total{outcome=\"b\",factor=\"other\"} 1\n"),
            "{told}"
        );
        assert_eq!(grid.total(|row, _| row == "a"), 2);
    }
}
