//! Makes the file of breached passwords from the download of Have I Been Pwned: lines of a SHA-1 hash
//! in hex, a colon and how often it was seen, in the order of the hashes.

use crate::login::BREACHED_ENTRY;
use data_encoding::HEXUPPER_PERMISSIVE;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Digits of an entry.
const DIGITS: usize = BREACHED_ENTRY * 2;

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A line is none of a hash and a count.
    #[error("line {0} is not HASH:COUNT with a SHA-1 hash of 40 hex digits")]
    Line(u64),
    /// A hash is smaller than the one before.
    #[error("line {0} is out of order: use the download that is ordered by hash")]
    Order(u64),
    /// There was nothing in it.
    #[error("there is no password that was seen often enough")]
    Empty,
    /// The list cannot be read or written.
    #[error("cannot read or write: {0}")]
    Io(#[from] io::Error),
}

/// Writes the list to `to`, of the passwords that were seen `at_least` so often; gives how many.
pub fn import(from: impl BufRead, to: &Path, at_least: u64) -> Result<u64, ImportError> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let count = copy(from, BufWriter::new(file.as_file()), at_least)?;
    if count == 0 {
        return Err(ImportError::Empty);
    }
    file.as_file().sync_all()?;
    // Who had the list open goes on with the one before.
    file.persist(to).map_err(|error| error.error)?;
    Ok(count)
}

fn copy(mut from: impl BufRead, mut to: impl Write, at_least: u64) -> Result<u64, ImportError> {
    let (mut line, mut number, mut count) = (String::new(), 0, 0);
    let mut before = None;
    while from.read_line(&mut line)? > 0 {
        number += 1;
        let text = line.trim();
        if !text.is_empty() {
            let (entry, seen) = parse(text).ok_or(ImportError::Line(number))?;
            if before.is_some_and(|before| before > entry) {
                return Err(ImportError::Order(number));
            }
            if seen >= at_least && before != Some(entry) {
                to.write_all(&entry)?;
                count += 1;
                before = Some(entry);
            }
        }
        line.clear();
    }
    to.flush()?;
    Ok(count)
}

fn parse(line: &str) -> Option<([u8; BREACHED_ENTRY], u64)> {
    let (hash, seen) = line.split_once(':')?;
    let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = hash.get(..DIGITS).filter(|_| is_hash)?;
    let bytes = HEXUPPER_PERMISSIVE.decode(digits.as_bytes()).ok()?;
    Some((bytes.try_into().ok()?, seen.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::login::Breached;

    /// "123456", "password" and "qwerty", as the download has them.
    const LINES: &str = "\
5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:10434004\r\n\
7C4A8D09CA3762AF61E59520943DC26494F8941B:42542807\r\n\
B1B3773A05C0ED0176787A4F1574FF0075F7521E:10\r\n";

    fn imported(text: &str, at_least: u64) -> Result<Breached, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("breached.bin");
        import(text.as_bytes(), &to, at_least)?;
        Ok(Breached::open(&to).unwrap())
    }

    #[test]
    fn security_f3_the_public_download_becomes_a_list() {
        let list = imported(LINES, 1).unwrap();
        for password in ["123456", "password", "qwerty"] {
            assert!(list.holds(password).unwrap(), "{password}");
        }
        assert!(!list.holds("correct horse").unwrap());
        assert!(!imported(LINES, 11).unwrap().holds("qwerty").unwrap());
    }

    #[test]
    fn what_is_no_such_download_is_refused() {
        let refused = |text: &str| imported(text, 1).unwrap_err();
        assert!(matches!(refused("password\n"), ImportError::Line(1)));
        assert!(matches!(
            refused(&format!("{LINES}é:1")),
            ImportError::Line(4)
        ));
        assert!(matches!(refused(""), ImportError::Empty));
        let again = LINES.to_owned() + LINES;
        assert!(matches!(refused(&again), ImportError::Order(4)));
    }
}
