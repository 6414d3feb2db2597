//! Integration tests.

#[cfg(test)]
mod cli;
