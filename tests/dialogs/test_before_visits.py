"""What comes before a visit: its agenda, the school's papers, and who is to be left out of it."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from dialogs.messages import Attached, Incoming
from storage.reconciling_schools import VISIT_PAPERS, reconcile_schools
from storage.tables import metadata
from strategy.actions.booking import cancel, move, wish_to_move
from strategy.actions.issuing_agendas import issue_agendas
from strategy.actions.leaving_out import forget_notes
from strategy.actions.visit_duties import follow_with_duties
from strategy.duties import DutyKind, DutyState, StoredDuty
from strategy.outgoing import OutgoingKind
from strategy.ports import Outgoing
from strategy.visits import Visit
from tests.dialogs.answers import MARKED, Answer, held_to_account
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, OAK_BANK, World

TUESDAY = date(2026, 12, 8)
WORD = f"zebrafinch{MARKED}"
PDF = b"%PDF-1.7 papers"


@pytest.fixture
async def planned(world: World) -> Visit:
    """Sam's visit to Oak Bank in a fortnight; today is Monday 23 November."""
    [visit] = await world.diary("Sam Partner", OAK_BANK, TUESDAY)
    async with world.store.transaction() as uow:
        await follow_with_duties(uow, world.policy, visit, NOW.date())
    return visit


async def told(world: World, kind: OutgoingKind) -> list[Outgoing]:
    async with world.store.transaction() as uow:
        return list(await uow.outbox.recent(kind=kind))


async def owed(world: World, visit: Visit) -> list[StoredDuty]:
    async with world.store.transaction() as uow:
        return await uow.duties.about(DutyKind.VISIT_PAPERS, [f"visit:{visit.id}"], visit.school)


async def issue(world: World, at: datetime = NOW) -> int:
    async with world.store.transaction() as uow:
        told, _ = await issue_agendas(uow=uow, policy=world.policy, now=at)
    return told


async def sends(chat: Conversation, text: str, *files: tuple[str, bytes]) -> Answer:
    """Somebody sends files with words beside them."""
    incoming = Incoming(
        conversation=chat.name,
        place=chat.place,
        speaker=chat.person,
        at=chat.at,
        text=text,
        files=tuple(Attached(name, content) for name, content in files),
    )
    answer = Answer(await chat.desk.receive(incoming))
    held_to_account(answer)
    chat.last = answer
    return answer


# Agendas


async def test_the_eit_puts_an_item_on_all_visits_of_a_month(
    deputy: Conversation, sip: Conversation, planned: Visit
) -> None:
    said = await deputy.says("put attendance on the agenda of all December visits")
    assert "all partners' visits in December, 2026/27" in said.words
    assert "attendance" in said.texts
    seen = await sip.says("what's on the agenda for December at Oak Bank")
    assert "1 item" in seen.words.casefold().replace("one item", "1 item")
    assert "attendance" in seen.texts
    other = await sip.says("put phonics on the agenda of all December visits")
    assert "all partners' visits" not in other.words


async def test_what_was_set_for_all_can_be_taken_off_again(deputy: Conversation, planned: Visit) -> None:
    await deputy.says("put attendance on the agenda of all visits this year")
    gone = await deputy.presses("Take it off again")
    assert "no visit's agenda any more" in gone.all
    seen = await deputy.says("whats on the agenda for the next visit to Oak Bank")
    assert "nothing on the agenda" in seen.words


async def test_of_a_low_risk_school_partner_and_headteacher_agree_on_a_further_item(
    world: World, post: Post
) -> None:
    await world.diary("Sue Partner", MARLOW, TUESDAY)
    mo, sue = await world.chat("Mo Head"), await world.chat("Sue Partner")
    proposed = await mo.says("add Year 1 phonics to the agenda for the next visit to my school")
    assert "Sue Partner is asked to agree" in proposed.words
    assert "Year 1 phonics" in proposed.texts
    [row] = await told(world, OutgoingKind.AGENDA_PROPOSED)
    asked = await post.notice(row)
    assert "Year 1 phonics" in asked.texts
    assert "phonics" not in (await post.letter(row)).text
    agreed = await sue.presses("Agree", on=asked)
    assert "Mo Head's item is agreed" in agreed.all
    again = await sue.presses("Not this time", on=asked)
    assert "has changed since you were shown it" in again.all
    [answer] = await told(world, OutgoingKind.AGENDA_ANSWERED)
    assert "is agreed" in (await post.notice(answer)).words
    assert await world.deeds() == ["agenda item agreed", "agenda item proposed"]


