//! Commands at a server elsewhere, over its HTTP API: they say the same as on the machine itself.

use crate::harness::{Deployment, PASSWORD, Said};
use serde_json::Value;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const SECRET: &str = "a secret that is long enough for anybody";

/// A deployment whose app "robot" is an administrator, and "reader" an auditor.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let app = |id: &str, scope: &str| {
        format!(
            "[[client]]\nclient_id = \"{id}\"\nclient_secret = \"{SECRET}\"\n\
             grant_types = [\"client_credentials\"]\nscope = \"{scope}\"\n\n"
        )
    };
    let robot = app("robot", "signet:administrator");
    let reader = app("reader", "signet:auditor");
    deployment.write("seed.toml", &format!("{robot}{reader}"));
    deployment
}

/// Somebody who is elsewhere.
struct Elsewhere {
    folder: TempDir,
    server: String,
}

impl Elsewhere {
    fn command(&self, client: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
        command.env_clear().current_dir(self.folder.path());
        command.env("SIGNET_CLIENT_ID", client);
        command.env("SIGNET_CLIENT_SECRET", SECRET);
        command.args(["--server", &self.server]).args(arguments);
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.command("robot", arguments).output().unwrap())
    }
}

#[actix_web::test]
async fn commands_do_and_say_the_same_elsewhere() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed=seed.toml"]).await;
    let elsewhere = Elsewhere {
        folder: tempfile::tempdir().unwrap(),
        server: deployment.url(""),
    };
    let write = |name: &str, content: &str| {
        std::fs::write(elsewhere.folder.path().join(name), content).unwrap();
    };
    write("ada.txt", PASSWORD);
    write(
        "people.toml",
        "[[user]]\nusername = \"ada\"\npassword_file = \"ada.txt\"\nemail = \"ada@example.com\"\n",
    );
    let said = elsewhere.run(&["apply", "people.toml"]).done();
    assert!(
        said.ends_with("done: 1 created, 0 updated, 0 removed, 0 unchanged\n"),
        "{said}"
    );
    for arguments in [
        &["user", "add", "bob", "--no-password"][..],
        &["user", "role", "bob", "--add", "help_desk"],
        &["user", "disable", "bob"],
        &["user", "enable", "bob"],
        &["user", "unlock", "ada@example.com"],
        &["user", "invite", "eve@example.com"],
        &["group", "add", "crew"],
        &["group", "join", "crew", "ada", "bob"],
        &["group", "rename", "crew", "mates"],
        &["group", "leave", "mates", "bob"],
        &[
            "client",
            "add",
            "--id=shop",
            "--redirect-uri=https://shop.example/cb",
        ],
        &["app", "add", "grafana", "--url=https://grafana.example"],
        &["client", "registration-token", "--once"],
        &["webhook", "add", "https://siem.example/hook", "--kind=user"],
        &["keys", "rotate"],
        &["audit", "verify"],
    ] {
        elsewhere.run(arguments).done();
    }
    let groups = deployment.run(&["user", "show", "ada", "--json"]).done();
    let groups: Value = serde_json::from_str(&groups).unwrap();
    assert_eq!(groups["groups"], serde_json::json!(["mates"]));
    for arguments in [
        &["user", "list"][..],
        &["user", "list", "--json"],
        &["user", "show", "ada"],
        &["user", "factors", "ada"],
        &["user", "role", "bob"],
        &["user", "invitations"],
        &["group", "list"],
        &["group", "members", "mates"],
        &["session", "list"],
        &["session", "list", "ada", "--json"],
        &["client", "list", "--json"],
        &["client", "show", "shop"],
        &["keys", "list"],
        &["logouts", "list"],
        &["mails", "list"],
        &["audit", "list", "--kind=group"],
        &["audit", "list", "--person=ada", "--since-days=1", "--json"],
        &["audit", "export", "--kind=user.created"],
        &["webhook", "list"],
        &["traces"],
        &["export", "--only=user"],
    ] {
        let here = deployment.run(arguments).done();
        assert_eq!(elsewhere.run(arguments).done(), here, "{arguments:?}");
        assert!(!here.is_empty());
    }
    let planned = elsewhere.run(&["plan", "people.toml"]).done();
    // Ada is in a group now that the file does not know.
    assert!(
        planned.starts_with("~ user \"ada\"  to be updated\n"),
        "{planned}"
    );
    let explained = ["explain", "nothing-like-this"];
    let here = deployment.run(&explained).failed();
    assert_eq!(elsewhere.run(&explained).failed(), here);
    elsewhere.run(&["user", "remove", "bob"]).done();
    elsewhere.run(&["client", "remove", "shop"]).done();
    let gone = elsewhere.run(&["client", "show", "shop"]).failed();
    assert!(gone.contains("there is no client"), "{gone}");
    let open = elsewhere.run(&["user", "invitations", "--json"]).done();
    let open: Value = serde_json::from_str(&open).unwrap();
    let id = open[0]["id"].as_str().unwrap();
    elsewhere.run(&["user", "withdraw-invitation", id]).done();
    let nobody = deployment.run(&["user", "invitations"]).done();
    assert!(nobody.contains("nobody is invited"), "{nobody}");
    let asked = deployment.run(&["session", "end-all"]).failed();
    assert!(asked.contains("--yes"), "{asked}");
    let everybody = ["session", "end-all", "--yes"];
    let refused = elsewhere.run(&everybody).failed();
    assert!(
        refused.contains("your role does not allow this"),
        "{refused}"
    );
    let ended = deployment.run(&everybody).done();
    assert!(ended.contains("all sessions have ended"), "{ended}");
}

#[actix_web::test]
async fn who_may_not_is_told_so_and_what_belongs_to_the_machine_stays_there() {
    let deployment = deployment();
    let _process = deployment.serve(&["serve", "--seed=seed.toml"]).await;
    let elsewhere = Elsewhere {
        folder: tempfile::tempdir().unwrap(),
        server: deployment.url(""),
    };
    let failed = |command: &mut Command| Said::of(command.output().unwrap()).failed();
    let reads = elsewhere
        .command("reader", &["user", "list"])
        .output()
        .unwrap();
    Said::of(reads).done();
    let said = failed(&mut elsewhere.command("reader", &["group", "add", "crew"]));
    assert!(said.contains("your role does not allow this"), "{said}");
    let mut wrong = elsewhere.command("reader", &["user", "list"]);
    let said = failed(wrong.env("SIGNET_CLIENT_SECRET", "another"));
    assert!(
        said.contains("no access token for the app (HTTP 401)"),
        "{said}"
    );
    let mut nothing = elsewhere.command("", &["user", "list"]);
    assert!(failed(&mut nothing).contains("set SIGNET_TOKEN"));
    let mut token = elsewhere.command("", &["user", "list"]);
    assert!(failed(token.env("SIGNET_TOKEN", "x")).contains("token"));
    for arguments in [
        &["backup", "all.bak"][..],
        &["setup-link"],
        &["settings"],
        &["user", "import", "people.csv"],
        &["export", "--with-password-hashes"],
        &["app", "check", "robot"],
    ] {
        let said = elsewhere.run(arguments).failed();
        assert!(
            said.contains("this works on the machine that Signet runs on"),
            "{said}"
        );
    }
    for server in ["http://id.example", "id.example"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
        let said = failed(command.args(["--server", server, "user", "list"]));
        assert!(said.contains("--server"), "{said}");
    }
}
