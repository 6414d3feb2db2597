//! Where a sign-in came from, in words: what addresses tell by themselves, without asking anybody.

use crate::words::Words;
use std::net::IpAddr;

/// Where `address` is, as seen from `here`; nothing where it is no address.
pub fn of(words: &Words, address: &str, here: IpAddr) -> Option<String> {
    let there = address.parse::<IpAddr>().ok()?.to_canonical();
    let here = here.to_canonical();
    Some(words.text(if there == here {
        "place-same"
    } else if network(there) == network(here) {
        "place-near"
    } else if is_local(there) {
        "place-local"
    } else {
        "place-elsewhere"
    }))
}

/// What one household or office has of addresses, as a rule.
fn network(address: IpAddr) -> (bool, u128) {
    match address {
        IpAddr::V4(address) => (true, u128::from(address.to_bits() >> 8)),
        IpAddr::V6(address) => (false, address.to_bits() >> 64),
    }
}

/// Whether it leads nowhere on the internet.
fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => it.is_loopback() || it.is_private() || it.is_link_local(),
        IpAddr::V6(it) => it.is_loopback() || it.is_unique_local() || it.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_how_near_they_are() {
        let words = Words::english();
        let of = |address: &str, here: &str| of(&words, address, here.parse().unwrap());
        for (address, here, expected) in [
            ("192.0.2.17", "192.0.2.17", "From where you are now"),
            ("::ffff:192.0.2.17", "192.0.2.17", "From where you are now"),
            (
                "192.0.2.99",
                "192.0.2.17",
                "From the network where you are now",
            ),
            (
                "2001:db8::2:3:4:5",
                "2001:db8::9",
                "From the network where you are now",
            ),
            ("10.0.0.5", "192.0.2.17", "From a local network"),
            ("127.0.0.1", "192.0.2.17", "From a local network"),
            ("fd00::1", "192.0.2.17", "From a local network"),
            ("198.51.100.1", "192.0.2.17", "From elsewhere"),
            ("2001:db8:0:1::1", "2001:db8::9", "From elsewhere"),
        ] {
            assert_eq!(of(address, here).as_deref(), Some(expected), "{address}");
        }
        assert_eq!(of("", "192.0.2.17"), None);
    }
}
