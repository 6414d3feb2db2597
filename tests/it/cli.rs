//! Commands as an operator types them, each in a process of its own.

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder in which commands run.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path().join(name), content).unwrap();
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
        let child = command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("SIGNET_PASSWORD_HASH_MEMORY_KIB", "7168")
            .env("SIGNET_PASSWORD_HASH_PASSES", "5")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.unwrap();
        // Whoever reads no input may be gone.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// What a command that works prints.
    fn done(&self, arguments: &[&str], input: &str) -> String {
        let output = self.run(arguments, input);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(arguments, "")).unwrap()
    }

    /// What a command that does not work says.
    fn refused(&self, arguments: &[&str], input: &str, code: i32) -> String {
        let output = self.run(arguments, input);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn the_setup_link_is_the_same_until_it_is_used() {
    let place = Place::new();
    let first = place.done(&["setup-link"], "");
    assert!(first.starts_with("http://localhost:8080/setup?token="));
    assert_eq!(place.done(&["setup-link"], ""), first);
}

#[test]
fn what_apps_were_told_is_listed() {
    let place = Place::new();
    let said = place.done(&["logouts", "list"], "");
    assert_eq!(said, "nothing within the last week\n");
    let list = place.json(&["logouts", "list", "--json"]);
    assert_eq!(list, serde_json::json!([]));
}

#[test]
fn a_client_is_added_listed_shown_and_removed() {
    let place = Place::new();
    let uri = "https://app.example/callback";
    let add = [
        "client",
        "add",
        "--name",
        "My app",
        "--redirect-uri",
        uri,
        "--json",
    ];
    let added = place.json(&add);
    assert_eq!(added["issuer"], "http://localhost:8080");
    assert_eq!(added["client_secret"].as_str().unwrap().len(), 43);
    let id = added["client_id"].as_str().unwrap();
    let shown = place.json(&["client", "show", id, "--json"]);
    assert_eq!(shown["redirect_uris"], serde_json::json!([uri]));
    assert_eq!(
        shown["grant_types"],
        serde_json::json!(["authorization_code", "refresh_token"])
    );
    assert!(shown.get("client_secret").is_none());
    assert_eq!(place.json(&["client", "list", "--json"])[0], shown);
    place.done(&["client", "remove", id], "");
    let again = place.refused(&["client", "remove", id], "", 1);
    assert!(again.starts_with("error: there is no client "), "{again}");
}

#[test]
fn a_person_is_added_shut_out_and_given_a_password() {
    let place = Place::new();
    let add = [
        "user",
        "add",
        "alice",
        "--email",
        "alice@example.com",
        "--group",
        "staff",
    ];
    place.done(&add, "seventeen purple walruses\n");
    let alice = place.json(&["user", "list", "--json"])[0].clone();
    assert_eq!(alice["claims"]["email_verified"], true);
    assert_eq!(alice["disabled"], false);
    place.done(&["user", "disable", "alice@example.com"], "");
    assert_eq!(place.json(&["user", "list", "--json"])[0]["disabled"], true);
    place.done(&["user", "enable", "ALICE"], "");
    let output = place.run(&["user", "set-password", "alice"], "x\n");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && said.starts_with("warning: "),
        "{said}"
    );
    for (arguments, input) in [
        (&["user", "set-password", "alice"][..], ""),
        (&["user", "set-password", "bob"], "x\n"),
        (&["user", "add", "alice"], "x\n"),
    ] {
        let said = place.refused(arguments, input, 1);
        assert!(
            said.starts_with("error: ") && said.lines().count() == 1,
            "{said}"
        );
    }
}

