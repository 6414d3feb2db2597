//! The chromedriver process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Ends Chromium and chromedriver when standard input ends: also when this process dies. Chromium
/// writes its process id into its profile.
const WRAPPER: &str = r#"
chromedriver --port=0 </dev/null &
driver=$!
exec >/dev/null 2>&1
cat
chromium=$(readlink "$1/SingletonLock") && kill -KILL "${chromium##*-}"
kill "$driver"
wait "$driver"
"#;

/// A running chromedriver. Ends when dropped.
pub struct Driver {
    process: Child,
    pub address: String,
}

impl Driver {
    /// Starts one on a free port, for a Chromium with this profile.
    pub fn start(profile: &Path) -> Self {
        let mut process = Command::new("sh")
            .args(["-c", WRAPPER, "sh"])
            .arg(profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = process.stdout.take().unwrap();
        let mut lines = BufReader::new(output).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("chromedriver does not start: install chromium and chromium-driver");
        // Whoever stops reading stops chromedriver as soon as it has something to say.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
