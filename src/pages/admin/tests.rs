use super::*;
use crate::pages::{Branding, Chrome, Link, assets};
use crate::words::Words;
use askama::Template;

const HOSTILE: &str = r#"<script>alert(1)</script>"'"#;
const ESCAPED: &str = "&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;";

/// Every kind of page, with `say` of the sample text in all places.
fn pages(say: &dyn Fn(&str) -> String) -> Vec<(&'static str, String)> {
    vec![
        ("list", list(say).render().unwrap()),
        ("thing", thing(say).render().unwrap()),
        ("form", form(say).render().unwrap()),
        ("plan", plan(say).render().unwrap()),
        ("overview", overview(say).render().unwrap()),
    ]
}

fn chrome(say: &dyn Fn(&str) -> String) -> Chrome {
    Chrome {
        site_name: say("Signet"),
        base: String::new(),
        stylesheet: Branding::of(None, None, None).unwrap().stylesheet_href(""),
        accent: None,
        client_stylesheet: None,
        logo: say("/static/logo"),
        words: Words::english(),
        back: say("/admin"),
    }
}

fn frame(say: &dyn Fn(&str) -> String) -> Frame {
    Frame {
        stylesheet: assets::console_href(""),
        home: say("/admin"),
        rooms: vec![Room {
            href: say("/admin/users"),
            label: say("People"),
            is_current: true,
        }],
        crumbs: vec![Link {
            href: say("/admin/users"),
            label: say("People"),
        }],
        who: say("ada"),
        roles: say("Owner"),
        account: say("/account"),
        done: Some(say("The account was changed.")),
    }
}

fn deed(say: &dyn Fn(&str) -> String) -> Deed {
    Deed {
        id: "edit",
        href: say("/admin/users/edit?user=ada"),
        label: say("Edit"),
        is_primary: true,
        is_dangerous: false,
    }
}

fn table(say: &dyn Fn(&str) -> String) -> Table {
    let row = vec![
        Cell::link(say("ada"), say("/admin/users/show?user=ada")),
        Cell::badge(say("Active"), Tone::Good),
        Cell::code(say("https://app.example/callback")),
    ];
    Table {
        heads: vec![say("Name"), say("State"), say("Address")],
        rows: vec![row; 50],
        empty: say("Nobody"),
    }
}

fn list(say: &dyn Fn(&str) -> String) -> List {
    List {
        chrome: chrome(say),
        frame: frame(say),
        title: say("People"),
        hint: Some(say("All of them")),
        search: Some(Search {
            action: say("/admin/users"),
            label: say("Name"),
            value: say("ad"),
            kept: vec![("id", say("app"))],
            more: vec![Field {
                name: say("state"),
                label: say("State"),
                ..Field::default()
            }],
        }),
        actions: vec![deed(say)],
        table: table(say),
        first: Some(say("/admin/users")),
        next: Some(say("/admin/users?after=x")),
    }
}

fn thing(say: &dyn Fn(&str) -> String) -> Thing {
    Thing {
        chrome: chrome(say),
        frame: frame(say),
        title: say("ada"),
        marks: vec![Cell::badge(say("Disabled"), Tone::Bad)],
        secret: Some(Secret {
            title: say("Client secret"),
            value: say("hush"),
            hint: say("Copy it now"),
        }),
        actions: vec![deed(say)],
        sections: vec![section(say)],
    }
}

fn section(say: &dyn Fn(&str) -> String) -> Section {
    Section {
        id: "about",
        title: say("About"),
        hint: Some(say("What is known")),
        facts: vec![Fact::new(say("name"), Cell::text(say("Ada Lovelace")))],
        table: Some(table(say)),
        actions: vec![deed(say)],
    }
}

fn form(say: &dyn Fn(&str) -> String) -> Form {
    let options = vec![Choice {
        value: say("web"),
        label: say("web"),
    }];
    let inputs = [
        Input::Line,
        Input::Lines,
        Input::Check,
        Input::Choice,
        Input::Many,
    ];
    let field = |input| Field {
        name: say("member"),
        label: say("member"),
        hint: Some(say("What it is")),
        value: say("web"),
        input,
        options: options.clone(),
        error: Some(say("It is wrong")),
        ..Field::default()
    };
    Form {
        chrome: chrome(say),
        frame: frame(say),
        title: say("Edit ada"),
        hint: Some(say("What is to be different")),
        action: say("/admin/users/edit?user=ada"),
        form_token: say("form-token"),
        problems: vec![say("it does not go together")],
        parts: vec![Part {
            id: "basics",
            title: say("Basics"),
            is_rare: true,
            is_used: false,
            fields: inputs.map(field).into(),
        }],
        back: say("/admin/users"),
    }
}

