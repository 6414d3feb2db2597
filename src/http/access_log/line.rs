//! What a line of the access log says.

use crate::clock::Timestamp;
use crate::config::LogFormat;
use serde::Serialize;
use std::io::{self, Write};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// What is noted of a request.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Line<'a> {
    /// RFC 3339, UTC; the log fills it in.
    pub time: &'a str,
    /// The reference that error pages show.
    pub request_id: &'a str,
    /// The method, if it is a usual one.
    pub method: &'a str,
    /// The route, not the path: paths may hold anything.
    pub route: &'a str,
    /// The answer's status.
    pub status: u16,
    /// Microseconds until the answer's head was ready.
    pub micros: u64,
    /// Who asked, at endpoints that clients call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<&'a str>,
    /// The error that was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a str>,
}

impl Line<'_> {
    /// Appends the line. Writing to memory cannot fail.
    pub(super) fn write(&self, format: LogFormat, out: &mut Vec<u8>) {
        let _ = match format {
            LogFormat::Json => serde_json::to_writer(&mut *out, self).map_err(Into::into),
            LogFormat::Human => self.human(out),
        };
        out.push(b'\n');
    }

    fn human(&self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(self.time.as_bytes());
        write!(out, " {} ", self.status)?;
        for word in [self.method, " ", self.route] {
            out.extend_from_slice(word.as_bytes());
        }
        write!(out, " {}us ", self.micros)?;
        out.extend_from_slice(self.request_id.as_bytes());
        if let Some(client_id) = self.client_id {
            write!(out, " client_id={client_id:?}")?;
        }
        if let Some(error) = self.error {
            write!(out, " error={error}")?;
        }
        Ok(())
    }
}

/// The current second in words, put into words once (RFC 3339, UTC).
#[derive(Debug, Default)]
pub(super) struct Clockface {
    second: Timestamp,
    words: String,
}

impl Clockface {
    /// `now` in words.
    pub fn at(&mut self, now: Timestamp) -> &str {
        if self.second != now || self.words.is_empty() {
            let moment = OffsetDateTime::from_unix_timestamp(now.0).ok();
            let words = moment.and_then(|moment| moment.format(&Rfc3339).ok());
            (self.second, self.words) = (now, words.unwrap_or_default());
        }
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: LogFormat) -> String {
        let mut face = Clockface::default();
        let line = Line {
            time: face.at(Timestamp(0)),
            request_id: "id",
            method: "GET",
            route: "/token",
            status: 400,
            micros: 7,
            client_id: Some("a \"b\""),
            error: Some("invalid_request"),
        };
        let mut out = Vec::new();
        line.write(format, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_line_in_both_formats() {
        assert_eq!(
            written(LogFormat::Json),
            "{\"time\":\"1970-01-01T00:00:00Z\",\"request_id\":\"id\",\"method\":\"GET\",\
             \"route\":\"/token\",\"status\":400,\"micros\":7,\"client_id\":\"a \\\"b\\\"\",\
             \"error\":\"invalid_request\"}\n"
        );
        assert_eq!(
            written(LogFormat::Human),
            "1970-01-01T00:00:00Z 400 GET /token 7us id client_id=\"a \\\"b\\\"\" \
             error=invalid_request\n"
        );
    }

    #[test]
    fn the_words_follow_the_second() {
        let mut face = Clockface::default();
        assert_eq!(face.at(Timestamp(0)), "1970-01-01T00:00:00Z");
        assert_eq!(face.at(Timestamp(61)), "1970-01-01T00:01:01Z");
        assert_eq!(face.at(Timestamp(0)), "1970-01-01T00:00:00Z");
    }
}
