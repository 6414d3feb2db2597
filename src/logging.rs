//! Log lines on standard error: one event a line, for a person or as JSON (security M3).

use crate::config::{Config, LogFormat};
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal, Write};
use tracing::Subscriber;
use tracing::field::Field;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

/// Begins logging as the settings ask for. A second call changes nothing.
pub fn init(config: &Config) {
    let level = &config.log_level;
    match config.log_format {
        LogFormat::Human => begin(human(io::stderr, level, has_colours())),
        LogFormat::Json => begin(json(io::stderr, level)),
    }
}

/// Begins logging for commands that answer on standard output: what goes wrong only.
pub fn init_quiet() {
    begin(human(io::stderr, "warn", has_colours()));
}

fn begin(subscriber: impl Subscriber + Send + Sync) {
    // Fails if somebody logs already, which is as good.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

fn has_colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !refused
}

fn filter(level: &str) -> EnvFilter {
    // The server library tells of its workers; that is of no use to an operator.
    let filter = EnvFilter::try_new(format!("actix_server=warn,{level}"));
    filter.unwrap_or_else(|_| EnvFilter::new("info"))
}

fn human<W>(writer: W, level: &str, colours: bool) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_env_filter(filter(level))
        .with_writer(writer)
        .with_ansi(colours)
        .fmt_fields(debug_fn(field).delimited(" "))
        .finish()
}

/// One field, with everything that could pass for another line or command a terminal escaped.
fn field(writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    let text = format!("{value:?}");
    match field.name() {
        "message" => writer.write_str(&escaped(&text)),
        name => write!(writer, "{name}={}", escaped(&text)),
    }
}

fn json<W>(writer: W, level: &str) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_env_filter(filter(level))
        .with_writer(EscapedJson(writer))
        .json()
        .flatten_event(true)
        .with_span_list(false)
        .finish()
}

/// `text` with every control and line-separator character written as `\u{…}` or `\n`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_control(c) {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Controls, line separators, and what turns the direction of text around.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes what JSON lets stand and a line must not have. serde_json has escaped the rest.
struct EscapedJson<W>(W);

impl<'w, W: MakeWriter<'w>> MakeWriter<'w> for EscapedJson<W> {
    type Writer = EscapedLine<W::Writer>;

    fn make_writer(&'w self) -> Self::Writer {
        EscapedLine(self.0.make_writer())
    }
}

/// Takes whole lines, as the formatter writes them.
struct EscapedLine<W>(W);

impl<W: Write> Write for EscapedLine<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.write_all(line)?;
        Ok(line.len())
    }

    fn write_all(&mut self, line: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(line);
        let (text, end) = match text.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (text.as_ref(), ""),
        };
        let mut safe = String::with_capacity(text.len() + end.len());
        for c in text.chars() {
            if is_control(c) {
                // Writing to a string cannot fail; none of these is beyond U+FFFF.
                let _ = write!(safe, "\\u{:04x}", u32::from(c));
            } else {
                safe.push(c);
            }
        }
        safe.push_str(end);
        self.0.write_all(safe.as_bytes())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Collects what is written.
    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Memory {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    const EVIL: &str = "a\nINFO forged\r\u{1b}[2Jb\u{7f}\u{9b}1m\u{2028}c\u{2029}d\u{202e}e";

    fn log_evil() {
        let span = tracing::info_span!("request", path = %EVIL);
        let _inside = span.enter();
        let error = io::Error::other(EVIL);
        tracing::info!(display = %EVIL, debug = ?EVIL, plain = EVIL, %error, "message {EVIL}");
    }

    fn assert_one_line(text: &str) {
        let line = text.strip_suffix('\n').unwrap();
        assert!(!line.contains(is_control), "{line:?}");
        assert_eq!(line.matches("forged").count(), 6, "{line}");
    }

    #[test]
    fn security_m3_human_lines_hold_no_control_characters() {
        let memory = Memory::default();
        let writer = memory.clone();
        let subscriber = human(move || writer.clone(), "info", false);
        tracing::subscriber::with_default(subscriber, log_evil);
        assert_one_line(&memory.text());
    }

    #[test]
    fn security_m3_json_lines_are_one_object_without_control_characters() {
        let memory = Memory::default();
        let writer = memory.clone();
        let subscriber = json(move || writer.clone(), "info");
        tracing::subscriber::with_default(subscriber, log_evil);
        assert_one_line(&memory.text());
        let line: serde_json::Value = serde_json::from_str(&memory.text()).unwrap();
        assert_eq!(line["display"], EVIL);
        assert_eq!(line["message"], format!("message {EVIL}"));
        assert_eq!(line["span"]["path"], EVIL);
        let time = line["timestamp"].as_str().unwrap();
        let time =
            time::OffsetDateTime::parse(time, &time::format_description::well_known::Rfc3339);
        assert!(time.unwrap().offset().is_utc());
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        assert!(matches!(escaped("Grüße, 世界 \"\\"), Cow::Borrowed(_)));
        assert_eq!(escaped("a\n\u{1b}b"), "a\\n\\u{1b}b");
    }
}
