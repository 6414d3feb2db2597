//! An authenticator in software and the browser around it, which can be made to err.

use super::TestServer;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

/// A passkey. Set its fields to have it lie.
pub struct SoftPasskey {
    pair: EcdsaKeyPair,
    pub id: Vec<u8>,
    /// The user handle that it was made for.
    pub handle: Vec<u8>,
    pub counter: u32,
    /// Whether it makes sure of its person.
    pub verifies: bool,
    /// Whether somebody is there.
    pub present: bool,
    pub origin: String,
    pub rp_id: String,
    /// Whether the page is in a frame of another site.
    pub framed: bool,
}

impl SoftPasskey {
    pub fn new(server: &TestServer) -> Self {
        let names = server.services.config.passkeys.names();
        let id: [u8; 16] = signet::entropy::bytes(&signet::entropy::SystemEntropy);
        Self {
            pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            id: id.to_vec(),
            handle: Vec::new(),
            counter: 0,
            verifies: true,
            present: true,
            origin: server.services.config.issuer.origin().to_owned(),
            rp_id: names.map_or("localhost".to_owned(), |names| names.id.clone()),
            framed: false,
        }
    }

    /// Answers `navigator.credentials.create()` (WebAuthn §5.1.3).
    pub fn create(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        self.handle = decoded(&options["user"]["id"]);
        let mut data = self.data(0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        let client = self.client("webauthn.create", &options["challenge"]);
        self.answer(&json!({
            "clientDataJSON": BASE64URL_NOPAD.encode(&client),
            "attestationObject": BASE64URL_NOPAD.encode(&attestation),
            "transports": ["internal", "something-new"],
        }))
    }

    /// Answers `navigator.credentials.get()` (WebAuthn §5.1.4).
    pub fn get(&self, options: &Value) -> String {
        let client = self.client("webauthn.get", &options["publicKey"]["challenge"]);
        let data = self.data(0);
        let signed = [&data, digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        self.answer(&json!({
            "clientDataJSON": BASE64URL_NOPAD.encode(&client),
            "authenticatorData": BASE64URL_NOPAD.encode(&data),
            "signature": BASE64URL_NOPAD.encode(signature.as_ref()),
            "userHandle": BASE64URL_NOPAD.encode(&self.handle),
        }))
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64URL_NOPAD.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    fn client(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": self.framed,
        });
        data.to_string().into_bytes()
    }

    /// Authenticator data (WebAuthn §6.1).
    fn data(&self, more: u8) -> Vec<u8> {
        let flags = u8::from(self.present) | u8::from(self.verifies) << 2 | more;
        let mut data = digest(&SHA256, self.rp_id.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key (RFC 9053 §7.1.1).
    fn cose(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(&point[1..33]);
        key.extend(b"\x22\x58\x20");
        key.extend(&point[33..]);
        key
    }
}

fn decoded(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD
        .decode(text.as_str().unwrap().as_bytes())
        .unwrap()
}

/// What a page asks the browser for; nothing if it asks for no passkey.
pub fn asked(html: &str) -> Option<Value> {
    let options = html.split("data-options=\"").nth(1)?.split('"').next()?;
    let options = options.replace("&#34;", "\"").replace("&#38;", "&");
    Some(serde_json::from_str(&options).unwrap())
}
