//! What a plan says, and what may go or be given.

use super::*;

#[tokio::test]
async fn a_plan_tells_what_is_and_what_would_be_but_no_secret() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    let other = FILE
        .replace("purple", "yellow")
        .replace("Berlin", "Bonn")
        .replace("The shop", "The store")
        .replace("0123456789abcdef0123456789abcdef", "another secret");
    let desk = deployment.desk();
    let planned = plan(&desk, &[source(&deployment, &other)]).await.unwrap();
    let said: Vec<_> = planned
        .report()
        .changed()
        .flat_map(|entry| entry.changes.clone())
        .map(|change| change.to_string())
        .collect();
    let expected = [
        r#"address: {"locality":"Berlin","country":"Germany"} -> {"locality":"Bonn","country":"Germany"}"#,
        "password: another (not shown)",
        r#"client_name: "The shop" -> "The store""#,
        "client_secret: another (not shown)",
    ];
    assert_eq!(said, expected);
}

#[tokio::test]
async fn nothing_is_removed_without_prune_and_nothing_but_what_operators_made_with_it() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    let desk = deployment.desk();
    let id = |name: &str| ClientId::try_from(name).unwrap();
    let shop = clients::show(&desk, &id("shop")).await.unwrap();
    for (name, origin) in [
        ("demo", crate::model::ClientOrigin::Demo),
        ("itself", crate::model::ClientOrigin::Registered),
        ("clicked", crate::model::ClientOrigin::Operator),
    ] {
        let client = Client {
            id: id(name),
            origin,
            ..Client::clone(&shop)
        };
        desk.store.put_client(client).await.unwrap();
    }
    assert!(run(&deployment, FILE).await.unwrap().is_unchanged());
    for refused in ["prune = 1", "prune = [\"demo\"]", "prune = \"all\""] {
        let said = wrong(&deployment, &format!("{refused}\n{FILE}")).await;
        assert!(said.contains("line 1: prune says"), "{said}");
    }
    let kept = run(&deployment, &format!("prune = [\"user\"]\n{FILE}")).await;
    assert_eq!(kept.unwrap().count(Outcome::Removed), 0);
    let pruned = run(&deployment, &format!("prune = true\n{FILE}")).await;
    let pruned = pruned.unwrap();
    let changed: Vec<_> = pruned.changed().map(|entry| entry.name.as_str()).collect();
    assert_eq!(changed, ["client \"clicked\""]);
    assert_eq!(clients::list(&desk).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_plan_that_is_overtaken_changes_nothing() {
    let deployment = Deployment::open().await;
    run(&deployment, FILE).await.unwrap();
    let desk = deployment.desk();
    let other = FILE.replace("Berlin", "Bonn").replace("The shop", "Other");
    let made = plan(&desk, &[source(&deployment, &other)]).await.unwrap();
    let trusted = FILE.replace("trusted = true", "");
    run(&deployment, &trusted).await.unwrap();
    let before = everything(&deployment).await;
    let overtaken = made.carry_out(&desk).await;
    assert!(
        matches!(overtaken, Err(ApplyError::Meanwhile)),
        "{overtaken:?}"
    );
    assert_eq!(everything(&deployment).await, before);
}

#[tokio::test]
async fn the_files_of_a_folder_are_one() {
    let deployment = Deployment::open().await;
    let folder = deployment.folder.path().join("declared");
    std::fs::create_dir_all(folder.join("deeper.toml")).unwrap();
    let write = |name: &str, content: &str| std::fs::write(folder.join(name), content).unwrap();
    let desk = deployment.desk();
    let said = apply_at(&desk, &folder).await.unwrap_err().to_string();
    assert!(
        said.contains("there is no file that ends in .toml"),
        "{said}"
    );
    write(
        "2.toml",
        "[[user]]\nusername = \"bob\"\npassword_file = \"bob\"\n",
    );
    write("1.toml", "[[user]]\nusername = \"alice\"\n");
    write("bob", "the long password of bob");
    write("other.txt", "no TOML");
    let done = apply_at(&desk, &folder).await.unwrap();
    let names: Vec<_> = done
        .entries
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["user \"alice\"", "user \"bob\""]);
    write("3.toml", "prune = true\n\n[[user]]\nusername = \"Alice\"\n");
    write("4.toml", "prune = false\n");
    let said = apply_at(&desk, &folder).await.unwrap_err().to_string();
    let place = |name: &str| folder.join(name).display().to_string();
    let expected = [
        format!(
            "{} line 4: user \"Alice\": \"alice\" stands in {} line 2 already",
            place("3.toml"),
            place("1.toml")
        ),
        format!(
            "{} line 1: prune stands in {} line 1 already",
            place("4.toml"),
            place("3.toml")
        ),
    ];
    for part in expected {
        assert!(said.contains(&part), "{said}\n{part}");
    }
    let said = apply_at(&desk, &folder.join("none.toml")).await;
    assert!(
        said.unwrap_err()
            .to_string()
            .contains("none.toml: cannot be read")
    );
}

#[tokio::test]
async fn nobody_gives_by_a_file_what_they_could_not_give_by_hand() {
    let deployment = Deployment::open().await;
    let owner = "[[user]]\nusername = \"mallory\"\nroles = [\"owner\"]\n";
    for (role, content, allowed) in [
        (Role::Auditor, "", false),
        (Role::HelpDesk, "", false),
        (Role::Administrator, owner, false),
        (Role::Administrator, FILE, true),
        (Role::Owner, owner, true),
        (
            Role::Administrator,
            "[[user]]\nusername = \"mallory\"\nroles = []\n",
            false,
        ),
    ] {
        let desk = deployment.desk_of(role.clone());
        let before = everything(&deployment).await;
        let done = apply(&desk, &[source(&deployment, content)]).await;
        assert_eq!(done.is_ok(), allowed, "{role} {done:?}");
        if !allowed {
            let said = done.unwrap_err().to_string();
            assert!(said.contains("your role does not allow"), "{said}");
            assert_eq!(everything(&deployment).await, before);
        }
    }
    let said = wrong(
        &deployment,
        "[[user]]\nusername = \"x\"\nroles = [\"king\"]\n",
    )
    .await;
    assert!(said.contains("roles: \"king\" is no role"), "{said}");
}

/// Somebody else sent the same, and was answered just before this plan was made.
#[tokio::test]
async fn a_plan_with_nothing_left_to_do_is_refused_where_its_request_was_answered() {
    let deployment = Deployment::open().await;
    let desk = || {
        let answer = KeptAnswer {
            key: [1; 32],
            request: [2; 32],
            sealed: "done".to_owned(),
            kept_at: deployment.desk().now(),
        };
        deployment.desk().answering(Some(answer))
    };
    let sources = [source(&deployment, FILE)];
    apply(&desk(), &sources).await.unwrap();
    let again = apply(&desk(), &sources).await;
    let is_answered = matches!(again, Err(ApplyError::Store(StoreError::Answered)));
    assert!(is_answered, "{again:?}");
    assert!(run(&deployment, FILE).await.unwrap().is_unchanged());
}