async def test_of_a_high_risk_school_partner_and_deputy_agree(
    world: World, sip: Conversation, head: Conversation, deputy: Conversation, planned: Visit
) -> None:
    refused = await head.says("add phonics to the agenda for the next visit to my school")
    assert "agreed by Sam Partner and Dan Deputy" in refused.words
    proposed = await sip.says("add phonics to the agenda for the next visit to Oak Bank")
    assert "Dan Deputy is asked to agree" in proposed.words
    assert "phonics" not in (await head.says("agenda for the next visit to my school")).all
    seen = await deputy.says("what's on the agenda for the next visit to Oak Bank")
    assert "phonics" in (await deputy.presses("Agree", on=seen)).texts
    await world.diary("Sue Partner", MARLOW, TUESDAY)
    others = await deputy.says("add phonics to the agenda for the next visit to Marlow")
    assert "agreed by Sue Partner and Mo Head" in others.words


@pytest.mark.parametrize(
    ("text", "stands"), [("agree", "is agreed"), ("ok agreed", "is agreed"), ("not this time", "is not for")]
)
async def test_a_proposed_item_is_answered_in_a_word(
    world: World, sip: Conversation, deputy: Conversation, planned: Visit, text: str, stands: str
) -> None:
    await sip.says("add phonics to the agenda for the next visit to Oak Bank")
    await deputy.says("what's on the agenda for the next visit to Oak Bank")
    assert stands in (await deputy.says(text)).all
    assert (await world.deeds())[-1] == "agenda item proposed"


@pytest.mark.parametrize(
    "text",
    [
        "what papers are in for Oak Bank?",
        "whats missing from the papers for oak bank",
        "any papers in for the visit to Oak Bank",
        "which papers have come for Oak Bank's next visit",
    ],
)
async def test_the_partner_asks_what_is_in(sip: Conversation, planned: Visit, text: str) -> None:
    assert "Papers for the visit to Oak Bank" in (await sip.says(text)).all


async def test_an_agenda_goes_out_by_itself_once_and_again_when_it_changes(
    world: World, head: Conversation, deputy: Conversation, post: Post, planned: Visit
) -> None:
    assert await issue(world) == 0, "there is nothing on it"
    await deputy.says("put attendance on the agenda of all December visits")
    assert "has not gone out yet" in (await head.says("agenda for the next visit to my school")).words
    assert await issue(world) == 2
    assert await issue(world) == 0
    seen = await head.says("agenda for the next visit to my school")
    assert "attendance" in seen.texts
    rows = await told(world, OutgoingKind.AGENDA_ISSUED)
    assert {row.recipient for row in rows} == {
        await world.person("Sam Partner"),
        await world.person("Hana Head"),
    }
    assert "attendance" in (await post.notice(rows[0])).texts
    await deputy.says("put safeguarding on the agenda of all December visits")
    assert "safeguarding" not in (await head.says("agenda for the next visit to my school")).texts
    assert await issue(world) == 2
    newest = (await told(world, OutgoingKind.AGENDA_ISSUED))[0]
    assert "has changed since you had it" in (await post.notice(newest)).words
    assert await post.untrue(rows[0]) == "not as it was sent out"


async def test_an_agenda_of_the_next_half_term_waits_for_the_end_of_this_one(
    world: World, deputy: Conversation
) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2027, 1, 20))
    await deputy.says("put attendance on the agenda of all January visits")
    assert await issue(world, datetime(2026, 12, 10, 9, tzinfo=UTC)) == 0
    assert await issue(world, datetime(2026, 12, 17, 9, tzinfo=UTC)) == 2


async def test_items_on_the_agendas_of_meetings_come_later(deputy: Conversation) -> None:
    said = await deputy.says("put GCSE mocks on the agenda for the Marlow progress board")
    assert "those of meetings come later" in said.words


# Papers


