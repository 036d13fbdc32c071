"""Who is let in: nobody without a token from the chat service, for this bot, for this activity."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import jwt
import pytest

from bot.settings import load_settings
from tests.channel.teams import APP_ID, Bot, ConnectorService, Microsoft, activity, running, trust_settings

SERVICE = "http://127.0.0.1:9/"


async def test_a_request_with_a_token_of_the_chat_service_is_answered(
    guarded: Bot, microsoft: Microsoft
) -> None:
    status, answer = await guarded.post(activity(SERVICE), microsoft.token(SERVICE))
    assert (status, answer["activities"][0]["text"]) == (200, "what do I owe")


async def test_a_request_without_a_token_is_refused_before_its_body_is_read(guarded: Bot) -> None:
    assert (await guarded.post("not even an activity"))[0] == 401
    assert guarded.door.received == []


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer a b",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer é.é.é",
    ],
)
async def test_a_malformed_header_is_refused(guarded: Bot, header: str) -> None:
    async with guarded.client.post(
        "/api/messages", json=activity(SERVICE), headers={"Authorization": header}
    ) as response:
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"exp": int(time.time()) - 3600}, id="expired"),
        pytest.param({"exp": None}, id="without an expiry"),
        pytest.param({"exp": "soon"}, id="an expiry that is not a time"),
        pytest.param({"nbf": int(time.time()) + 3600}, id="not valid yet"),
        pytest.param({"aud": "another-app"}, id="for another bot"),
        pytest.param({"aud": None}, id="for no bot"),
        pytest.param({"iss": "https://login.example"}, id="another issuer"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param(
            {
                "iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
                "appid": APP_ID,
                "ver": "1.0",
            },
            id="the emulator's issuer",
        ),
        pytest.param({"serviceurl": "http://elsewhere.example/"}, id="for another service URL"),
        pytest.param({"serviceurl": None}, id="for no service URL"),
        pytest.param({"serviceurl": 7}, id="a service URL that is a number"),
    ],
)
async def test_a_token_that_is_not_for_this_request_is_refused(
    guarded: Bot, microsoft: Microsoft, claims: dict[str, Any]
) -> None:
    status, _ = await guarded.post(activity(SERVICE), microsoft.token(SERVICE, **claims))
    assert status == 401
    assert guarded.door.received == []


async def test_another_issuer_is_refused_without_asking_the_network(microsoft: Microsoft) -> None:
    async with running(trust_settings(microsoft)) as bot:
        warmed_up = microsoft.fetches
        for issuer in (
            "https://login.example",
            "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        ):
            token = microsoft.token(SERVICE, iss=issuer, key_id="key-1")
            assert (await bot.post(activity(SERVICE), token))[0] == 401
        assert microsoft.fetches == warmed_up


async def test_a_token_signed_with_somebody_elses_key_is_refused(guarded: Bot, microsoft: Microsoft) -> None:
    forger = Microsoft()
    forger.new_key("key-1")
    assert (await guarded.post(activity(SERVICE), forger.token(SERVICE)))[0] == 401


async def test_a_token_that_names_an_unknown_key_is_refused(guarded: Bot) -> None:
    forger = Microsoft()
    forger.new_key("key-9")
    assert (await guarded.post(activity(SERVICE), forger.token(SERVICE, key_id="key-9")))[0] == 401


async def test_a_token_that_names_no_key_is_refused(guarded: Bot, microsoft: Microsoft) -> None:
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "exp": int(time.time()) + 60}
    token = jwt.encode(claims, microsoft.keys["key-1"], algorithm="RS256")
    assert (await guarded.post(activity(SERVICE), token))[0] == 401


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
async def test_a_token_that_picks_its_own_algorithm_is_refused(
    guarded: Bot, microsoft: Microsoft, algorithm: str
) -> None:
    header, claims, _ = microsoft.token(SERVICE).split(".")
    forged = json.loads(base64.urlsafe_b64decode(header + "=="))
    forged["alg"] = algorithm
    encoded = base64.urlsafe_b64encode(json.dumps(forged).encode()).rstrip(b"=").decode()
    signature = "" if algorithm == "none" else "AAAA"
    assert (await guarded.post(activity(SERVICE), f"{encoded}.{claims}.{signature}"))[0] == 401


@pytest.mark.parametrize("endorsements", [[], ["webchat"]])
async def test_a_key_not_endorsed_for_teams_is_refused(microsoft: Microsoft, endorsements: list[str]) -> None:
    microsoft.endorsements = endorsements
    async with running(trust_settings(microsoft)) as bot:
        assert (await bot.post(activity(SERVICE), microsoft.token(SERVICE)))[0] == 401


async def test_an_activity_without_a_channel_is_refused(guarded: Bot, microsoft: Microsoft) -> None:
    status, _ = await guarded.post(activity(SERVICE, channelId=None), microsoft.token(SERVICE))
    assert status == 401


async def test_a_channel_that_lets_callers_name_themselves_is_refused(microsoft: Microsoft) -> None:
    microsoft.endorsements = ["msteams", "directline"]
    async with running(trust_settings(microsoft)) as bot:
        status, _ = await bot.post(activity(SERVICE, channelId="directline"), microsoft.token(SERVICE))
        assert (status, bot.door.received) == (403, [])


@pytest.mark.parametrize("tenant", ["another-tenant", "", None, 7])
async def test_another_tenant_is_refused(guarded: Bot, microsoft: Microsoft, tenant: object) -> None:
    elsewhere = {"id": "a:ann", "conversationType": "personal"}
    body = activity(SERVICE, channelData={"tenant": {"id": tenant}}, conversation=elsewhere)
    assert (await guarded.post(body, microsoft.token(SERVICE)))[0] == 403
    assert guarded.door.received == []


async def test_the_tenant_may_stand_in_the_conversation_alone(guarded: Bot, microsoft: Microsoft) -> None:
    assert (await guarded.post(activity(SERVICE, channelData=None), microsoft.token(SERVICE)))[0] == 200


async def test_calls_to_the_chat_service_carry_the_bots_own_token(
    guarded: Bot, microsoft: Microsoft, service: ConnectorService
) -> None:
    body = activity(service.url, deliveryMode=None)
    assert (await guarded.post(body, microsoft.token(service.url)))[0] == 200
    assert [call.authorization for call in service.sent] == ["Bearer bot-token"]


async def test_the_bot_starts_while_the_keys_cannot_be_had(microsoft: Microsoft) -> None:
    microsoft.is_down = True
    async with running(trust_settings(microsoft)) as bot:
        assert (await bot.post(activity(SERVICE), microsoft.token(SERVICE)))[0] == 401
        async with bot.client.get("/healthz") as alive:
            assert alive.status == 200


async def test_the_bot_starts_and_listens_while_it_is_given_no_token_of_its_own(microsoft: Microsoft) -> None:
    def refuse() -> str:
        raise PermissionError("the secret has expired")

    async with running(trust_settings(microsoft), acquire_token=refuse) as bot:
        assert (await bot.post(activity(SERVICE), microsoft.token(SERVICE)))[0] == 200
        status, _ = await bot.post(activity(SERVICE, deliveryMode=None), microsoft.token(SERVICE))
    assert (status, len(bot.door.received)) == (200, 2)


async def test_a_bot_without_an_app_id_outside_the_demonstration_lets_nobody_in(microsoft: Microsoft) -> None:
    keys = f"{microsoft.url}/.well-known/openidconfiguration"
    async with running(load_settings(None, openid_metadata_url=keys)) as bot:
        assert (await bot.post(activity(SERVICE)))[0] == 401
        assert (await bot.post(activity(SERVICE), microsoft.token(SERVICE, aud="")))[0] == 401
