"""The simulator held to what is known of Microsoft Graph: batches, throttling, tokens and scopes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from scheduling.outlook.client import PREFER
from tests.graph.simulator import (
    CATALOGUE_ID,
    CLIENT_ID,
    FROM,
    SECRET,
    TENANT,
    GraphSimulator,
)


@pytest.fixture
async def http(graph: GraphSimulator) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a token, without an SDK."""
    async with httpx.AsyncClient(base_url=graph.base_url, headers=PREFER, trust_env=False) as client:
        form = {
            "client_id": CLIENT_ID,
            "client_secret": SECRET,
            "grant_type": "client_credentials",
            "scope": "https://graph.microsoft.com/.default",
        }
        given = await client.post(f"{graph.url}/{TENANT}/oauth2/v2.0/token", data=form)
        client.headers["Authorization"] = f"Bearer {given.json()['access_token']}"
        yield client


def booking(id_: str, mailbox: str = FROM, **more: Any) -> dict[str, Any]:
    span = {"dateTime": "2026-11-12T09:00:00", "timeZone": "Europe/London"}
    return {
        "id": id_,
        "method": "POST",
        "url": f"/users/{mailbox}/events",
        "headers": {"Content-Type": "application/json", **PREFER},
        "body": {"subject": "School visit", "start": span, "end": span, "transactionId": id_},
        **more,
    }


async def batched(http: httpx.AsyncClient, *items: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each answer of a batch by its id, in the order in which they came."""
    answer = await http.post("/$batch", json={"requests": items})
    assert answer.status_code == 200
    return {item["id"]: item for item in answer.json()["responses"]}


async def test_a_batch_is_one_round_trip_whose_answers_come_in_any_order(
    http: httpx.AsyncClient, graph: GraphSimulator
) -> None:
    ids = [str(number) for number in range(20)]
    answers = await batched(http, *(booking(id_) for id_ in ids))
    assert {answer["status"] for answer in answers.values()} == {201}
    assert sorted(answers, key=int) == ids
    assert list(answers) != ids
    assert graph.requests == 1
    assert graph.mailbox(FROM).most_at_once == 4


async def test_what_depends_on_what_failed_is_not_tried(
    http: httpx.AsyncClient, graph: GraphSimulator
) -> None:
    graph.next("POST events", status=429, retry_after="3")
    answers = await batched(http, booking("1"), booking("2", dependsOn=["1"]))
    assert (answers["1"]["status"], answers["1"]["headers"]["Retry-After"]) == (429, "3")
    assert answers["2"]["status"] == 424
    assert graph.mailbox(FROM).calendar.events == []


async def test_direct_requests_and_batches_share_the_four_of_a_mailbox(
    http: httpx.AsyncClient, graph: GraphSimulator
) -> None:
    box = graph.mailbox(FROM)
    box.under_way = 4
    answers = await batched(http, booking("1"))
    assert answers["1"]["status"] == 429
    direct = await http.get(f"/users/{FROM}/events")
    assert (direct.status_code, direct.headers["Retry-After"]) == (429, "1")
    assert graph.throttled == 2


@pytest.mark.parametrize("path", ["calendarView/delta", "calendarView/delta()"])
async def test_a_persons_address_may_be_encoded_and_delta_be_written_either_way(
    http: httpx.AsyncClient, path: str
) -> None:
    span = {"startDateTime": "2026-11-01T00:00:00Z", "endDateTime": "2026-12-01T00:00:00Z"}
    answer = await http.get(f"/users/{FROM.replace('@', '%40')}/{path}", params=span)
    assert answer.status_code == 200


async def test_ids_are_of_the_kind_that_was_asked_for(http: httpx.AsyncClient) -> None:
    made = await http.post(f"/users/{FROM}/messages", json={"subject": "s"})
    id_ = made.json()["id"]
    other = await http.get(f"/users/{FROM}/messages/{id_}", headers={"Prefer": ""})
    assert other.json()["id"] != id_


async def test_names_of_parameters_may_have_capitals_and_an_unknown_property_is_refused(
    http: httpx.AsyncClient, graph: GraphSimulator
) -> None:
    to = [{"emailAddress": {"address": "ann@trust.example"}}]
    message = {"subject": "s", "toRecipients": to}
    assert (await http.post(f"/users/{FROM}/sendMail", json={"Message": message})).status_code == 202
    odd = await http.post(f"/users/{FROM}/messages", json={"subject": "s", "wings": 2})
    assert (odd.status_code, odd.json()["error"]["code"]) == (400, "RequestBodyRead")
    assert len(graph.breaches) == 1
    assert "wings" in graph.breaches.pop()


async def test_a_change_that_sends_back_what_is_read_only_is_a_breach(
    http: httpx.AsyncClient, graph: GraphSimulator
) -> None:
    made = (await http.post(f"/users/{FROM}/messages", json={"subject": "s"})).json()
    whole = {name: value for name, value in made.items() if not name.startswith("@")}
    assert (await http.patch(f"/users/{FROM}/messages/{made['id']}", json=whole)).status_code == 400
    assert "PATCH messages/{}: sends back id" in graph.breaches
    graph.breaches.clear()


async def test_tokens_scopes_and_sizes_are_refused_in_graphs_own_words(
    http: httpx.AsyncClient, graph: GraphSimulator
) -> None:
    graph.mailbox("head@trust.example")
    graph.within = {FROM}
    out_of_scope = await http.get("/users/head@trust.example/messages")
    assert (out_of_scope.status_code, out_of_scope.json()["error"]["code"]) == (403, "ErrorAccessDenied")
    large = await http.post(f"/users/{FROM}/messages", json={"subject": "s" * 5_000_000})
    assert large.status_code == 413
    graph.revoke_tokens()
    refused = await http.get(f"/users/{FROM}/messages")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "InvalidAuthenticationToken")


async def test_the_app_is_installed_for_somebody_once(http: httpx.AsyncClient, graph: GraphSimulator) -> None:
    path = f"/users/{FROM}/teamwork/installedApps"
    app = {"teamsApp@odata.bind": f"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{CATALOGUE_ID}"}
    first = await http.post(path, json=app)
    assert (first.status_code, first.content) == (201, b"")
    assert (await http.post(path, json=app)).status_code == 409
    [listed] = (await http.get(path, params={"$expand": "teamsApp"})).json()["value"]
    assert listed["teamsApp"] == {"id": CATALOGUE_ID, "externalId": CLIENT_ID}
    [alone] = (await http.get(path, params={"$filter": f"teamsApp/id eq '{CATALOGUE_ID}'"})).json()["value"]
    assert alone == {"id": listed["id"]}
    other = await http.get(path, params={"$filter": "teamsApp/id eq 'another'"})
    assert other.json()["value"] == []
    assert (await http.get(path, params={"$filter": "id eq 'x'"})).status_code == 400
    chat = await http.get(f"{path}/{listed['id']}/chat")
    assert chat.json()["chatType"] == "oneOnOne"
    assert (await http.get(f"{path}/INST-another/chat")).status_code == 404
    bad = await http.post(path, json={"teamsApp@odata.bind": CATALOGUE_ID})
    assert bad.status_code == 400
