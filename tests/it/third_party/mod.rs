//! Apps made with other people's libraries from npm and PyPI (`tests/clients`): what they rely on
//! holds.

mod oidc_client_ts;
mod openid_client;
mod scim;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder where the scripts are written.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients")
}

/// The Python that has the libraries.
fn installed_python() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
        let program = there.join("bin/python");
        let wanted = fs::read(sources().join("requirements.txt")).unwrap();
        // Written when an installation is whole, with what it was made from.
        let done = there.join("installed.txt");
        if !fs::read(&done).is_ok_and(|done| done == wanted) {
            let run = |program: &Path, arguments: &[&str]| {
                let end = Command::new(program).args(arguments).status();
                let end = end.expect("python3 does not start: install python3-venv");
                assert!(end.success(), "{} {arguments:?}: {end}", program.display());
            };
            let folder = there.to_str().unwrap();
            run(Path::new("python3"), &["-m", "venv", "--clear", folder]);
            let requirements = sources().join("requirements.txt");
            let requirements = requirements.to_str().unwrap();
            let quiet = ["-m", "pip", "install", "--quiet", "--no-deps"];
            let quiet = [
                &quiet[..],
                &["--disable-pip-version-check", "-r", requirements],
            ];
            run(&program, &quiet.concat());
            fs::write(done, wanted).unwrap();
        }
        program
    })
}

/// The folder where the libraries are installed, with the scripts beside them.
pub fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
        fs::create_dir_all(&there).unwrap();
        let here = sources();
        let lock = fs::read(here.join("package-lock.json")).unwrap();
        // Written when an installation is whole, with the lock that it was made from.
        let done = there.join("installed-lock.json");
        let is_done = fs::read(&done).is_ok_and(|done| done == lock);
        for file in fs::read_dir(&here).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), there.join(file.file_name())).unwrap();
            }
        }
        if !is_done {
            let npm = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&there)
                .status();
            let npm = npm.expect("npm does not start: install nodejs and npm");
            assert!(npm.success(), "npm ci: {npm}");
            fs::write(done, lock).unwrap();
        }
        there
    })
}
