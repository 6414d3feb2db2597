//! The document against the server, by schemathesis from PyPI: nothing fails, and nothing is answered that
//! the document does not say.

use super::Api;
use crate::harness::TestServer;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, installed.
fn installed() -> PathBuf {
    let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemathesis/requirements.txt");
    let wanted = fs::read(&here).unwrap();
    // Written when an installation is whole, with the list that it was made from.
    let done = there.join("installed.txt");
    if !fs::read(&done).is_ok_and(|done| done == wanted) {
        let run = |program: &Path, arguments: &[&str]| {
            let ended = Command::new(program).args(arguments).status();
            let ended = ended.unwrap_or_else(|why| panic!("{}: {why}", program.display()));
            assert!(ended.success(), "{}: {ended}", program.display());
        };
        let folder = there.to_str().unwrap();
        run(Path::new("python3"), &["-m", "venv", "--clear", folder]);
        let list = here.to_str().unwrap();
        let quiet = [
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
            list,
        ];
        run(&there.join("bin/pip"), &quiet);
        fs::write(done, wanted).unwrap();
    }
    there.join("bin/schemathesis")
}

#[actix_web::test]
async fn every_answer_is_one_that_the_document_describes() {
    let server = TestServer::start().await;
    let api = Api::of(&server).await;
    server.user("ada").await;
    let token = api.token("signet:administrator");
    let document = format!(
        "{}/api/v1/openapi.json",
        server.issuer.trim_end_matches('/')
    );
    let folder = tempfile::TempDir::new().unwrap();
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,\
                  response_headers_conformance,response_schema_conformance";
    let mut command = Command::new(installed());
    command
        .current_dir(folder.path())
        .args(["run", &document, "--seed", "1", "--max-examples", "3"])
        .args(["--phases", "coverage,fuzzing", "--checks", checks])
        // Keys that are gone at once would end the token as well.
        .args(["--exclude-operation-id", "rotateKeys"])
        // One worker: Python 3.11 miscounts how deep it is in a syntax tree where several threads are.
        .args(["--workers", "1"])
        .args(["--suppress-health-check", "all", "--no-shrink"])
        .args([
            "--no-color",
            "--header",
            &format!("Authorization: Bearer {token}"),
        ]);
    let run = tokio::task::spawn_blocking(move || command.output()).await;
    let said = run.unwrap().unwrap();
    let text = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success(), "{text}");
    assert!(text.contains("Tested: "), "{text}");
}
