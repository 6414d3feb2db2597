//! Which address a request comes from (security O2).

use actix_web::HttpRequest;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The peer, or what a trusted proxy says: the last hop of `X-Forwarded-For` that is no such proxy, if
/// all after it can be read.
pub fn of(request: &HttpRequest, trusted: &[IpNet]) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let peer = peer.to_canonical();
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }
    let lines: Vec<_> = request.headers().get_all("x-forwarded-for").collect();
    let hops = lines.into_iter().rev();
    let hops = hops.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    // Whatever stands before a hop that cannot be read may be anybody's word.
    let mut hops = hops.map_while(hop);
    hops.find(|hop| !is_trusted(hop)).unwrap_or(peer)
}

/// A hop as proxies write it: an address, with or without a port.
fn hop(text: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(text).ok()?.trim();
    let alone = || {
        let inside = text.strip_prefix('[')?.strip_suffix(']')?;
        inside.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
    };
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let address = text.parse().ok().or_else(with_port).or_else(alone)?;
    Some(address.to_canonical())
}

/// Whether the peer itself is a trusted proxy.
pub fn is_proxy(request: &HttpRequest, trusted: &[IpNet]) -> bool {
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    peer.is_some_and(|peer| trusted.iter().any(|net| net.contains(&peer)))
}

#[cfg(test)]
mod tests {
    use super::of;
    use actix_web::http::header::HeaderValue;
    use actix_web::test::TestRequest;

    fn address(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let mut request = TestRequest::default().peer_addr(format!("{peer}:1").parse().unwrap());
        for value in forwarded {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            request = request.append_header(("x-forwarded-for", value));
        }
        of(&request.to_http_request(), &trusted).to_string()
    }

    #[test]
    fn security_o2_only_trusted_proxies_are_believed() {
        assert_eq!(address("192.0.2.1", &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(address("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            address("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(
            address("10.0.0.1", &["203.0.113.9", "198.51.100.1"]),
            "198.51.100.1"
        );
        assert_eq!(address("10.0.0.1", &["junk"]), "10.0.0.1");
    }

    #[test]
    fn security_o2_hops_may_have_ports() {
        for (hop, read) in [
            ("203.0.113.9:51234", "203.0.113.9"),
            ("2001:db8::9", "2001:db8::9"),
            ("[2001:db8::9]", "2001:db8::9"),
            ("[2001:db8::9]:443", "2001:db8::9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            (" 203.0.113.9\t", "203.0.113.9"),
        ] {
            let forged = format!("198.51.100.1, {hop}");
            assert_eq!(address("10.0.0.1", &[&forged]), read, "{hop}");
            let proxied = format!("198.51.100.1, {hop}, 10.0.0.2:8080");
            assert_eq!(address("10.0.0.1", &[&proxied]), read, "{hop}");
        }
    }

    #[test]
    fn security_o2_nothing_before_an_unreadable_hop_is_believed() {
        for hop in [
            "unknown",
            "",
            "203.0.113.9:",
            "203.0.113.9:70000",
            "[203.0.113.9]",
            "\u{fc}",
        ] {
            let forged = format!("198.51.100.1, {hop}");
            assert_eq!(address("10.0.0.1", &[&forged]), "10.0.0.1", "{hop}");
            let forged = ["198.51.100.1", hop, "10.0.0.2"];
            assert_eq!(address("10.0.0.1", &forged), "10.0.0.1", "{hop}");
        }
    }
}
