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

fn all_are_none<const N: usize>(texts: [String; N]) {
    for text in texts {
        assert!(ForeignHash::parse(&text).is_none(), "{text}");
    }
}

/// One block of output; which one does not matter.
const SHA256_BLOCK: &str = "yRTMTwbMbo9G0VfjobWqerzuuxe7BETNTErBbKKumGQ=";

#[test]
fn bcrypt_is_bounded() {
    assert!(ForeignHash::parse(&KNOWN[0].replace("$04$", "$14$")).is_some());
    all_are_none(["$03$", "$15$", "$31$"].map(|cost| KNOWN[0].replace("$04$", cost)));
    all_are_none(["$03$", "$15$", "$31$"].map(|cost| KNOWN[2].replace("$04$", cost)));
}

#[test]
fn pbkdf2_is_bounded() {
    let django = |count: &str| KNOWN[3].replace("$1000$", count);
    assert!(ForeignHash::parse(&django("$3000000$")).is_some());
    all_are_none(["$0$", "$1$", "$999$", "$3000001$", "$4294967297$"].map(django));
    let exported = |count: u32| keycloak("pbkdf2-sha256", count, SHA256_BLOCK);
    assert!(ForeignHash::parse(&exported(1000)).is_some());
    all_are_none([0, 999, 3_000_001].map(exported));
}

#[test]
fn scrypt_is_bounded() {
    let phc = |params: &str| KNOWN[5].replace("ln=10,r=8,p=1", params);
    assert!(ForeignHash::parse(&phc("ln=18,r=8,p=2")).is_some());
    all_are_none(
        [
            "ln=9,r=8,p=1",
            "ln=18,r=8,p=3",
            "ln=19,r=8,p=1",
            "ln=40,r=8,p=1",
            "ln=64,r=8,p=1",
            "ln=10,r=0,p=1",
            "ln=10,r=8,p=0",
            "ln=10,r=8,p=1000000",
        ]
        .map(phc),
    );
    all_are_none(
        ["512", "1000", "1025", "1048576"].map(|n| KNOWN[4].replace("$1024$", &format!("${n}$"))),
    );
}

#[test]
fn sha_crypt_is_bounded() {
    let rounds = |count: &str| KNOWN[6].replace("=1000$", count);
    assert!(ForeignHash::parse(&rounds("=1000000$")).is_some());
    all_are_none(["=0$", "=999$", "=1000001$", "=$"].map(rounds));
}

#[test]
fn what_has_lost_its_salt_or_its_end_is_none() {
    all_are_none(["", "NaCl"].map(|salt| KNOWN[3].replace("NaClNaCl", salt)));
    all_are_none(["", "NaCl"].map(|salt| KNOWN[4].replace("NaClNaCl", salt)));
    all_are_none(["", "AAEC"].map(|salt| KNOWN[5].replace("AAECAwQFBgcICQoLDA0ODw", salt)));
    all_are_none(["", "salt"].map(|salt| KNOWN[7].replace("saltsalt", salt)));
    all_are_none(["", "salt"].map(|salt| KNOWN[8].replace("saltsalt", salt)));
    let salt = keycloak("pbkdf2-sha256", 1000, SHA256_BLOCK);
    all_are_none(["", "AAECAw=="].map(|lost| salt.replace("AAECAwQFBgcICQoLDA0ODw==", lost)));
    // The first half is right for every password that the whole is right for.
    let half = "yRTMTwbMbo9G0VfjobWqeg==";
    all_are_none([keycloak("pbkdf2-sha256", 1000, half)]);
    all_are_none([keycloak("pbkdf2-sha512", 1000, SHA256_BLOCK)]);
    // Hashes of a faulty bcrypt, in which many passwords are the same.
    all_are_none(["$2x$", "$2$", "$2c$"].map(|kind| KNOWN[0].replace("$2b$", kind)));
    all_are_none(["$2x$", "$2$"].map(|kind| KNOWN[1].replace("$2b$", kind)));
    all_are_none(["$2x$", "$2$"].map(|kind| KNOWN[2].replace("$2b$", kind)));
}

#[test]
fn what_is_malformed_is_none() {
    for text in KNOWN {
        for end in 0..text.len() {
            let cut = &text[..end];
            assert!(ForeignHash::parse(cut).is_none(), "{cut}");
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
