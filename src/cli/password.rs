//! Passwords: asked for at a terminal, else the first line of standard input; never an argument,
//! for other users of the machine see those.

use crate::secret::Secret;
use anyhow::{Context, bail};
use std::io::{self, BufRead, IsTerminal};

/// A new password for `name`.
pub fn ask(name: &str) -> anyhow::Result<Secret<String>> {
    let password = if io::stdin().is_terminal() {
        ask_twice(name)?
    } else {
        read_line(&mut io::stdin().lock())?
    };
    if password.expose().is_empty() {
        bail!("no password was given: type one, or write it to standard input as one line");
    }
    Ok(password)
}

fn ask_twice(name: &str) -> anyhow::Result<Secret<String>> {
    let first = prompt(&format!("New password for {name}: "))?;
    if first != prompt("The same again: ")? {
        bail!("the two passwords are not the same: try again");
    }
    Ok(first)
}

fn prompt(text: &str) -> anyhow::Result<Secret<String>> {
    let typed = rpassword::prompt_password(text).context("cannot ask for the password")?;
    Ok(Secret::new(typed))
}

fn read_line(input: &mut impl BufRead) -> anyhow::Result<Secret<String>> {
    let mut line = String::new();
    let read = input.read_line(&mut line);
    let line = Secret::new(line);
    read.context("cannot read the password from standard input: write it in UTF-8")?;
    let password = line.expose().trim_end_matches(['\r', '\n']);
    Ok(Secret::new(password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::read_line;

    #[test]
    fn the_first_line_is_the_password_and_spaces_count() {
        for (input, password) in [
            ("secret\n", "secret"),
            ("secret", "secret"),
            (" two words \r\nnot this\n", " two words "),
            ("", ""),
        ] {
            let read = read_line(&mut input.as_bytes()).unwrap();
            assert_eq!(read.expose(), password);
        }
        assert!(read_line(&mut &b"\xff\n"[..]).is_err());
    }
}
