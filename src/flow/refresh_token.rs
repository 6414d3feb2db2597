//! Refresh tokens: family, generation and MAC. Nothing of them is stored but the current generation.

use super::Services;
use crate::keys::MacPurpose;
use crate::model::GrantId;
use crate::secret::same_bytes;
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

/// A refresh token that Signet issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The family.
    pub grant_id: GrantId,
    /// Which of the family's refresh tokens.
    pub generation: i64,
}

impl RefreshToken {
    /// The token as the client gets it.
    pub fn encode(self, services: &Services) -> String {
        let mut bytes = self.body().to_vec();
        bytes.extend_from_slice(
            &services
                .seals
                .mac(MacPurpose::RefreshToken, &[&self.body()]),
        );
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads what [`RefreshToken::encode`] made; nothing else passes.
    pub fn decode(services: &Services, token: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (generation, mac) = rest.split_first_chunk::<8>()?;
        let token = Self {
            grant_id: GrantId(Uuid::from_bytes(*id)),
            generation: i64::from_be_bytes(*generation),
        };
        let expected = services
            .seals
            .mac(MacPurpose::RefreshToken, &[&token.body()]);
        same_bytes(mac, &expected).then_some(token)
    }

    fn body(self) -> [u8; 24] {
        let mut body = [0; 24];
        let (id, generation) = body.split_at_mut(16);
        id.copy_from_slice(self.grant_id.0.as_bytes());
        generation.copy_from_slice(&self.generation.to_be_bytes());
        body
    }
}
