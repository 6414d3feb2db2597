/// Why a new password is refused, as it stands beside its field. The password itself is in none of it.
#[derive(Clone, Debug)]
pub struct PasswordRefused {
    /// The reason.
    pub message: String,
    /// How strong it is, where that is the reason.
    pub strength: Option<PasswordStrength>,
}

/// How strong a refused password is.
#[derive(Clone, Debug)]
pub struct PasswordStrength {
    /// From 0 to 4; 3 would be good enough.
    pub score: u8,
    /// The same in words.
    pub said: String,
    /// What would make it better, in sentences.
    pub advice: Vec<String>,
}