fn overview(say: &dyn Fn(&str) -> String) -> Overview {
    let chart = |id| Chart {
        id,
        title: say("Sign-ins"),
        is_bad: false,
        counts: (1_000_000..1_000_028).collect(),
    };
    Overview {
        chrome: chrome(say),
        frame: frame(say),
        title: say("Overview"),
        actions: vec![deed(say)],
        tiles: vec![Tile {
            label: say("Active sessions"),
            value: say("12"),
        }],
        lately: Some(Lately {
            title: say("Last 7 days"),
            others: vec![Link {
                href: say("/admin?period=day"),
                label: say("Last 24 hours"),
            }],
            begins: vec![say("2026-11-28 18:00 UTC"); 28],
            ends: ["11-21 18:00", "11-28 18:00"].map(say),
            charts: ["sign-ins", "failures", "tokens"].map(chart).into(),
        }),
        ages: vec![Age {
            label: say("ES256"),
            age: say("12 days"),
            share: Some(40),
        }],
        sections: vec![section(say)],
    }
}

fn plan(say: &dyn Fn(&str) -> String) -> Plan {
    Plan {
        chrome: chrome(say),
        frame: frame(say),
        title: say("Remove"),
        subject: Some(say("ada")),
        complaint: Some(say("Look again")),
        effects: vec![say("It is gone")],
        lines: vec![Line {
            name: say("groups"),
            before: say("staff"),
            after: say("sales"),
        }],
        warnings: vec![say("Careful")],
        action: say("/admin/users/act?user=ada"),
        form_token: say("form-token"),
        seen: say("hash"),
        fields: vec![(say("groups"), say("sales"))],
        typed: Some(say("ada")),
        confirm: say("Remove"),
        is_dangerous: true,
        can_edit: true,
        back: say("/admin/users"),
    }
}

#[test]
fn pages_are_small_need_no_script_and_carry_form_tokens() {
    for (name, html) in pages(&str::to_owned) {
        let loaded = assets::STYLESHEET.len() + assets::CONSOLE.len() + assets::MARK.len();
        assert!(
            html.len() + loaded < 60_000,
            "{name}: {}",
            html.len() + loaded
        );
        for part in [
            "<html lang=\"en\" dir=\"ltr\">",
            "<h1",
            "<main ",
            " · Signet</title>",
        ] {
            assert!(html.contains(part), "{name} has no {part}");
        }
        for part in ["<script", " style=", "<style", " onclick="] {
            assert!(!html.contains(part), "{name} has {part}");
        }
        let posted = html.matches("<form method=\"post\"").count();
        let token = r#"<input type="hidden" name="form_token" value="form-token">"#;
        assert_eq!(html.matches(token).count(), posted, "{name}");
    }
}

#[test]
fn hostile_text_is_escaped_and_stays_inside_its_attribute() {
    for (name, html) in pages(&|_| HOSTILE.to_owned()) {
        assert!(html.contains(ESCAPED), "{name}");
        assert!(!html.replace(ESCAPED, "").contains("alert(1)"), "{name}");
        let tags = html.split('<').skip(1);
        for tag in tags.filter_map(|rest| rest.split('>').next()) {
            assert_eq!(tag.matches('"').count() % 2, 0, "{name}: {tag}");
        }
    }
}

#[test]
fn a_card_on_a_phone_says_what_its_values_are() {
    let html = list(&str::to_owned).render().unwrap();
    assert!(html.contains(r#"<td role="cell" data-label="State"><span class="badge good">"#));
    assert!(html.contains(r#"<th role="rowheader" scope="row"><a href="/admin/users/show"#));
}

#[test]
fn a_wrong_field_is_tied_to_what_is_wrong_with_it() {
    let html = form(&str::to_owned).render().unwrap();
    assert!(html.contains("<title>Error: Edit ada"));
    assert!(html.contains(r#"aria-describedby="member-hint member-error" aria-invalid="true""#));
    assert!(html.contains("<details class=\"panel\" open>"));
}

#[test]
fn a_change_says_what_was_and_what_will_be() {
    let html = plan(&str::to_owned).render().unwrap();
    assert!(html.contains("<del>staff</del>") && html.contains("<ins>sales</ins>"));
    let nothing = Plan {
        lines: Vec::new(),
        effects: Vec::new(),
        ..plan(&str::to_owned)
    };
    let html = nothing.render().unwrap();
    assert!(html.contains("id=\"nothing\"") && !html.contains("id=\"confirm\""));
}

#[test]
fn charts_are_told_in_numbers_too() {
    let html = overview(&str::to_owned).render().unwrap();
    let chart = r#"role="img" aria-labelledby="failures"><path"#;
    assert!(html.contains(chart), "{html}");
    assert_eq!(html.matches("<rect x=").count(), 3 * 28);
    let cell = "<td role=\"cell\" data-label=\"Sign-ins\"><bdi>1\u{202f}000\u{202f}027</bdi></td>";
    assert_eq!(html.matches(cell).count(), 3);
}