async def test_papers_are_owed_five_working_days_before_and_follow_the_visit(
    world: World, planned: Visit
) -> None:
    [duty] = await owed(world, planned)
    assert (duty.duty.due_on, duty.duty.owner) == (date(2026, 12, 1), await world.person("Hana Head"))
    async with world.store.transaction() as uow:
        sam = uow.trust.person(planned.author)
        wish = wish_to_move(planned, date(2026, 11, 26))
        moved = await move(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=sam,
            visit=planned,
            wish=wish,
            busy={},
            all_the_same=True,
        )
    [duty] = await owed(world, planned)
    assert duty.duty.due_on == date(2026, 11, 24), "late, so the next working day"
    assert await reconcile_schools(world.store, world.policy, NOW.date(), VISIT_PAPERS) == 0
    async with world.store.transaction() as uow:
        await cancel(uow=uow, policy=world.policy, now=NOW, person=sam, visit=moved)
    assert [entry.state for entry in await owed(world, planned)] == [DutyState.VOID]


async def test_papers_come_in_as_files_and_links_until_that_is_all(
    world: World, head: Conversation, sip: Conversation, post: Post, planned: Visit
) -> None:
    asked = await head.says("Here is the paperwork for the visit to my school on 8 December")
    assert "nothing is in yet, due by" in asked.words
    one = await sends(head, "", ("Data.pdf", PDF), ("Timetable.pdf", PDF + b"2"))
    assert "2 in so far" in one.all
    assert "Data.pdf" in one.texts
    two = await head.says("https://trust.example/pupils")
    assert "3 in so far" in two.all
    seen = await sip.says("my next visit")
    visit = await sip.presses(seen.pressable[0][0])
    assert "3 in so far" in visit.texts
    done = await head.says("that's all")
    assert "Sam Partner is told" in done.all
    assert [entry.state for entry in await owed(world, planned)] == [DutyState.FULFILLED]
    [row] = await told(world, OutgoingKind.VISIT_PAPERS_IN)
    notice = await post.notice(row)
    assert "3 papers" in notice.words
    await sip.presses("Send me the files", on=notice)
    mails = await told(world, OutgoingKind.VISIT_PAPER_SENT)
    letters = [await post.letter(mail) for mail in mails]
    assert {letter.documents[0].content for letter in letters} == {PDF, PDF + b"2"}


async def test_a_file_with_words_goes_to_the_visit_it_names_and_no_other(
    world: World, head: Conversation, planned: Visit
) -> None:
    taken = await sends(head, "sending over the papers for the Oak Bank visit on 8/12", ("Data.pdf", PDF))
    assert "1 in so far" in taken.all
    wrong = await head.says("Here is the paperwork for the visit to my school on 9 December")
    assert "There is no partner's visit" in wrong.words
    same = await sends(head, "papers for the next visit", ("Virus.exe", b"MZ"))
    assert "can't take that kind of file" in same.words


async def test_a_file_without_words_may_be_papers_for_the_visit(head: Conversation, planned: Visit) -> None:
    asked = await sends(head, "", ("Data.pdf", PDF))
    [title] = [title for title in asked.buttons if title.startswith("Papers for the visit")]
    assert "1 in so far" in (await head.presses(title)).all


@pytest.mark.parametrize("name", ["Sam Partner", "Mo Head", "Dan Deputy", "Tina Trustee"])
async def test_nobody_but_the_headteacher_hands_in_papers(world: World, planned: Visit, name: str) -> None:
    chat = await world.chat(name)
    said = await chat.says("Here are the papers for the next visit to Oak Bank")
    assert "in so far" not in said.all
    assert "nothing is in yet" not in said.all


# Who is to be left out


async def leaves_a_note(head: Conversation, planned: Visit) -> Answer:
    shown = await head.sends_data({"do": "visit.show", "visit": planned.id})
    await head.presses("Leave somebody out", on=shown)
    return await head.presses("Keep the note", text=f"Please leave out {WORD}")


async def test_the_partner_is_told_of_a_note_and_alone_reads_it(
    world: World, head: Conversation, sip: Conversation, post: Post, planned: Visit
) -> None:
    kept = await leaves_a_note(head, planned)
    assert "Sam Partner is told that there is one" in kept.all
    [row] = await told(world, OutgoingKind.LEFT_OUT_NOTE)
    notice = await post.notice(row)
    assert notice.words.startswith("Hana has left you a note for the visit to Oak Bank")
    assert WORD not in notice.all
    mail = await post.letter(row)
    assert "Hana" not in f"{mail.subject}{mail.text}"
    assert WORD in (await sip.presses("Read the note", on=notice)).texts
    own = await head.sends_data({"do": "left_out.read", "visit": planned.id})
    assert WORD in own.texts


