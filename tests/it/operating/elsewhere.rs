//! Commands at a server elsewhere, over its HTTP API: they say the same as on the machine itself.

mod changing;

use crate::harness::front::{Front, Node};
use crate::harness::{Deployment, PASSWORD, Process, Said};
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

/// The deployment being served, and somebody elsewhere.
async fn begin() -> (Deployment, Elsewhere, Process) {
    let deployment = deployment();
    let process = deployment.serve(&["serve", "--seed=seed.toml"]).await;
    let elsewhere = Elsewhere::of(&deployment);
    (deployment, elsewhere, process)
}

/// Somebody who is elsewhere.
struct Elsewhere {
    folder: TempDir,
    server: String,
}

impl Elsewhere {
    fn of(deployment: &Deployment) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            server: deployment.url(""),
        }
    }

    /// Puts a file where their commands run.
    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.folder.path().join(name), content).unwrap();
    }

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
    let (deployment, elsewhere, _process) = begin().await;
    elsewhere.write("ada.txt", PASSWORD);
    elsewhere.write(
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
        &["scim", "token", "add", "okta"],
        &["scim", "token", "add", "inventory", "--role=auditor"],
        &["scim", "token", "remove", "okta"],
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
        &["user", "list", "--search=ad", "--json"],
        &["user", "list", "--group=mates", "--newest"],
        &["user", "list", "--state=operator"],
        &["user", "show", "ada"],
        &["user", "factors", "ada"],
        &["user", "role", "bob"],
        &["user", "invitations"],
        &["group", "list"],
        &["group", "members", "mates"],
        &["session", "list"],
        &["session", "list", "ada", "--json"],
        &["client", "list", "--json"],
        &["client", "list", "--search=sho"],
        &["client", "show", "shop"],
        &["consent", "list", "ada"],
        &["consent", "list", "--app=shop", "--json"],
        &["app", "list"],
        &["app", "show", "grafana"],
        &["keys", "list"],
        &["logouts", "list"],
        &["mails", "list"],
        &["audit", "list", "--kind=group"],
        &["audit", "list", "--person=ada", "--since-days=1", "--json"],
        &["audit", "export", "--kind=user.created"],
        &["webhook", "list"],
        &["scim", "token", "list"],
        &["scim", "token", "list", "--json"],
        &["traces"],
        &["export", "--only=user"],
    ] {
        let here = deployment.run(arguments).done();
        assert_eq!(elsewhere.run(arguments).done(), here, "{arguments:?}");
        assert!(!here.is_empty());
    }
    // Identifiers of what is only made up differ.
    let seen = ["app", "preview", "grafana", "ada"];
    let [here, there] = [deployment.run(&seen), elsewhere.run(&seen)].map(|said| {
        let seen: Value = serde_json::from_str(&said.done()).unwrap();
        seen["userinfo"].clone()
    });
    assert_eq!(there, here);
    assert_eq!(there["groups"], serde_json::json!(["mates"]));
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
    let (_deployment, elsewhere, _process) = begin().await;
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
        &["export", "--with-password-hashes"],
    ] {
        let said = elsewhere.run(arguments).failed();
        assert!(
            said.contains("this works on the machine that Signet runs on"),
            "{said}"
        );
    }
    let read = |arguments: &[&str]| {
        Said::of(elsewhere.command("reader", arguments).output().unwrap()).done()
    };
    let set = read(&["settings"]);
    assert!(set.contains("flag --listen"), "{set}");
    let health = read(&["health"]);
    assert!(health.ends_with("ready\n"), "{health}");
    let figures = read(&["figures", "--hours=1"]);
    assert!(figures.starts_with("sessions that go on "), "{figures}");
    let undeclared = Said::of(elsewhere.command("reader", &["plan"]).output().unwrap());
    assert!(undeclared.failed().contains("set `declared` to one"));
    for server in ["http://id.example", "id.example"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
        let said = failed(command.args(["--server", server, "user", "list"]));
        assert!(said.contains("--server"), "{said}");
    }
}

