//! What the README says is so.

use signet::oidc::ClientMetadata;

const README: &str = include_str!("../../README.md");

#[test]
fn the_table_of_settings_is_the_one_in_force() {
    let table = signet::config::markdown_table();
    assert!(
        README.contains(table.trim()),
        "put this into README.md:\n{table}"
    );
}

/// Members of client metadata that no standard names.
#[test]
fn signets_own_client_settings_are_told() {
    let source = include_str!("../../src/oidc/client_metadata.rs");
    let mut lines = source.lines();
    let mut own = 0;
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("/// Signet's own:") {
            let field = lines.by_ref().find(|line| line.contains("pub ")).unwrap();
            let name = field
                .trim()
                .trim_start_matches("pub ")
                .split(':')
                .next()
                .unwrap();
            assert!(
                README.contains(&format!("| `{name}` |")),
                "README.md lacks {name}"
            );
            own += 1;
        }
    }
    assert!(own >= 8, "found only {own} settings of Signet's own");
}

#[test]
fn the_declared_client_of_the_readme_is_valid() {
    let toml = README
        .split("```toml")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let file: toml::Table = toml.parse().unwrap();
    let mut client = file["client"][0].as_table().unwrap().clone();
    for key in ["client_id", "client_secret_env"] {
        client.remove(key).unwrap();
    }
    let metadata: ClientMetadata = client.try_into().unwrap();
    assert!(metadata.trusted);
}

/// Every line of what certification demands is held by tests that exist, or says why it is not.
#[test]
fn the_conformance_table_is_whole() {
    let table = include_str!("../../docs/conformance.md");
    let mut next = 1;
    for row in table.lines() {
        let cells: Vec<_> = row.split(" | ").collect();
        let [number, _, held] = cells[..] else {
            continue;
        };
        let Ok(number) = number.trim_start_matches("| ").parse::<u32>() else {
            continue;
        };
        assert_eq!(number, next, "{row}");
        next += 1;
        let held = held.trim_end_matches(" |");
        if held.starts_with('*') {
            assert!(held.len() > 20, "line {number} says no reason");
            continue;
        }
        for test in held.split("<br>") {
            assert!(exists(test.trim_matches('`')), "line {number}: no {test}");
        }
    }
    assert_eq!(next, 161);
}

/// Whether the test of this path is in the file that the path names.
fn exists(test: &str) -> bool {
    let (module, name) = test.rsplit_once("::").unwrap();
    let path = module.replace("::", "/");
    let root = env!("CARGO_MANIFEST_DIR");
    let files = [
        "tests/it/{}.rs",
        "tests/it/{}/mod.rs",
        "src/{}.rs",
        "src/{}/mod.rs",
    ];
    files.iter().any(|file| {
        let file = format!("{root}/{}", file.replace("{}", &path));
        let source = std::fs::read_to_string(file).unwrap_or_default();
        source.contains(&format!("fn {name}("))
    })
}