@pytest.mark.parametrize(
    "name",
    [
        "Carol Chief", "Dan Deputy", "Lena Lead", "Sue Partner", "Mo Head", "Ted Teacher", "Sal Specialist",
        "Chris Chair", "Lee Leader", "Tina Trustee", "Adam Admin", "Gail Governance", "Dora Data",
        "Eve Executive", "Stan Committee",
    ],
)  # fmt: skip
async def test_nobody_else_sees_that_there_is_a_note(
    world: World, head: Conversation, planned: Visit, name: str
) -> None:
    await leaves_a_note(head, planned)
    chat = await world.chat(name)
    for do in ("left_out.read", "left_out.ask", "left_out.take_back", "left_out.write", "visit.show"):
        seen = await chat.sends_data({"do": do, "visit": planned.id, "text": "mine"})
        assert WORD not in seen.all
        assert "Note" not in seen.texts
        assert "Read the note" not in seen.buttons
    own = await head.sends_data({"do": "left_out.read", "visit": planned.id})
    assert WORD in own.texts


async def test_a_note_stands_in_one_table_and_in_no_log(
    world: World, head: Conversation, sip: Conversation, planned: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await leaves_a_note(head, planned)
    await sip.sends_data({"do": "left_out.read", "visit": planned.id})
    async with world.store.transaction() as uow:
        holding = set()
        for table in metadata.sorted_tables:
            rows = (await uow.connection.execute(sa.select(table))).all()
            if any("zebrafinch" in str(value) for row in rows for value in row):
                holding.add(table.name)
    assert holding == {"left_out"}
    ours = [record for record in caplog.records if record.name.startswith("keystone")]
    assert not any("zebrafinch" in record.getMessage() for record in ours)


async def test_a_note_is_deleted_the_working_day_after_the_visit_or_its_cancellation(
    world: World, head: Conversation, planned: Visit
) -> None:
    await leaves_a_note(head, planned)
    for day, gone in ((8, 0), (9, 1), (10, 0)):
        async with world.store.transaction() as uow:
            at = datetime(2026, 12, day, 4, tzinfo=UTC)
            assert await forget_notes(uow=uow, policy=world.policy, now=at) == gone
    [other] = await world.diary("Sam Partner", OAK_BANK, date(2026, 12, 15))
    await leaves_a_note(head, other)
    async with world.store.transaction() as uow:
        await uow.visits.cancel(other.id, date(2026, 11, 27))
    for day, gone in ((28, 0), (29, 0), (30, 1)):
        async with world.store.transaction() as uow:
            at = datetime(2026, 11, day, 4, tzinfo=UTC)
            assert await forget_notes(uow=uow, policy=world.policy, now=at) == gone


async def test_a_note_for_a_visit_that_is_moved_stays_until_the_working_day_after_the_new_day(
    world: World, head: Conversation, sip: Conversation, planned: Visit
) -> None:
    await leaves_a_note(head, planned)
    await sip.sends_data({"do": "visit.move", "visit": planned.id, "day": "2026-12-10", "sure": True})
    for day, gone in ((9, 0), (10, 0), (11, 1)):
        async with world.store.transaction() as uow:
            at = datetime(2026, 12, day, 4, tzinfo=UTC)
            assert await forget_notes(uow=uow, policy=world.policy, now=at) == gone


async def test_a_note_can_be_changed_and_taken_back(
    world: World, head: Conversation, post: Post, planned: Visit
) -> None:
    await leaves_a_note(head, planned)
    [first] = await told(world, OutgoingKind.LEFT_OUT_NOTE)
    await head.sends_data({"do": "left_out.ask", "visit": planned.id})
    await head.presses("Keep the note", text="Somebody else")
    assert await post.untrue(first) == "has gone on since"
    await head.sends_data({"do": "left_out.ask", "visit": planned.id})
    assert "deleted" in (await head.presses("Delete the note")).all
    shown = await head.sends_data({"do": "visit.show", "visit": planned.id})
    assert "Leave somebody out" in shown.buttons