#[test]
fn a_file_applied_twice_changes_nothing() {
    let place = Place::new();
    place.write("alice.txt", "seventeen purple walruses\n");
    place.write(
        "apps.toml",
        r#"
            [[client]]
            client_id = "shop"
            redirect_uris = ["https://shop.example/callback"]

            [[user]]
            username = "alice"
            password_file = "alice.txt"
        "#,
    );
    let first = place.done(&["apply", "apps.toml"], "");
    assert!(
        first.contains("client_secret  ") && first.contains("2 created"),
        "{first}"
    );
    let second = place.done(&["apply", "apps.toml"], "");
    assert!(
        second.ends_with("nothing to change: 2 as declared\n"),
        "{second}"
    );
    place.write(
        "apps.toml",
        "[[client]]\nclient_id = \"shop\"\nredirect_uri = 1\n",
    );
    let wrong = place.refused(&["apply", "apps.toml"], "", 1);
    assert!(wrong.contains("apps.toml line 3: client \"shop\": redirect_uri is not known"));
    assert!(wrong.contains("did you mean redirect_uris?"), "{wrong}");
}

#[test]
fn what_was_clicked_is_exported_planned_and_pruned() {
    let place = Place::new();
    place.done(&["user", "add", "alice"], "seventeen purple walruses\n");
    let uri = "--redirect-uri=https://shop.example/callback";
    place.done(&["client", "add", "--id=shop", "--name=Shop", uri], "");
    let written = place.done(&["export", "all/"], "");
    assert!(written.contains("all/users.toml") && written.contains("all/clients.toml"));
    place.refused(&["export", "all/"], "", 1);
    let check = ["plan", "--detailed-exitcode", "all"];
    assert!(
        place
            .done(&check, "")
            .contains("nothing to change: 2 as declared")
    );
    place.done(&["client", "add", "--id=clicked", uri], "");
    assert!(place.done(&check, "").contains("nothing to change"));
    place.write("all/prune.toml", "prune = [\"client\"]\n");
    let planned = place.run(&check, "");
    assert_eq!(planned.status.code(), Some(2));
    let said = String::from_utf8(planned.stdout).unwrap();
    assert!(
        said.starts_with("- client \"clicked\"  to be removed\n"),
        "{said}"
    );
    let planned = place.json(&["plan", "--json", "all"]);
    assert_eq!(planned[2]["outcome"], "removed");
    let done = place.done(&["apply", "all"], "");
    assert!(done.contains("1 removed"), "{done}");
    assert!(place.done(&check, "").contains("nothing to change"));
}

#[test]
fn keys_are_listed_and_all_gone_in_an_emergency() {
    let place = Place::new();
    let kids = || -> Vec<String> {
        let keys = place.json(&["keys", "list", "--json"]);
        let keys = keys.as_array().unwrap().iter();
        keys.map(|key| key["kid"].to_string()).collect()
    };
    let before = kids();
    assert_eq!(before.len(), 4);
    place.done(&["keys", "rotate", "--emergency"], "");
    assert!(kids().iter().all(|kid| !before.contains(kid)));
}

#[test]
fn a_command_in_the_wrong_folder_says_that_there_was_nothing() {
    let place = Place::new();
    let output = place.run(&["user", "list"], "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("warning: there was no deployment in data"),
        "{said}"
    );
    let again = place.run(&["user", "list"], "");
    assert!(again.stderr.is_empty());
}

#[test]
fn what_is_wrong_is_said_in_the_right_way() {
    let place = Place::new();
    let usage = place.refused(&["user", "add"], "", 2);
    assert!(usage.contains("<USERNAME>"), "{usage}");
    place.write("signet.toml", "sesion_idle = \"12h\"\n");
    let settings = place.refused(&["user", "list"], "", 1);
    assert!(settings.contains("signet.toml line 1") && settings.contains("session_idle"));
    assert!(!place.path().join("data").exists());
    let health = place.refused(&["health", "--config", "none.toml"], "", 1);
    assert!(health.contains("none.toml"), "{health}");
}

#[test]
fn shells_complete_commands_and_flags() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.done(&["completions", shell], "");
        assert!(script.contains("set-password"), "{shell}");
    }
    assert!(!place.path().join("data").exists());
}
