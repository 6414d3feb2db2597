//! The protocol, line by line. Tests name the requirements that they hold to.

mod sign_in;
