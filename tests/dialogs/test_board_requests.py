"""What a Progress Board asks of the EIT: recorded, shown, decided, told; in minutes and by itself."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.wording import REFUSAL
from storage.reconciling_schools import BOARD_REQUESTS, reconcile_schools
from strategy.actions.minuting import amend_minutes
from strategy.actions.recording_meetings import record_meeting
from strategy.board_requests import AskKind, AskState, AskText, BoardRequest
from strategy.duties import DutyKind, DutyState, StoredDuty
from strategy.meetings import Meeting
from strategy.minutes import MinutesText
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from tests.dialogs.answers import MARKED
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.minuting import held
from tests.dialogs.post import Post
from tests.dialogs.sent import told
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

EIT_DAY = date(2026, 12, 3)
PHONICS = f"Two more days of an SLE for phonics{MARKED}"


@pytest.fixture
async def clerk(world: World) -> Conversation:
    """Gail, the governance professional, in her own chat."""
    return await world.chat("Gail Governance")


async def eit(world: World, day: date = EIT_DAY) -> Meeting:
    who = await world.person("Dan Deputy")
    async with world.store.transaction() as uow:
        recorder = uow.trust.person(who)
        return await record_meeting(
            uow=uow, policy=world.policy, now=NOW, recorder=recorder, body=Body.EIT, day=day
        )


async def owed(world: World, school: str = OAK_BANK) -> list[StoredDuty]:
    async with world.store.transaction() as uow:
        return await uow.duties.of_schools([DutyKind.BOARD_REQUEST], [school])


async def as_it_is(world: World, found: BoardRequest) -> BoardRequest:
    return next(each for each in await all_asked(world) if each.id == found.id)


# Recording.


async def test_the_form_of_minutes_takes_what_the_board_asks_for(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    form = await clerk.presses("Next", text="We looked at attendance.")
    assert "What the Board asks of the EIT" in form.texts + str(form.inputs["asks"])
    receipt = await clerk.presses("File minutes", asks=f"{PHONICS}\n- a safeguarding review")
    assert "2 requests to the EIT wait now." in receipt.all
    assert f"1. Support: {PHONICS} (waiting)" in receipt.texts
    first, second = await all_asked(world)
    assert first.text == AskText(AskKind.SUPPORT, PHONICS)
    assert second.text == AskText(AskKind.REVIEW, "A safeguarding review", "Safeguarding")
    assert first.meeting == second.meeting is not None
    assert first.minutes == second.minutes is not None
    page = await clerk.says("show me the minutes of Oak Bank's last board")
    assert "The Board asks the EIT for" in page.texts
    assert f"1. Support: {PHONICS} (waiting)" in page.texts


async def test_only_a_progress_board_asks_the_eit(world: World, clerk: Conversation) -> None:
    await clerk.says("here are the minutes of the EIT on 18 November")
    await clerk.presses("Next", text="We met.")
    refused = await clerk.presses("File minutes", asks="more SLE days")
    assert "Only a Progress Board asks the Education Improvement Team." in refused.all
    assert await all_asked(world) == []


async def test_amended_minutes_keep_what_is_said_alike_and_withdraw_what_they_no_longer_name(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await clerk.presses("Next", text="We met.")
    await clerk.presses("File minutes", asks="SLE days\nadviser days\ngovernance review")
    agreed_one = (await all_asked(world))[0]
    await (await world.chat("Dan Deputy")).sends_data({"do": "board_request.agree", "request": agreed_one.id})
    await clerk.says("amend the minutes of Oak Bank's last board")
    form = await clerk.presses("Next")
    assert (
        form.inputs["asks"]["value"] == "Support: SLE days\nSupport: Adviser days\nReview: Governance review"
    )
    await clerk.presses("File amendment", asks="Review: Governance review\nSupport: a maths specialist")
    found = await all_asked(world)
    assert [(each.text.words, each.state) for each in found] == [
        ("SLE days", AskState.AGREED),
        ("Adviser days", AskState.WITHDRAWN),
        ("Governance review", AskState.WAITING),
        ("A maths specialist", AskState.WAITING),
    ]
    assert sum(each.state is DutyState.OPEN for each in await owed(world)) == 2


async def test_minutes_amended_without_a_word_of_requests_leave_them_as_they_are(
    world: World, clerk: Conversation
) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await clerk.presses("Next", text="We met.")
    await clerk.presses("File minutes", asks="SLE days")
    [found] = await all_asked(world)
    who = await world.person("Gail Governance")
    async with world.store.transaction() as uow:
        await amend_minutes(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            minutes_id=found.minutes or 0,
            shown=1,
            text=MinutesText("We met, and talked."),
            actions=(),
        )
    assert await all_asked(world) == [found]


async def test_a_request_that_is_said_goes_to_the_last_board_that_was_held(
    world: World, clerk: Conversation
) -> None:
    meeting = await held(world)
    said = await clerk.says("record a request of Oak Bank's board for more SLE days in maths")
    assert "Recorded. Oak Bank's Progress Board asks the EIT for further support." in said.words
    assert "You recorded it for the Board of Thu 19 November 2026" in said.words
    [found] = await all_asked(world)
    assert found.meeting == meeting.id
    again = await clerk.says("record a request of Oak Bank's board for more SLE days in maths")
    assert "That is recorded already." in again.words
    assert len(await all_asked(world)) == 1


async def test_the_school_and_the_words_are_asked_for_where_they_are_missing(
    world: World, clerk: Conversation
) -> None:
    await held(world, MARLOW)
    await held(world, ST_ANNE)
    assert "Which school's Board" in (await clerk.says("the board asks the EIT for SLE days")).words
    assert "couldn't tell which school" in (await clerk.says("that one")).words
    await clerk.says("the board asks the EIT for SLE days")
    assert "Recorded." in (await clerk.says("Marlow")).words
    await clerk.says("record a request of St Anne's board")
    assert "a governance review" in (await clerk.presses("Record it", words="governance review")).all
    assert [(each.school, each.text.words) for each in await all_asked(world)] == [
        (MARLOW, "SLE days"),
        (ST_ANNE, "Governance review"),
    ]


@pytest.mark.parametrize("name", ["Hana Head", "Sam Partner", "Tina Trustee"])
async def test_who_neither_chairs_nor_clerks_boards_records_nothing(world: World, name: str) -> None:
    chat = await world.chat(name)
    await chat.says("the board asks the EIT for a governance review at Oak Bank")
    await chat.sends_data({"do": "board_request.record", "school": OAK_BANK, "words": "SLE days"})
    assert await all_asked(world) == []


async def test_a_joining_school_has_no_board_that_could_ask(world: World, clerk: Conversation) -> None:
    answer = await clerk.says("the board at Newcomer asks the EIT for a governance review")
    assert "is joining the trust and has no Progress Board yet" in answer.words
    assert await all_asked(world) == []


# Owed, seen and decided.


async def test_the_next_eit_is_when_it_is_owed_and_a_recorded_one_moves_that(world: World) -> None:
    await asked(world, OAK_BANK, PHONICS)
    [before] = await owed(world)
    assert (before.duty.owner, before.duty.due_on) == (await world.person("Dan Deputy"), date(2027, 1, 4))
    await eit(world)
    [after] = await owed(world)
    assert (after.id, after.duty.due_on) == (before.id, EIT_DAY)
    dan = await world.chat("Dan Deputy")
    row = await dan.says("What do I owe?")
    assert "Request of the Board, for the EIT to decide" in row.texts


async def test_the_nightly_look_changes_nothing_and_brings_back_what_is_missing(world: World) -> None:
    await asked(world, OAK_BANK, PHONICS)
    assert await reconcile_schools(world.store, world.policy, NOW.date(), BOARD_REQUESTS) == 0


async def test_a_request_stays_due_on_its_eit_when_that_has_passed(world: World) -> None:
    await eit(world)
    await asked(world, OAK_BANK, PHONICS)
    await reconcile_schools(world.store, world.policy, date(2026, 12, 10), BOARD_REQUESTS)
    [entry] = await owed(world)
    assert (entry.duty.due_on, entry.state) == (EIT_DAY, DutyState.OPEN)


async def test_agreeing_tells_the_board_and_opens_the_way_to_allocate(world: World, post: Post) -> None:
    found = await asked(world, ST_ANNE, PHONICS)
    dan = await world.chat("Dan Deputy")
    shown = await dan.says("what is the EIT to decide?")
    assert PHONICS in shown.texts
    done = await dan.presses("Agree")
    assert "Dan Deputy agreed to it for the EIT" in done.all
    after = await as_it_is(world, found)
    assert (after.state, after.revision) == (AskState.AGREED, 2)
    assert [entry.state for entry in await owed(world, ST_ANNE)] == [DutyState.FULFILLED]
    people = {to for kind, to, _ in await told(world, after.key)}
    assert people == {"Gail Governance", "Ned Newman", "Chris Chair"}
    notice = await post.notice(await post.waiting(OutgoingKind.BOARD_REQUEST, "Ned Newman"))
    assert "agreed to it" in notice.all
    assert PHONICS in notice.texts
    form = await dan.presses("Allocate support")
    assert form.inputs["school"]["value"] == ST_ANNE


async def test_agreeing_to_a_review_opens_that_review(world: World) -> None:
    await asked(world, MARLOW, "governance review")
    dan = await world.chat("Dan Deputy")
    await dan.says("what is the EIT to decide?")
    await dan.presses("Agree")
    review = await dan.presses("Governance review")
    assert "governance review at Marlow" in review.all


async def test_declining_needs_a_reason_which_the_board_reads_in_teams_alone(
    world: World, post: Post
) -> None:
    found = await asked(world, ST_ANNE, PHONICS)
    dan = await world.chat("Dan Deputy")
    await dan.says("what is the EIT to decide?")
    await dan.presses("Decline")
    assert (await as_it_is(world, found)).waits
    done = await dan.says(f"There is no money left{MARKED}")
    assert "Dan Deputy declined it for the EIT" in done.words
    row = await post.waiting(OutgoingKind.BOARD_REQUEST, "Ned Newman")
    assert f"There is no money left{MARKED}" in (await post.notice(row)).texts
    letter = await post.letter(row)
    assert MARKED not in letter.subject + letter.text


async def test_a_reason_typed_into_the_card_is_enough(world: World) -> None:
    found = await asked(world, OAK_BANK, PHONICS)
    dan = await world.chat("Dan Deputy")
    await dan.says("what is the EIT to decide?")
    await dan.presses("Decline", reason="Not this year")
    after = await as_it_is(world, found)
    assert (after.state, after.answer) == (AskState.DECLINED, "Not this year")


async def test_words_next_decide_the_one_that_was_shown(world: World) -> None:
    found = await asked(world, OAK_BANK, PHONICS)
    carol = await world.chat("Carol Chief")
    await carol.says("what is the EIT to decide?")
    await carol.says("decline because the money is spent")
    assert (await as_it_is(world, found)).answer == "the money is spent"


async def test_nobody_decides_what_they_recorded(world: World) -> None:
    found = await asked(world, OAK_BANK, PHONICS, by="Dan Deputy")
    [entry] = await owed(world)
    assert entry.duty.owner == await world.person("Carol Chief")
    dan = await world.chat("Dan Deputy")
    shown = await dan.says("what is the EIT to decide?")
    assert "Agree" not in shown.buttons
    assert "Carol Chief decides for it." in shown.words
    await dan.sends_data({"do": "board_request.agree", "request": found.id})
    assert (await as_it_is(world, found)).waits


@pytest.mark.parametrize("name", ["Lena Lead", "Gail Governance", "Hana Head", "Sam Partner"])
async def test_nobody_else_decides_for_the_eit(world: World, name: str) -> None:
    found = await asked(world, OAK_BANK, PHONICS, by="Carol Chief")
    chat = await world.chat(name)
    for do in ("agree", "decline"):
        await chat.sends_data({"do": f"board_request.{do}", "request": found.id, "reason": "no"})
    assert (await as_it_is(world, found)).waits


async def test_a_stale_card_is_answered_with_how_it_stands(world: World) -> None:
    found = await asked(world, OAK_BANK, PHONICS)
    dan, carol = await world.chat("Dan Deputy"), await world.chat("Carol Chief")
    card = await dan.says("what is the EIT to decide?")
    await carol.sends_data({"do": "board_request.agree", "request": found.id})
    late = await dan.presses("Decline", on=card, reason="no")
    assert "It was settled meanwhile." in late.all
    assert "Carol Chief agreed to it" in late.all


async def test_a_request_is_withdrawn_by_who_records_for_boards_while_it_waits(
    world: World, clerk: Conversation
) -> None:
    found = await asked(world, OAK_BANK, PHONICS)
    await clerk.says("what did Oak Bank's board ask the EIT for?")
    assert "You withdrew it" in (await clerk.says("withdraw it")).words.replace("Gail Governance", "You")
    assert (await as_it_is(world, found)).state is AskState.WITHDRAWN
    assert [entry.state for entry in await owed(world)] == [DutyState.VOID]
    again = await clerk.sends_data({"do": "board_request.withdraw", "request": found.id})
    assert "It was settled meanwhile." in again.all


# Lists and agenda.


async def test_several_are_listed_and_a_number_opens_one(world: World) -> None:
    await eit(world)
    await asked(world, OAK_BANK, PHONICS)
    await asked(world, MARLOW, "governance review")
    dan = await world.chat("Dan Deputy")
    listed = await dan.says("what is the EIT to decide?")
    assert listed.words.startswith("2 requests of Progress Boards for the EIT to decide")
    assert [row[1:3] for row in listed.rows] == [
        ("Oak Bank", "Further support"),
        ("Marlow", "A governance review"),
    ]
    assert "Marlow's Progress Board asks the EIT" in (await dan.says("2")).words


async def test_a_long_list_has_pages(world: World) -> None:
    for number in range(11):
        await asked(world, (OAK_BANK, MARLOW, ST_ANNE)[number % 3], f"SLE days for subject {number}")
    dan = await world.chat("Dan Deputy")
    listed = await dan.says("what is the EIT to decide?")
    assert "of 11." in listed.words
    rest = await dan.presses("Next")
    assert "of 11." in rest.all
    assert "Back" in rest.buttons


async def test_the_agenda_of_the_next_eit_has_what_boards_ask(world: World) -> None:
    await asked(world, OAK_BANK, PHONICS)
    dan = await world.chat("Dan Deputy")
    before = await dan.says("when is the next EIT")
    assert "1 request of a Board to decide: Oak Bank." in before.words
    await eit(world)
    agenda = await dan.says("what's on the agenda for the next EIT?")
    assert "1 request of a Board to decide: Oak Bank" in agenda.texts
    shown = await dan.presses("What Boards ask")
    assert PHONICS in shown.texts
    sam = await world.chat("Sam Partner")
    assert "request of a Board" not in (await sam.says("when is the next EIT")).all


async def test_a_headteacher_sees_those_of_their_own_board_and_a_partner_none(world: World) -> None:
    mine = await asked(world, OAK_BANK, PHONICS)
    other = await asked(world, MARLOW, "governance review")
    hana = await world.chat("Hana Head")
    seen = await hana.says("what did the board ask the EIT for?")
    assert PHONICS in seen.texts
    for number, chat in ((other.id, hana), (mine.id, await world.chat("Sam Partner"))):
        answer = await chat.sends_data({"do": "board_request.show", "request": number})
        assert answer.words == REFUSAL


@pytest.mark.parametrize("forged", ["41", None, True, -1, 10**12, {"id": 1}])
async def test_forged_numbers_are_refused(world: World, forged: object) -> None:
    dan = await world.chat("Dan Deputy")
    for do in ("show", "agree", "decline", "withdraw"):
        answer = await dan.sends_data({"do": f"board_request.{do}", "request": forged, "reason": "x"})
        assert answer.words == REFUSAL or "can't do that" in answer.words, do


# Told and kept.


async def test_those_who_decide_are_told_and_no_longer_once_it_is_settled(world: World, post: Post) -> None:
    found = await asked(world, OAK_BANK, PHONICS)
    row = await post.waiting(OutgoingKind.BOARD_REQUEST, "Dan Deputy")
    notice = await post.notice(row)
    assert PHONICS in notice.texts
    assert "Decide" in notice.buttons
    await (await world.chat("Carol Chief")).sends_data({"do": "board_request.agree", "request": found.id})
    assert await post.untrue(row) == "has gone on since"


async def test_the_week_of_the_deputy_ceo_says_what_waits_for_the_eit(world: World, post: Post) -> None:
    await asked(world, OAK_BANK, PHONICS)
    digest = await post.put(OutgoingKind.DIGEST, "Dan Deputy", "digest:2026-11-23")
    assert "1 request of a Board waits for the EIT." in (await post.notice(digest)).all


async def test_what_a_board_asks_for_is_in_no_audit_and_no_outbox(world: World) -> None:
    found = await asked(world, OAK_BANK, PHONICS)
    dan = await world.chat("Dan Deputy")
    await dan.sends_data({"do": "board_request.decline", "request": found.id, "reason": f"No{MARKED}"})
    async with world.store.transaction() as uow:
        entries = await uow.audit.entries()
        rows = await uow.outbox.recent()
    assert [entry.deed for entry in entries[:2]] == ["board request declined", "board request recorded"]
    assert MARKED not in str(entries) + str(rows)


async def test_minutes_that_are_shared_say_what_the_board_asks(world: World, post: Post) -> None:
    clerk = await world.chat("Gail Governance")
    await clerk.says("minutes of St Anne's board of 19 November")
    await clerk.presses("Next", text="We met.")
    await clerk.presses("File minutes", asks=PHONICS)
    row = await post.waiting(OutgoingKind.MINUTES_SHARED, "Chris Chair")
    assert PHONICS in (await post.notice(row)).texts


async def test_the_offered_sentence_asks_whose_board_and_then_for_what(
    world: World, clerk: Conversation
) -> None:
    await held(world)
    assert "Which school's Board" in (await clerk.says("Record a request of the Board to the EIT")).words
    assert "Support or a review, and what for" in (await clerk.says("Oak Bank")).all
    assert "Recorded." in (await clerk.says(PHONICS)).words


async def test_right_after_its_minutes_the_board_is_known(world: World, clerk: Conversation) -> None:
    await clerk.says("minutes of Oak Bank's board of 19 November")
    await clerk.presses("Next", text="We met.")
    await clerk.presses("File minutes")
    assert "Oak Bank's Progress Board" in (await clerk.says("Record a request of the Board to the EIT")).words
    assert "Recorded." in (await clerk.says(PHONICS)).words
