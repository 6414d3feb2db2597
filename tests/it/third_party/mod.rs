//! Apps made with other people's libraries from npm (`tests/clients`): what they rely on holds.

mod oidc_client_ts;
mod openid_client;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder where the libraries are installed, with the scripts beside them.
pub fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
        fs::create_dir_all(&there).unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients");
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
