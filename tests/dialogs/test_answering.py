"""A headteacher acknowledges a report, or says what is inaccurate: for its author and the Deputy CEO."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from storage.tables import people, roles
from storage.trust_picture import raise_version
from strategy.actions.answering import LONGEST_REMARK
from strategy.people import Role
from strategy.ports import Remark, RemarkKind
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.sent import told
from tests.dialogs.test_filing_by_card import file
from tests.dialogs.test_reading_and_amending import amend
from tests.dialogs.world import OAK_BANK, World

FRIDAY = date(2026, 11, 20)
STAFF = f"We have 14 staff, not 12 *sic*{MARKED}"


@pytest.fixture
async def filed(world: World, sip: Conversation) -> int:
    """Sam has filed the report on Oak Bank of Friday; its id."""
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await file(sip)
    return (await world.filed())[0].id


async def read(who: Conversation) -> Answer:
    return await who.says("show me the latest report on Oak Bank")


async def remarks(world: World, report: int) -> list[Remark]:
    async with world.store.transaction() as uow:
        return await uow.remarks.of_report(report)


async def test_a_headteacher_acknowledges_the_report_they_read(
    world: World, filed: int, head: Conversation
) -> None:
    await read(head)
    head.later(hours=5, minutes=5)
    done = await head.presses("Acknowledge")
    assert (
        "Thank you. You have acknowledged Sam Partner's report on Oak Bank, Fri 20 November 2026. "
        "Sam Partner and Dan Deputy will see that." in done.texts
    )
    [remark] = await remarks(world, filed)
    assert (remark.kind, remark.version, remark.text) == (RemarkKind.ACKNOWLEDGED, 1, "")
    assert (await world.deeds())[0] == "report acknowledged"
    again = await read(head)
    assert "Acknowledge" not in again.buttons
    assert "You acknowledged it, Mon 23 November 2026 at 14:05" in again.texts
    assert "Something is inaccurate" in again.buttons


async def test_author_and_deputy_ceo_are_told_and_see_it_when_they_read_the_report(
    world: World, filed: int, head: Conversation, sip: Conversation, deputy: Conversation
) -> None:
    await read(head)
    await head.presses("Acknowledge")
    [remark] = await remarks(world, filed)
    about = f"remark:{remark.id}"
    assert await told(world, about) == [("remark", "Sam Partner", about), ("remark", "Dan Deputy", about)]
    for who in (sip, deputy):
        assert "Acknowledged by Hana Head, Mon 23 November 2026 at 09:00" in (await read(who)).texts
    for name in ("Lena Lead", "Carol Chief", "Ada Adviser"):
        assert "Hana Head" not in (await read(await world.chat(name))).texts


async def test_acknowledging_twice_is_once(world: World, filed: int, head: Conversation) -> None:
    shown = await read(head)
    await head.presses("Acknowledge", on=shown)
    before = await told(world)
    head.later(hours=1)
    again = await head.presses("Acknowledge", on=shown)
    assert "You acknowledged Sam Partner's report on Oak Bank" in again.texts
    assert "on Mon 23 November 2026 at 09:00. There is nothing more to do." in again.texts
    assert await told(world) == before
    assert len(await remarks(world, filed)) == 1


async def test_a_headteacher_says_what_is_inaccurate(
    world: World, filed: int, head: Conversation, sip: Conversation, deputy: Conversation
) -> None:
    await read(head)
    asked = await head.presses("Something is inaccurate")
    assert asked.reply.replacement is None, "the report stays beside, to look at while writing"
    assert "Sam Partner and Dan Deputy will read what you write, and nobody else." in asked.texts
    assert list(asked.inputs) == ["text"]
    assert asked.inputs["text"]["isMultiline"] is True
    done = await head.presses("Send", text=STAFF)
    assert "What you say of Sam Partner's report on Oak Bank" in done.texts
    [remark] = await remarks(world, filed)
    assert (remark.kind, remark.text) == (RemarkKind.INACCURATE, STAFF)
    for who in (sip, deputy):
        seen = await read(who)
        assert "Hana Head says something is inaccurate, Mon 23 November 2026 at 09:00" in seen.texts
        assert STAFF in seen.texts
    own = await read(head)
    assert "You said something is inaccurate" in own.texts
    assert STAFF in own.texts
    for name in ("Lena Lead", "Carol Chief", "Ada Adviser"):
        assert STAFF not in (await read(await world.chat(name))).texts


@pytest.mark.parametrize("said", ["yes", "ok", "Go ahead"])
async def test_a_yes_says_nothing_of_what_is_inaccurate(
    world: World, filed: int, head: Conversation, said: str
) -> None:
    await read(head)
    await head.presses("Something is inaccurate")
    assert "press Send there" in (await head.says(said)).words
    hana = await world.chat("Hana Head", Place.TERMINAL)
    await read(hana)
    assert "What is inaccurate?" in (await hana.says("something is wrong")).words
    assert (await hana.says(said)).words == "What is inaccurate?"
    assert await remarks(world, filed) == []
    assert "What you say of" in (await hana.says(STAFF)).words
    assert [remark.text for remark in await remarks(world, filed)] == [STAFF]


async def test_what_is_inaccurate_is_said_once_a_version_and_can_be_acknowledged_after_all(
    world: World, filed: int, head: Conversation
) -> None:
    shown = await read(head)
    asked = await head.presses("Something is inaccurate", on=shown)
    await head.presses("Send", on=asked, text="14 staff")
    again = await head.presses("Send", on=asked, text="15 staff")
    assert "what counts until it is amended" in again.texts
    assert "please tell Sam Partner" in again.texts
    assert "Something is inaccurate" not in (await read(head)).buttons
    await head.presses("Acknowledge")
    assert [remark.kind for remark in await remarks(world, filed)] == ["inaccurate", "acknowledged"]
    assert "Acknowledge" not in (await read(head)).buttons


async def test_an_amended_version_is_to_be_answered_anew(
    world: World, filed: int, head: Conversation, sip: Conversation
) -> None:
    shown = await read(head)
    await head.presses("Acknowledge", on=shown)
    await amend(sip, outcomes="Calmer classrooms")
    late = await head.presses("Acknowledge", on=shown)
    assert "has been amended since you were shown it: it is now version 2." in late.texts
    now = await head.presses("Read the report")
    assert "You acknowledged it (version 1), Mon 23 November 2026 at 09:00" in now.texts
    await head.presses("Acknowledge")
    assert [remark.version for remark in await remarks(world, filed)] == [1, 2]
    assert "Acknowledged by Hana Head (version 1), " in (await read(sip)).texts


async def test_what_was_typed_about_an_older_version_is_not_sent_and_not_lost(
    world: World, filed: int, head: Conversation, sip: Conversation
) -> None:
    await read(head)
    asked = await head.presses("Something is inaccurate")
    await amend(sip, outcomes="Calmer classrooms")
    late = await head.presses("Send", on=asked, text=STAFF)
    assert "has not been sent" in late.texts
    assert late.filled_in() == {"text": STAFF}
    assert await remarks(world, filed) == []
    await head.presses("Send", on=late)
    assert [(r.version, r.text) for r in await remarks(world, filed)] == [(2, STAFF)]


@pytest.mark.parametrize("text", [None, "   ", "x" * (LONGEST_REMARK + 1)])
async def test_a_text_that_cannot_be_sent_leaves_the_card_as_it_is(
    world: World, filed: int, head: Conversation, text: str | None
) -> None:
    await read(head)
    asked = await head.presses("Something is inaccurate")
    told_off = await head.presses("Send", on=asked, text=text)
    assert told_off.reply.replacement is None
    assert "Please" in told_off.words or "shorten" in told_off.words
    assert await remarks(world, filed) == []
    await head.presses("Send", on=asked, text="x" * LONGEST_REMARK)
    assert len(await remarks(world, filed)) == 1


async def test_long_answers_are_shortened_beside_the_report_and_read_in_full(
    world: World, filed: int, head: Conversation, sip: Conversation
) -> None:
    for version in range(1, 6):
        await read(head)
        await head.presses("Something is inaccurate")
        await head.presses("Send", text="\U0001f600 staff\n" * 450 + f"end of {version}")
        await amend(sip, outcomes=f"Outcomes {version} " + "long " * 1_500)
    shown = await read(sip)
    assert "end of 5" not in shown.texts
    whole = await sip.presses("All that was said")
    pages = 1
    seen = whole.texts
    while "Next page" in whole.buttons:
        whole = await sip.presses("Next page")
        seen += whole.texts
        pages += 1
    assert pages > 2
    assert all(f"end of {version}" in seen for version in range(1, 6))
    assert "Read the report" in whole.buttons


@pytest.mark.parametrize("words", ["acknowledge it", "I acknowledge the report.", "acknowledged, thanks"])
async def test_it_is_acknowledged_in_words_while_reading(world: World, filed: int, words: str) -> None:
    hana = await world.chat("Hana Head", Place.TERMINAL)
    shown = await read(hana)
    assert 'You can say "acknowledge it", "it is inaccurate" to say what is or "send it to me"' in shown.words
    assert "Thank you. You have acknowledged" in (await hana.says(words)).words
    assert len(await remarks(world, filed)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "it's inaccurate: we have 14 staff, not 12",
        "The report is not quite right - we have 14 staff, not 12",
        "something in it is wrong because we have 14 staff, not 12",
        "it isn\u2019t accurate, we have 14 staff, not 12",
    ],
)
async def test_what_is_inaccurate_is_said_in_words_while_reading(
    world: World, filed: int, words: str
) -> None:
    hana = await world.chat("Hana Head", Place.TERMINAL)
    await read(hana)
    assert "goes to Sam Partner and Dan Deputy" in (await hana.says(words)).words
    assert [remark.text for remark in await remarks(world, filed)] == ["we have 14 staff, not 12"]


async def test_what_is_inaccurate_is_asked_for_where_it_was_not_said(world: World, filed: int) -> None:
    hana = await world.chat("Hana Head", Place.TERMINAL)
    await read(hana)
    assert "What is inaccurate?" in (await hana.says("something is wrong")).words
    assert "nothing has been changed" in (await hana.says("cancel")).words
    await hana.says("it's not correct")
    assert "goes to Sam Partner" in (await hana.says("We have 14 staff")).words
    assert [remark.text for remark in await remarks(world, filed)] == ["We have 14 staff"]


async def test_a_question_in_between_is_no_answer(world: World, filed: int) -> None:
    hana = await world.chat("Hana Head", Place.TERMINAL)
    await read(hana)
    await hana.says("it is wrong")
    assert "Autumn 2 ends" in (await hana.says("when do we break up?")).words
    assert await remarks(world, filed) == []


async def test_nothing_is_sent_unasked_once_something_else_was_talked_of(world: World, filed: int) -> None:
    hana = await world.chat("Hana Head", Place.TERMINAL)
    await read(hana)
    await hana.says("when do we break up?")
    asked = await hana.says("it's wrong: the term ends on the 17th")
    assert "What is inaccurate?: the term ends on the 17th" in asked.words
    assert await remarks(world, filed) == []
    assert "nothing has been changed" in (await hana.says("no")).words
    await hana.says("it's wrong: we have 14 staff")
    assert "goes to Sam Partner" in (await hana.says("yes")).words
    assert [remark.text for remark in await remarks(world, filed)] == ["we have 14 staff"]


async def test_words_typed_long_after_a_card_asked_are_not_taken_for_its_answer(
    world: World, filed: int, head: Conversation
) -> None:
    await read(head)
    await head.presses("Something is inaccurate")
    head.later(minutes=11)
    await head.says("we have 14 staff")
    assert await remarks(world, filed) == []


async def test_words_typed_right_after_a_card_asked_are_its_answer(
    world: World, filed: int, head: Conversation
) -> None:
    await read(head)
    await head.presses("Something is inaccurate")
    await head.says("we have 14 staff")
    assert [remark.text for remark in await remarks(world, filed)] == ["we have 14 staff"]


async def test_that_it_is_right_is_no_complaint(world: World, filed: int, head: Conversation) -> None:
    await read(head)
    await head.says("it's right")
    await head.says("it is accurate")
    assert await remarks(world, filed) == []


async def test_an_author_does_not_answer_their_own_report(world: World) -> None:
    """The diary has Hana visit her own school."""
    hana = await world.chat("Hana Head")
    await world.diary("Hana Head", OAK_BANK, FRIDAY)
    await hana.says("file a report for Oak Bank, Friday's visit")
    await file(hana)
    [report] = await world.filed()
    shown = await read(hana)
    assert "Acknowledge" not in shown.buttons
    press = {"do": "report.acknowledge", "report": report.id, "version": 1}
    assert (await hana.sends_data(press)).words == REFUSAL


@pytest.mark.parametrize("do", ["report.acknowledge", "report.inaccurate.ask", "report.inaccurate"])
async def test_only_the_school_s_headteacher_answers(
    world: World, filed: int, sip: Conversation, deputy: Conversation, do: str
) -> None:
    mo = await world.chat("Mo Head")
    data = {"do": do, "version": 1, "text": "no"}
    for who in (sip, deputy, mo):
        there = await who.sends_data({**data, "report": filed})
        not_there = await who.sends_data({**data, "report": filed + 1_000})
        assert there.words == not_there.words == REFUSAL
    assert await remarks(world, filed) == []


@pytest.mark.parametrize(
    "data", [{}, {"report": "1", "version": 1}, {"report": None}, {"report": 10**30, "version": 1}]
)
@pytest.mark.parametrize("do", ["report.acknowledge", "report.inaccurate.ask", "report.inaccurate"])
async def test_whatever_comes_with_a_button_is_refused(
    filed: int, head: Conversation, do: str, data: dict[str, object]
) -> None:
    assert (await head.sends_data({"do": do, **data})).words == REFUSAL


async def test_neither_who_has_left_is_told_nor_whoever_says_it(
    world: World, filed: int, head: Conversation
) -> None:
    hana = await world.person("Hana Head")
    async with world.store.transaction() as uow:
        await uow.connection.execute(
            sa.update(people).where(people.c.name == "Sam Partner").values(ended_on=FRIDAY)
        )
        await uow.connection.execute(sa.insert(roles).values(person=hana, role=Role.DEPUTY_CEO, subject=""))
        await raise_version(uow.connection)
    again = await world.chat("Hana Head")
    await read(again)
    done = await again.presses("Acknowledge")
    assert "Dan Deputy will see that." in done.texts
    assert [name for _, name, _ in await told(world, "remark:1")] == ["Dan Deputy"]
