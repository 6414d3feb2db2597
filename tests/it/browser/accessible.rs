//! What axe-core, the engine of most accessibility checkers, has to say of a page (WCAG 2.2 A, AA).

use super::{Chromium, Script};
use crate::third_party::installed;
use std::fs;
use std::sync::OnceLock;

/// The rules for levels A and AA and the good practices, and for each that is broken, where.
const RUN: &str = r"
const done = arguments[arguments.length - 1];
const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }).then(
  ({ violations, passes }) => done([
    String(passes.length),
    ...violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${id} (${help}): ${html} ${failureSummary}`)),
  ]),
  (error) => done(['0', String(error)]),
);
";

fn axe() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let file = installed().join("node_modules/axe-core/axe.min.js");
        fs::read_to_string(file).unwrap()
    })
}

impl Chromium {
    /// Makes sure that axe-core finds nothing wrong with the page as it is shown now. It is script
    /// itself: without any, nothing is looked at.
    pub async fn accessible(&self, name: &str) {
        if self.script == Script::Off {
            return;
        }
        // Half a megabyte: once a page is enough.
        let loaded = self.driver.execute("return !!window.axe", vec![]).await;
        let loaded: bool = loaded.unwrap().convert().unwrap();
        let axe = if loaded { "" } else { axe() };
        let script = format!("{axe}\n{RUN}");
        let found = self.driver.execute_async(script, vec![]).await.unwrap();
        let found: Vec<String> = found.convert().unwrap();
        let (looked, wrong) = found.split_first().unwrap();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        let looked: usize = looked.parse().unwrap();
        assert!(looked > 10, "{name}: {looked} rules were looked at");
    }
}
