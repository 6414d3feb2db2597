//! Hashes as glibc's crypt and Python's hashlib make them, all of one password.

use super::{ForeignHash, as_phc};

const PASSWORD: &str = "correct horse";

const KNOWN: [&str; 9] = [
    "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
    "bcrypt$$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
    "bcrypt_sha256$$2b$04$abcdefghijklmnopqrstuuIvyWZlBcE3WoQXKqRnwrLYJ6nenE0Bq",
    "pbkdf2_sha256$1000$NaClNaCl$DFRHyP75NhhP9KfmBQVw3DRMTlplRxD2m0/X6CUIpWg=",
    "scrypt$1024$NaClNaCl$8$1$BFctiq11ddsFA7tHnJbQjJVtW8PnXTZ+BDwThlBIK3ifpjP46lLBBQqNEdo5JAUpXjsw\
     bLDT1X9WoPj6O0clbQ==",
    "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$nfkj3u1fRTHCea+fVr03sWV770kp5wLOLoEakziKhqE",
    "$6$rounds=1000$saltsalt$4GMtaIz3E1AdDi2SmCokEW0ehi.HdxNDcL3fGE1XXuzvo6kbx7UOloZKONqEk5H3JrQA4NOf\
     U8BmqFPrpGqwA1",
    "$6$saltsalt$hRM5XZ86KXEw9UOmjigeVqFgULtFB2sgpC9lXQDfMib3Zgw7mEiUvBJI2EplzfAqxL5Vvwp2scFtv/uamSo5\
     z0",
    "$5$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/",
];

fn keycloak(algorithm: &str, iterations: u32, value: &str) -> String {
    let data = format!(r#"{{"hashIterations": {iterations}, "algorithm": "{algorithm}"}}"#);
    let secret = format!(r#"{{"value": "{value}", "salt": "AAECAwQFBgcICQoLDA0ODw=="}}"#);
    serde_json::json!({"credentialData": data, "secretData": secret}).to_string()
}

#[test]
fn hashes_of_others_are_recognised_and_match_one_password() {
    let sha256 =
        "yRTMTwbMbo9G0VfjobWqerzuuxe7BETNTErBbKKumGQVykgYqFUkGDPSqmamlmDo91gX1JZ69LgWiJuFkmT+UQ==";
    let sha512 =
        "Xpx07WjVx4vCIvrmBRj8uOoVVtGqJqtUv2J5bhizSQs7osCteF7W4A61dZDqSIqQjO+dxO6p5FT/Uy7QRBXSXA==";
    let more = [
        keycloak("pbkdf2-sha256", 1000, sha256),
        keycloak("pbkdf2-sha512", 1000, sha512),
    ];
    let known = KNOWN.iter().copied();
    for text in known.chain(more.iter().map(String::as_str)) {
        let hash = ForeignHash::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert!(hash.matches(PASSWORD), "{text}");
        for wrong in ["", "Correct horse", "correct horse "] {
            assert!(!hash.matches(wrong), "{text}");
        }
    }
}

#[test]
fn hashes_that_would_keep_a_worker_for_long_are_none() {
    for text in [
        KNOWN[0].replace("$04$", "$15$"),
        KNOWN[2].replace("$04$", "$31$"),
        KNOWN[3].replace("$1000$", "$3000001$"),
        KNOWN[3].replace("$1000$", "$0$"),
        KNOWN[4].replace("$1024$", "$1048576$"),
        KNOWN[4].replace("$8$1$", "$8$1000000$"),
        KNOWN[5].replace("ln=10", "ln=40"),
        KNOWN[5].replace("ln=10", "ln=63"),
        KNOWN[5].replace("r=8", "r=0"),
        KNOWN[6].replace("=1000$", "=1000001$"),
        keycloak(
            "pbkdf2-sha256",
            3_000_001,
            "yRTMTwbMbo9G0VfjobWqerzuuxe7BETNTErBbKKumGQ=",
        ),
    ] {
        assert!(ForeignHash::parse(&text).is_none(), "{text}");
    }
}

#[test]
fn what_is_malformed_is_none() {
    for text in KNOWN {
        for end in 0..text.len() {
            let cut = &text[..end];
            // A shorter output of the same function is another hash, which nothing here makes.
            let short = ForeignHash::parse(cut);
            assert!(short.is_none_or(|hash| !hash.matches(PASSWORD)), "{cut}");
        }
    }
    for text in [
        "",
        "$",
        "secret",
        "$1$saltsalt$x",
        "pbkdf2_md5$1$a$AAAA",
        "{}",
        "{\"x\":1}",
    ] {
        assert!(ForeignHash::parse(text).is_none(), "{text}");
    }
}

#[test]
fn argon2_is_found_in_its_wrappings() {
    let phc = "$argon2id$v=19$m=64,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAAA";
    assert_eq!(as_phc(phc).as_deref(), Some(phc));
    assert_eq!(as_phc(&format!("argon2{phc}")).as_deref(), Some(phc));
    let data = r#"{"hashIterations":2,"algorithm":"argon2","additionalParameters":
        {"hashLength":["3"],"memory":["64"],"type":["id"],"version":["1.3"],"parallelism":["1"]}}"#;
    let secret = r#"{"value":"AAAA","salt":"AAECAwQFBgcICQoLDA0ODw==","additionalParameters":{}}"#;
    let whole = serde_json::json!({"credentialData": data, "secretData": secret});
    assert_eq!(as_phc(&whole.to_string()).as_deref(), Some(phc));
    assert_eq!(as_phc("$2b$04$x"), None);
}