#[actix_web::test]
async fn people_are_imported_elsewhere_as_they_are_here() {
    let (deployment, elsewhere, _process) = begin().await;
    let write = |name: &str, content: &str| {
        deployment.write(name, content);
        elsewhere.write(name, content);
    };
    write(
        "people.csv",
        "username,email,email_verified\nada,ada@example.com,true\nada,,\nb b,,\nben,,perhaps\nbob,,\n",
    );
    let import = |more: &[&'static str]| [&["user", "import", "people.csv"], more].concat();
    for more in [&[][..], &["--dry-run"], &["--in-parts"]] {
        let here = deployment.run(&import(more)).failed();
        assert!(here.contains("3 of 5 entries are faulty"), "{here}");
        let there = elsewhere.run(&import(more)).failed();
        let sorted = |said: &str| {
            let mut lines: Vec<_> = said.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        // What is no entry at all is told before anything is sent.
        assert_eq!(sorted(&there), sorted(&here));
    }
    let dry = import(&["--dry-run", "--skip-faulty"]);
    assert_eq!(elsewhere.run(&dry).done(), deployment.run(&dry).done());
    let said = elsewhere.run(&import(&["--skip-faulty"])).done();
    assert_eq!(said, "added 2 people, left out 3\n");
    let mut many = String::from("username\n");
    many.extend((0..1_201).map(|n| format!("person{n}\n")));
    many.push_str("ada\n");
    write("people.csv", &many);
    let parts = import(&["--in-parts", "--skip-faulty"]);
    let said = elsewhere.run(&parts).done();
    assert_eq!(said, "added 1201 people, left out 1\n");
    let list = deployment.run(&["user", "list", "--json"]).done();
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    assert_eq!(list.len(), 1_203);
    many.extend((0..2_001).map(|n| format!("other{n}\n")));
    write("people.csv", &many);
    let said = elsewhere.run(&import(&["--skip-faulty"])).failed();
    assert!(said.contains("--in-parts"), "{said}");
    let mut reader = elsewhere.command("reader", &import(&["--in-parts", "--skip-faulty"]));
    let said = Said::of(reader.output().unwrap()).failed();
    assert!(said.contains("your role does not allow this"), "{said}");
}

#[actix_web::test]
async fn an_answer_that_is_lost_is_given_again_and_nothing_made_twice() {
    let deployment = deployment();
    let front = Front::open(&deployment).await;
    let node = Node::start(&deployment, "0");
    front.add(&node).await;
    let elsewhere = Elsewhere::of(&deployment);
    // The front works in this runtime.
    let run = async |arguments: &'static [&'static str]| {
        let mut command = elsewhere.command("robot", arguments);
        let ended = tokio::task::spawn_blocking(move || command.output());
        Said::of(ended.await.unwrap().unwrap())
    };
    front.lose("POST /api/v1/scim-tokens ");
    let said = run(&["scim", "token", "add", "okta"]).await.done();
    assert!(said.contains("signet_scim_"), "{said}");
    assert!(!front.is_to_lose());
    let listed = run(&["scim", "token", "list"]).await.done();
    assert_eq!(listed.matches("okta").count(), 1, "{listed}");
    front.lose("GET /api/v1/groups");
    run(&["group", "list"]).await.done();
    assert!(!front.is_to_lose());
    // What is not done once is not done again: nobody knows whether it was done.
    front.lose("DELETE /api/v1/scim-tokens/");
    let said = run(&["scim", "token", "remove", "okta"]).await.failed();
    assert!(said.contains("cannot reach"), "{said}");
    let listed = run(&["scim", "token", "list"]).await.done();
    assert_eq!(listed, "there are no SCIM tokens\n");
    // Neither is it known where the answer is lost for good.
    elsewhere.write("people.csv", "username\nada\nbob\n");
    let import = &["user", "import", "people.csv"];
    for _ in 0..2 {
        front.lose("POST /api/v1/imports ");
    }
    let said = run(import).await.failed();
    assert!(!front.is_to_lose());
    assert!(
        said.contains("either all of them are there now, or none"),
        "{said}"
    );
    assert!(
        said.contains("cannot reach") && !said.contains("nobody was added"),
        "{said}"
    );
    let said = run(&["user", "import", "people.csv", "--dry-run"])
        .await
        .failed();
    assert!(said.contains("2 of 2 entries are faulty"), "{said}");
    let said = run(import).await.failed();
    assert!(said.contains("nobody was added"), "{said}");
}

#[actix_web::test]
async fn an_app_is_tried_out_elsewhere() {
    let (deployment, elsewhere, _process) = begin().await;
    let add = [
        "app",
        "add",
        "miniflux",
        "--url=https://rss.invalid",
        "--json",
    ];
    let added = elsewhere.run(&add).done();
    let added: Value = serde_json::from_str(&added).unwrap();
    elsewhere.write("right.txt", added["client_secret"].as_str().unwrap());
    elsewhere.write("wrong.txt", "another");
    let check = |secret: &str| {
        let said = elsewhere.run(&["app", "check", "miniflux", secret, "--json"]);
        let found: Vec<Value> = serde_json::from_str(&said.stdout).unwrap();
        // Nothing is at that address.
        let found = found
            .into_iter()
            .filter(|one| one["part"] != "redirect URI");
        let found = found.map(|one| {
            let [part, verdict] =
                ["part", "verdict"].map(|name| one[name].as_str().unwrap().to_owned());
            (part, verdict)
        });
        found.collect::<Vec<_>>()
    };
    let said = |right: &str| {
        [
            ("discovery", "unknown"),
            ("registration", "good"),
            ("access", "good"),
            ("client authentication", right),
            ("authorization request", "good"),
            ("token endpoint", "good"),
            ("ID token", "good"),
            ("userinfo", "good"),
            ("claims", "good"),
        ]
        .map(|(part, verdict)| (part.to_owned(), verdict.to_owned()))
    };
    assert_eq!(check("--secret-file=right.txt"), said("good"));
    assert_eq!(check("--secret-file=wrong.txt"), said("bad"));
    let events = deployment.run(&["audit", "list", "--kind=client.checked", "--json"]);
    let events: Vec<Value> = serde_json::from_str(&events.done()).unwrap();
    assert_eq!(events.len(), 2);
    let sessions = deployment.run(&["session", "list"]).done();
    assert_eq!(sessions, elsewhere.run(&["session", "list"]).done());
    let users = deployment.run(&["user", "list", "--json"]).done();
    assert_eq!(users.trim(), "[]");
}
