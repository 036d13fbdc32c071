"""Whatever is sent to the bot with its real desk and database behind it, it answers below 500 and goes on."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.buttons import PRESSES
from tests.channel.teams import activity, execute, group
from tests.channel.test_arbitrary_activities import ANY_JSON, ANY_TEXT, PROPER_JSON, SHAPED, TYPED
from tests.databases import Postgres
from tests.system import trust
from tests.system.chat import LARGEST_CARD
from tests.system.office import migrated_and_imported, opened

Post = Callable[[Any], tuple[int, Any]]

PEOPLE = (trust.DAVID, trust.KIERAN, trust.COLIN, trust.SARAH, trust.JUDITH, trust.ANIL, trust.TRUSTEE)
KEYS = ("draft", "report", "visit", "duty", "offset", "ask", "text", "answer", "page", "version", "section",
        "school", "date", "role", "occasion", "purpose", "activities", "outcomes", "recommendations", "mode",
        "reason", "person", "choice")  # fmt: skip
LIKELY = st.one_of(
    st.integers(-3, 60),
    st.sampled_from(["902613", "902988", "2026-11-18", "2026-02-30", "sip", "x" * 30_000, "א\u202e" * 4_000]),
    st.sampled_from([2**63, -(2**63), 10**30, True, "1", "-1", "1e400", "\x00", "\ud800"]),
    TYPED,
    PROPER_JSON,
)
PRESSED = st.builds(
    lambda do, data: {**data, "do": do},
    st.sampled_from([*PRESSES, "say", "pick"]) | ANY_TEXT,
    st.dictionaries(st.sampled_from(KEYS) | ANY_TEXT, LIKELY, max_size=7),
)
WORDS = """
file a report / file a report for Oak Bank / file a report for Thornbridge / ask me instead / next / back
skip / cancel / resume / discard it / yes / no / file it / amend it / use that / what was changed / more
1 / 2 / 99 / show me what I have / what do I owe / which high-risk reports are overdue / my visits
overdue for Oak / overdue for Sarah / show me the latest report on Oak Bank
3 working days after 31 December 9999 / 999 working days before 1 January 0001
reports filed in the year 0 / visits on 30 February
"""
SAID = TYPED | st.sampled_from([words.strip() for line in WORDS.split("\n") for words in line.split("/")])
Doorstep = tuple[Post, dict[str, str]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def doorstep(
    request: pytest.FixtureRequest, imported: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Doorstep]:
    """A way to post to a bot that stays up throughout, and everybody's Entra ids by email.

    On both kinds of database: each refuses other things than the other.
    """
    with ExitStack() as databases, asyncio.Runner() as runner:
        if request.param == "sqlite":
            file = tmp_path_factory.mktemp("door") / "keystone.db"
            shutil.copyfile(imported, file)
            url = f"sqlite:///{file}"
        else:
            server: Postgres = request.getfixturevalue("postgres")
            url = databases.enter_context(server.without_tables())
            runner.run(migrated_and_imported(url, folder))
        stack = AsyncExitStack()
        one = runner.run(stack.enter_async_context(opened(url)))
        everybody = runner.run(one.parts.store.trust()).current_people()

        async def send(body: Any) -> tuple[int, Any]:
            headers = {"Content-Type": "application/json"}
            content = json.dumps(body).encode()
            async with one.client.post("/api/messages", data=content, headers=headers) as response:
                return response.status, await response.text()

        ids = {person.email: person.entra_id or "" for person in everybody}
        yield lambda body: runner.run(send(body)), ids
        runner.run(stack.aclose())


def around(entra_id: str, among: bool) -> dict[str, Any]:
    where = group() if among else {"id": f"a:{entra_id}", "conversationType": "personal"}
    return {"from": {"id": f"29:{entra_id}", "aadObjectId": entra_id}, "conversation": where}


def held_to_account(status: int, answer: str) -> None:
    assert status == 200, answer[:500]
    assert "went wrong" not in answer
    for each in json.loads(answer).get("activities", []) if answer else []:
        assert each["text"].strip()
        for part in each.get("attachments") or ():
            assert (
                len(json.dumps(part["content"], ensure_ascii=False).encode("utf-8", "replace"))
                <= LARGEST_CARD
            )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(who=st.sampled_from(PEOPLE), text=SAID, among=st.booleans(), number=st.uuids())
def test_whatever_somebody_says_is_answered(
    doorstep: Doorstep, who: str, text: str, among: bool, number: object
) -> None:
    post, ids = doorstep
    held_to_account(*post(activity(text=text, id=str(number), **around(ids[who], among))))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    who=st.sampled_from(PEOPLE), data=PRESSED, among=st.booleans(), number=st.uuids(), invokes=st.booleans()
)
def test_whatever_a_button_sends_is_answered(
    doorstep: Doorstep, who: str, data: dict[str, Any], among: bool, number: object, invokes: bool
) -> None:
    post, ids = doorstep
    shared = {"id": str(number), **around(ids[who], among)}
    body = execute(data, **shared) if invokes else activity(text=None, value=data, **shared)
    held_to_account(*post(body))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SHAPED | ANY_JSON)
def test_anything_else_is_answered_below_500(doorstep: Doorstep, body: Any) -> None:
    post, _ = doorstep
    assert post(body)[0] < 500
