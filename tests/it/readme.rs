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
