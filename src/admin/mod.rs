//! Operations on people, apps and keys: one core behind every face.
//!
//! Owns what an operator can do. Command line, declared files and (later) console and API call
//! these functions and add nothing of their own.

pub mod keys;
