"""A report is filed over HTTP with the whole house behind it: by invoke, by submit, twice, at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from strategy.permissions import Scope
from tests.databases import Postgres
from tests.system import trust
from tests.system.chat import Chat
from tests.system.office import Office, migrated_and_imported, opened

OAK_BANK = "902613"
TYPED = {"outcomes": "Calm corridors", "recommendations": "Keep at it"}


async def ready_to_file(chat: Chat) -> dict[str, Any]:
    """Fill in the form for Oak Bank as far as the last section; what pressing "File report" will send."""
    await chat.says("file a report for Oak Bank, last Wednesday")
    await chat.presses("Next", purpose="November visit")
    await chat.presses("Next", activities="Learning walk")
    return {**chat.last.button("File report"), **chat.last.inputs, **TYPED}


async def filed(office: Office) -> int:
    """How many reports were filed here; the directory's own were filed elsewhere."""
    async with office.parts.store.transaction(read_only=True) as uow:
        return len(await uow.reports.latest(Scope(everything=True), limit=1_000))


@pytest.mark.parametrize("invokes", [True, False], ids=["Action.Execute", "Action.Submit"])
async def test_a_report_is_filed_and_the_list_gets_shorter(office: Office, *, invokes: bool) -> None:
    david, colin, sarah = [await office.chat(who) for who in (trust.DAVID, trust.COLIN, trust.SARAH)]
    david.invokes = invokes
    before = await colin.says("what is outstanding for Oak Bank")
    assert before.words.startswith("2 reports")
    receipt = await david.sends(david.pressed(await ready_to_file(david)))
    assert "Report filed: Oak Bank" in receipt.on_cards
    assert "In time (due Mon 23 November 2026)" in receipt.on_cards
    assert "Colin Threlfall" in receipt.on_cards
    assert (receipt.in_place is not None) == invokes
    after = await colin.says("what is outstanding for Oak Bank")
    assert after.words.startswith("1 report")
    read = await sarah.says("show me the latest report on my school")
    assert "Calm corridors" in read.on_cards
    assert "Calm corridors" not in "".join(each["summary"] for each in read.activities)


async def test_a_delivery_that_comes_twice_does_its_work_once(office: Office) -> None:
    david = await office.chat(trust.DAVID)
    press = david.pressed(await ready_to_file(david))
    first = await david.sends(press)
    again = await david.sends(press)
    assert "Report filed" in first.on_cards
    assert (again.words, again.cards) == ("", [])
    assert await filed(office) == 1


async def test_the_same_form_under_a_new_id_is_answered_with_what_is_true(office: Office) -> None:
    david = await office.chat(trust.DAVID)
    data = await ready_to_file(david)
    await david.sends(david.pressed(data))
    again = await david.sends(david.pressed({**data, "outcomes": "Something else"}))
    assert "filed" in (again.on_cards + again.words).casefold()
    assert await filed(office) == 1
    read = await david.says("read my last report")
    assert "Calm corridors" in read.on_cards


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The URL of a database with the trust, of either kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.without_tables() as url:
        asyncio.run(migrated_and_imported(url, folder))
        yield url


async def test_two_servers_that_get_the_same_form_at_once_file_one_report(shared: str) -> None:
    async with opened(shared) as one, opened(shared) as other:
        david, elsewhere = await one.chat(trust.DAVID), await other.chat(trust.DAVID)
        data = await ready_to_file(david)
        answers = await asyncio.gather(
            *(chat.sends(chat.pressed(data)) for chat in (david, elsewhere) for _ in range(4))
        )
        assert await filed(one) == 1
        assert all("Report filed: Oak Bank" in each.on_cards for each in answers)


async def test_no_turn_is_lost_where_two_servers_share_a_conversation(shared: str) -> None:
    async with opened(shared) as one, opened(shared) as other:
        david, elsewhere = await one.chat(trust.DAVID), await other.chat(trust.DAVID)
        await david.says("file a report for Oak Bank, last Wednesday")
        elsewhere.last = david.last
        saved = {**david.last.button("Save for later"), **david.last.inputs, "purpose": "Kept"}
        said = await asyncio.gather(
            david.sends(david.pressed(saved)),
            *(chat.says("what do I owe") for chat in (david, elsewhere) for _ in range(4)),
        )
        assert all("You owe 2 reports" in each.words for each in said[1:])
        resumed = await elsewhere.says("file a report for Oak Bank, last Wednesday")
        back = await elsewhere.presses("Back") if "Back" in str(resumed.cards) else resumed
        assert "Kept" in back.inputs.values()
