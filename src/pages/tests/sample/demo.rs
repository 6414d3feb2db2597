//! Pages of the demo app.

use super::*;

pub(super) fn demo(say: &dyn Fn(&str) -> String) -> Demo {
    Demo {
        chrome: chrome(say),
        sign_in: say("/demo/sign-in"),
        home: say("/"),
    }
}

pub(super) fn demo_result(say: &dyn Fn(&str) -> String) -> DemoResult {
    let claim = |name, value, meaning| ClaimLine {
        name: say(name),
        value: say(value),
        meaning: say(meaning),
    };
    let claims = vec![
        claim(
            "iss",
            "http://localhost:8080",
            "Who issued it: this Signet.",
        ),
        claim(
            "sub",
            "019b5c0e-6f3a-7c1d-9a51-3b0d7f2e4c88",
            "Who signed in. Never changes.",
        ),
        claim("aud", "demo", "For whom it is."),
        claim(
            "exp",
            "1772546400",
            "Valid until 3 March 2026, 14:00:00 UTC.",
        ),
        claim("at_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng", ""),
    ];
    let section = |id, title, explanation| TokenSection {
        id: say(id),
        title: say(title),
        explanation: say(explanation),
        raw: Some(say(&format!(
            "eyJhbGciOiJSUzI1NiJ9.{}.c2ln",
            "eyJpc3MiOiJodHRwOi8v".repeat(12)
        ))),
        header: vec![
            claim("alg", "RS256", "The signature's algorithm."),
            claim("kid", "k1", ""),
        ],
        claims: claims.clone(),
    };
    let userinfo = TokenSection {
        raw: None,
        header: vec![],
        ..section(
            "userinfo",
            "Userinfo",
            "What the userinfo endpoint answered.",
        )
    };
    DemoResult {
        chrome: chrome(say),
        checks: vec![
            CheckLine {
                key: say("demo-check-state"),
                value: say("x"),
            },
            CheckLine {
                key: say("demo-check-iss"),
                value: say("x"),
            },
        ],
        sections: vec![
            section(
                "id-token",
                "ID token",
                "Tells the application who signed in, and how.",
            ),
            section(
                "access-token",
                "Access token",
                "The key the application shows to an API.",
            ),
            userinfo,
        ],
        sign_in: say("/demo/sign-in"),
        sign_out: say("/logout"),
    }
}
