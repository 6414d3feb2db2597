//! The chromedriver process.

use crate::harness::free_port;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Ends Chromium and chromedriver, whose child it is, when standard input ends: also when this process
/// dies.
const WRAPPER: &str = r#"
chromedriver --port="$1" </dev/null &
driver=$!
exec >/dev/null 2>&1
cat
kill -KILL $(cat /proc/"$driver"/task/*/children) "$driver"
wait "$driver"
"#;

/// A running chromedriver. Ends when dropped.
pub struct Driver {
    process: Child,
    pub address: String,
}

impl Driver {
    /// Starts one on a free port. It wants the same port of `127.0.0.1` and of `::1`, so that a port
    /// free on one of them may not do.
    pub fn start() -> Self {
        let mut said = String::new();
        (0..5)
            .find_map(|_| Self::on(free_port(), &mut said))
            .unwrap_or_else(|| panic!("chromedriver does not start: {said}"))
    }

    /// One on this port, unless it ends before it listens: what it has said then.
    fn on(port: u16, said: &mut String) -> Option<Self> {
        let mut process = Command::new("sh")
            .args(["-c", WRAPPER, "sh"])
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = process.stdout.take().unwrap();
        let driver = Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        };
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let listens = lines.by_ref().any(|line| {
            *said += &line;
            line.contains("started successfully on port ")
        });
        // Whoever stops reading stops chromedriver as soon as it has something to say.
        std::thread::spawn(move || lines.for_each(drop));
        listens.then_some(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
