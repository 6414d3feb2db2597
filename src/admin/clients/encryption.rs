//! What a client must register to get encrypted answers.

use super::MetadataError;
use crate::oidc::ClientMetadata;

/// Checks that encrypted answers have an algorithm and a key (OpenID Connect Dynamic Client
/// Registration §2).
pub(super) fn check(metadata: &ClientMetadata, errors: &mut Vec<MetadataError>) {
    let has_keys = metadata.jwks.is_some() || metadata.jwks_uri.is_some();
    let pairs = [
        (
            "id_token_encrypted_response_enc",
            "id_token_encrypted_response_alg",
            metadata.id_token_encrypted_response_enc.is_some(),
            metadata.id_token_encrypted_response_alg.is_some(),
        ),
        (
            "userinfo_encrypted_response_enc",
            "userinfo_encrypted_response_alg",
            metadata.userinfo_encrypted_response_enc.is_some(),
            metadata.userinfo_encrypted_response_alg.is_some(),
        ),
    ];
    for (enc, alg, has_enc, has_alg) in pairs {
        if has_enc && !has_alg {
            errors.push(MetadataError::EncryptionWithoutAlgorithm { enc, alg });
        }
        if has_alg && !has_keys {
            errors.push(MetadataError::EncryptionWithoutKeys { alg });
        }
    }
}
