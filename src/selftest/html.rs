//! Pages with forms, read as far as a sign-in needs it.

/// An element that opens.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// A control of a form.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub name: String,
    pub value: String,
    pub kind: String,
    pub id: String,
}

/// A form.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub action: String,
    pub posts: bool,
    pub inputs: Vec<Control>,
    pub buttons: Vec<Control>,
}

impl Form {
    /// Whether a password is asked for.
    pub fn has_password(&self) -> bool {
        self.inputs.iter().any(|input| input.kind == "password")
    }

    /// The first button that says one of these words in its name, value or id.
    pub fn button(&self, words: &[&str]) -> Option<&Control> {
        let says = |button: &&Control| {
            let said = [&button.name, &button.value, &button.id].map(|text| text.to_lowercase());
            words
                .iter()
                .any(|word| said.iter().any(|text| text.contains(word)))
        };
        self.buttons.iter().find(says)
    }

    /// What is in it as it is.
    pub fn hidden(&self) -> impl Iterator<Item = (String, String)> {
        let hidden = |input: &&Control| input.kind == "hidden" && !input.name.is_empty();
        let inputs = self.inputs.iter().filter(hidden);
        inputs.map(|input| (input.name.clone(), input.value.clone()))
    }
}

impl Tag {
    fn get(&self, name: &str) -> String {
        let attribute = self.attributes.iter().find(|(given, _)| given == name);
        attribute
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    fn control(&self) -> Control {
        Control {
            name: self.get("name"),
            value: self.get("value"),
            kind: self.get("type").to_lowercase(),
            id: self.get("id"),
        }
    }
}

/// All forms of a page.
pub(super) fn forms(page: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut open = false;
    for tag in page.split('<').skip(1).filter_map(tag) {
        match (tag.name.as_str(), forms.last_mut()) {
            ("form", _) => {
                open = true;
                forms.push(Form {
                    action: tag.get("action"),
                    posts: tag.get("method").eq_ignore_ascii_case("post"),
                    ..Form::default()
                });
            }
            ("/form", _) => open = false,
            ("input", Some(form)) if open => {
                let control = tag.control();
                if control.kind == "submit" {
                    form.buttons.push(control);
                } else {
                    form.inputs.push(control);
                }
            }
            ("button", Some(form)) if open => form.buttons.push(tag.control()),
            _ => {}
        }
    }
    forms
}

/// What stands between `<` and `>`.
fn tag(text: &str) -> Option<Tag> {
    let end = text.find(|c: char| c.is_whitespace() || c == '>')?;
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    while let Some((attribute, after)) = attribute(rest) {
        attributes.push(attribute);
        rest = after;
    }
    Some(Tag {
        name: name.to_lowercase(),
        attributes,
    })
}

/// The next attribute and what comes after it.
fn attribute(text: &str) -> Option<((String, String), &str)> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>'))?;
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return Some(((name.to_lowercase(), String::new()), rest));
    };
    let value = value.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, rest) = match quote {
        Some(quote) => value.get(1..)?.split_once(quote)?,
        None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>')?),
    };
    Some(((name.to_lowercase(), decoded(value)), rest))
}

/// Text with its character references resolved.
fn decoded(text: &str) -> String {
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part.split_once(';');
        if let Some((character, rest)) =
            named.and_then(|(name, rest)| Some((character(name)?, rest)))
        {
            decoded.push(character);
            decoded.push_str(rest);
        } else {
            decoded.push('&');
            decoded.push_str(part);
        }
    }
    decoded
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_with_what_is_in_them() {
        let page = "<p>1 < 2</p><form method=POST action='/a?b=1&amp;c=2'>\
                    <input type=\"hidden\" name=t value=\"&#34;&#x26;\" disabled>\
                    <INPUT name=p type=password required><button id=ok name=d value=allow>Yes\
                    </button></form><form action=/other></form>";
        let forms = forms(page);
        assert_eq!(forms.len(), 2);
        let form = &forms[0];
        assert!(form.posts && form.has_password());
        assert_eq!(form.action, "/a?b=1&c=2");
        let hidden: Vec<_> = form.hidden().collect();
        assert_eq!(hidden, [("t".to_owned(), "\"&".to_owned())]);
        assert_eq!(form.button(&["allow"]).unwrap().value, "allow");
        assert!(form.button(&["deny"]).is_none());
        assert!(!forms[1].posts && !forms[1].has_password());
    }
}
