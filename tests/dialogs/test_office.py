"""Reports that are put off, excused and handed on: by the buttons of their page, and in words."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL, REFUSAL_TO_DO
from storage.reconciling import reconcile_visits
from storage.tables import visits as visits_table
from strategy.duties import DutyState, StoredDuty
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports import DutyChange, DutyQuery, Outgoing
from strategy.visits import Visit
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_filing_by_card import TYPED
from tests.dialogs.world import MARLOW, OAK_BANK, World

_ALL = Scope(everything=True)
WEDNESDAY = date(2026, 11, 18)
DUE = date(2026, 11, 23)
FRIDAY = "2026-12-04"


@pytest.fixture
async def visit(world: World) -> Visit:
    """Sam's visit to Oak Bank, whose report is due today."""
    [visit] = await world.diary("Sam Partner", OAK_BANK, WEDNESDAY)
    return visit


async def duty_of(world: World, visit: Visit) -> StoredDuty:
    async with world.store.transaction() as uow:
        [duty] = await uow.duties.of_visits([visit.id])
    return duty


async def changes_of(world: World, visit: Visit) -> list[DutyChange]:
    duty = await duty_of(world, visit)
    async with world.store.transaction() as uow:
        return await uow.duty_changes.of_duty(duty.id)


async def told(world: World) -> list[Outgoing]:
    async with world.store.transaction() as uow:
        return (await uow.outbox.recent(kind=OutgoingKind.DUTY_CHANGED))[::-1]


async def opens(who: Conversation, visit: Visit) -> Answer:
    return await who.sends_data({"do": "visit.show", "visit": visit.id})


async def gives(world: World, visit: Visit, to: str, who: str = "Dan Deputy") -> Answer:
    chat = (await world.chat(who)).elsewhere(Place.PERSONAL)
    await opens(chat, visit)
    await chat.presses("Give to somebody else")
    return await chat.presses("Give it to them", to=to, reason="to share the work")


async def fills_in(who: Conversation, visit: Visit) -> None:
    """Fill in the form of a visit's report as far as its last part."""
    await who.sends_data({"do": "report.start", "visit": visit.id})
    await who.presses("Next", purpose=TYPED["purpose"])
    await who.presses("Next", activities=TYPED["activities"])


async def writes(who: Conversation, visit: Visit) -> Answer:
    """Fill in the form of a visit's report and file it."""
    await fills_in(who, visit)
    return await files(who)


async def files(who: Conversation) -> Answer:
    return await who.presses(
        "File report", outcomes=TYPED["outcomes"], recommendations=TYPED["recommendations"]
    )


async def test_the_deputy_gives_somebody_more_time(world: World, deputy: Conversation, visit: Visit) -> None:
    await opens(deputy, visit)
    asked = await deputy.presses("Extend")
    assert set(asked.inputs) == {"day", "reason"}
    done = await deputy.presses("Extend", day=FRIDAY, reason=f"Sam was called away{MARKED}")
    assert "Oak Bank, visit of Wed 18 Nov: now due Fri 4 December 2026. Sam is told." in done.texts
    duty = await duty_of(world, visit)
    assert (duty.duty.due_on, duty.duty.extended_to) == (date(2026, 12, 4), date(2026, 12, 4))
    [change] = await changes_of(world, visit)
    assert change.reason == f"Sam was called away{MARKED}"
    [row] = await told(world)
    assert (row.recipient, row.subject) == (await world.person("Sam Partner"), f"duty_change:{change.id}")
    page = await deputy.presses("Open it")
    assert (
        "Extended from Mon 23 November 2026 to Fri 4 December 2026 by Dan Deputy "
        f"(Sam was called away{MARKED})" in page.texts
    )
    async with world.store.transaction() as uow:
        [entry, *_] = await uow.audit.entries()
    assert (entry.deed, entry.subject) == ("duty extended", f"duty:{duty.id}")
    assert entry.details["to_day"] == FRIDAY
    assert MARKED not in str(entry)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-12-05", "Sat 5 December is not a working day (Saturday); the next is Mon 7 December."),
        ("2026-11-23", "It is due Mon 23 November 2026 as it is; please give a later day."),
        ("2026-11-20", "please give a later day"),
        ("2026-12-22", "at the latest it can be Mon 21 December 2026"),
        ("9999-12-31", "Please give it like 4 December 2026"),
        ("soon", "Please give it like 4 December 2026"),
        (None, "Please give the day until which it may be filed."),
    ],
)
async def test_a_day_that_cannot_be_is_said_at_its_field_and_nothing_changes(
    world: World, deputy: Conversation, visit: Visit, day: str | None, why: str
) -> None:
    await opens(deputy, visit)
    await deputy.presses("Extend")
    again = await deputy.presses("Extend", day=day, reason="he was ill")
    assert why in again.texts
    assert again.filled_in()["reason"] == "he was ill"
    assert (await duty_of(world, visit)).duty.due_on == DUE
    done = await deputy.presses("Extend", day=FRIDAY)
    assert "now due Fri 4 December 2026" in done.texts


@pytest.mark.parametrize("deed", ["Extend", "Excuse", "Give to somebody else"])
@pytest.mark.parametrize("reason", [None, "   ", "yes", "x" * 501])
async def test_without_a_reason_nothing_is_changed(
    world: World, deputy: Conversation, visit: Visit, deed: str, reason: str | None
) -> None:
    await opens(deputy, visit)
    await deputy.presses(deed)
    does = "Give it to them" if deed.startswith("Give") else deed
    again = await deputy.presses(does, day=FRIDAY, to="Sue Partner", reason=reason)
    assert "reason" in again.texts
    assert await changes_of(world, visit) == []
    assert await told(world) == []


async def test_who_is_excused_owes_nothing_and_is_told(
    world: World, deputy: Conversation, sip: Conversation, visit: Visit
) -> None:
    await opens(deputy, visit)
    asked = await deputy.presses("Excuse")
    assert "If you excuse Sam Partner, it is not owed any more." in asked.texts
    done = await deputy.presses("Excuse", reason="the visit was cut short")
    assert "Sam Partner is excused, and no report is owed. Sam is told." in done.texts
    assert (await duty_of(world, visit)).state is DutyState.EXCUSED
    assert (await sip.says("what do I owe?")).words.startswith("You owe no reports")
    page = await opens(sip, visit)
    assert "Excused, so none is owed" in page.texts
    assert "Sam Partner was excused by Dan Deputy (the visit was cut short)" in page.texts
    again = await opens(deputy, visit)
    assert "Extend" not in again.buttons


async def test_a_report_that_comes_all_the_same_is_taken(
    world: World, deputy: Conversation, sip: Conversation, visit: Visit
) -> None:
    await deputy.says("excuse Sam from the Oak Bank report, the visit was cut short")
    assert (await duty_of(world, visit)).state is DutyState.EXCUSED
    assert "Report filed: Oak Bank" in (await writes(sip, visit)).texts
    assert (await duty_of(world, visit)).state is DutyState.FULFILLED


async def test_whoever_is_given_a_report_files_it_in_the_capacity_of_the_visit(
    world: World, visit: Visit
) -> None:
    done = await gives(world, visit, "Lena Lead")
    assert "Lena Lead owes the report now, due Mon 23 November 2026. Sam and Lena are told." in done.texts
    assert {row.recipient for row in await told(world)} == {
        await world.person("Sam Partner"),
        await world.person("Lena Lead"),
    }
    lena = await world.chat("Lena Lead")
    listed = await lena.says("what do I owe?")
    page = await lena.presses("Oak Bank", on=listed)
    assert "from Lena Lead" in page.texts
    form = await lena.presses("Write the report")
    assert "School Improvement Partner" in form.texts
    receipt = await writes(lena, visit)
    assert "Report filed: Oak Bank" in receipt.texts
    [report] = await world.filed()
    assert (report.author, report.capacity) == (await world.person("Lena Lead"), Capacity.SIP)
    assert (report.visit, report.due_on) == (visit.id, DUE)
    # A SIP's report goes to the Lead SIP too; nobody is sent their own.
    async with world.store.transaction() as uow:
        sent = {row.recipient for row in await uow.outbox.about([f"report:{report.id}"])}
    assert await world.person("Lena Lead") not in sent
    assert await world.person("Hana Head") in sent
    assert (await duty_of(world, visit)).state is DutyState.FULFILLED
    assert (await lena.says("what do I owe?")).words.startswith("You owe no reports")


async def test_somebody_without_standing_at_the_school_writes_what_was_given_to_them(
    world: World, visit: Visit
) -> None:
    sue = await world.chat("Sue Partner")
    assert (await opens(sue, visit)).words == REFUSAL
    await gives(world, visit, "Sue Partner")
    listed = await sue.says("what do I owe?")
    page = await sue.presses("Oak Bank", on=listed)
    assert "Visit to Oak Bank" in page.texts
    await sue.presses("Write the report")
    assert "Report filed: Oak Bank" in (await writes(sue, visit)).texts
    [report] = await world.filed()
    assert report.author == await world.person("Sue Partner")
    assert (await sue.says("overdue for Oak Bank")).words == REFUSAL


async def test_a_report_given_on_in_words_can_be_begun_in_words(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    await deputy.says("give Sam's Oak Bank report to Sue Partner because he is ill")
    assert (await duty_of(world, visit)).duty.owner == await world.person("Sue Partner")
    sue = await world.chat("Sue Partner", Place.TERMINAL)
    begun = await sue.says("file a report")
    assert begun.words.startswith("Your report on Oak Bank, Wed 18 November 2026")


async def test_a_report_is_given_twice_and_comes_back(world: World, sip: Conversation, visit: Visit) -> None:
    await gives(world, visit, "Sue Partner")
    await gives(world, visit, "Ada Adviser", who="Lena Lead")
    sue = await world.chat("Sue Partner")
    gone = await sue.sends_data({"do": "report.start", "visit": visit.id})
    assert gone.words == "That report isn't yours to write any more."
    assert (await opens(sue, visit)).words == REFUSAL
    await gives(world, visit, "Sam Partner")
    duty = await duty_of(world, visit)
    assert (duty.duty.owner, duty.duty.origin) == (await world.person("Sam Partner"), None)
    assert [change.to_person for change in await changes_of(world, visit)] == [
        await world.person(name) for name in ("Sue Partner", "Ada Adviser", "Sam Partner")
    ]
    assert "Report filed: Oak Bank" in (await writes(sip, visit)).texts
    assert (await duty_of(world, visit)).state is DutyState.FULFILLED


async def test_who_went_may_still_file_what_was_given_away_and_the_other_is_told_so(
    world: World, sip: Conversation, visit: Visit
) -> None:
    await gives(world, visit, "Sue Partner")
    sue = await world.chat("Sue Partner")
    await sue.sends_data({"do": "report.start", "visit": visit.id})
    page = await opens(sip, visit)
    assert "from Sue Partner" in page.texts
    assert "Write the report" not in page.buttons
    assert "Report filed: Oak Bank" in (await writes(sip, visit)).texts
    duty = await duty_of(world, visit)
    assert (duty.state, duty.duty.owner) == (DutyState.FULFILLED, await world.person("Sam Partner"))
    assert len(await world.filed()) == 1
    sue_again = await sue.sends_data({"do": "report.start", "visit": visit.id})
    assert sue_again.words == "That report isn't yours to write any more."
    listed = await sip.says("reports I have filed")
    assert listed.words.startswith("1 report")


async def test_who_comes_second_is_told_who_filed_it(world: World, sip: Conversation, visit: Visit) -> None:
    await gives(world, visit, "Sue Partner")
    await fills_in(sip, visit)
    assert "Report filed: Oak Bank" in (await writes(await world.chat("Sue Partner"), visit)).texts
    second = await files(sip)
    assert "Sue Partner filed the report on Oak Bank" in second.texts
    assert "Read it" not in second.buttons
    assert len(await world.filed()) == 1


async def test_two_visits_of_one_day_are_not_mixed_up(world: World, visit: Visit) -> None:
    [ada] = await world.diary(
        "Ada Adviser", OAK_BANK, WEDNESDAY, capacity=Capacity.SCHOOL_IMPROVEMENT_ADVISER
    )
    await gives(world, ada, "Sam Partner")
    sam = await world.chat("Sam Partner")
    for one in (visit, ada):
        assert "Report filed: Oak Bank" in (await writes(sam, one)).texts
    assert {(report.visit, report.capacity) for report in await world.filed()} == {
        (visit.id, Capacity.SIP),
        (ada.id, Capacity.SCHOOL_IMPROVEMENT_ADVISER),
    }


async def test_a_cancelled_visit_asks_nobody_for_its_report(world: World, visit: Visit) -> None:
    await gives(world, visit, "Sue Partner")
    await moves(world, visit, cancelled_on=DUE)
    assert (await duty_of(world, visit)).state is DutyState.VOID
    sue = await world.chat("Sue Partner")
    asked = await sue.sends_data({"do": "report.start", "visit": visit.id})
    assert asked.words == "That visit was cancelled, so no report on it is owed."
    assert (await sue.says("what do I owe?")).words.startswith("You owe no reports")


@pytest.mark.parametrize(
    ("day", "due"), [(date(2026, 11, 20), date(2026, 12, 4)), (date(2026, 12, 8), date(2026, 12, 11))]
)
async def test_more_time_stays_when_the_visit_moves_unless_it_is_due_later_anyway(
    world: World, deputy: Conversation, visit: Visit, day: date, due: date
) -> None:
    await deputy.says("extend Sam's Oak Bank report to 4 December because he is ill")
    await gives(world, visit, "Sue Partner")
    await moves(world, visit, starts=day, ends=day)
    duty = (await duty_of(world, visit)).duty
    assert (duty.due_on, duty.about_on) == (due, day)
    assert duty.owner == await world.person("Sue Partner")


async def moves(world: World, visit: Visit, **values: date) -> None:
    """The diary changes, and the duty follows it."""
    async with world.store.transaction() as uow:
        await uow.connection.execute(
            visits_table.update().where(visits_table.c.id == visit.id).values(**values)
        )
        moved = await uow.visits.get(visit.id)
        assert moved is not None
        await reconcile_visits(uow, world.policy, [moved])


async def test_a_half_termly_report_is_given_to_somebody_else_who_files_it(
    world: World, deputy: Conversation
) -> None:
    ted = await world.person("Ted Teacher")
    async with world.store.transaction() as uow:
        [first, _] = [d for each in uow.trust.deployments for d in await uow.duties.of_deployments([each.id])]
    assert first.duty.owner == ted
    shown = await deputy.sends_data({"do": "half_term.show", "duty": first.id})
    assert "Extend" in shown.buttons
    await deputy.presses("Give to somebody else")
    await deputy.presses("Give it to them", to="Ada Adviser", reason="Ted has left early")
    page = await deputy.presses("Open it")
    assert (
        "Given to Ada Adviser, in the place of Ted Teacher, by Dan Deputy (Ted has left early)" in page.texts
    )
    ada = await world.chat("Ada Adviser")
    await ada.says("what do I owe?")
    await ada.presses("Oak Bank")
    await ada.presses("Next", purpose=TYPED["purpose"])
    await ada.presses("Next", activities=TYPED["activities"])
    done = await ada.presses(
        "File report", outcomes=TYPED["outcomes"], recommendations=TYPED["recommendations"]
    )
    assert "Report filed: Oak Bank" in done.texts
    [report] = await world.filed()
    assert (report.author, report.capacity) == (await world.person("Ada Adviser"), Capacity.TEAM_MEMBER)
    gone = await (await world.chat("Ted Teacher")).sends_data({"do": "half_term.start", "duty": first.id})
    assert "isn't yours to write" in gone.words


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Hana Head", "is the school's headteacher"),
        ("Mo Head", "doesn't write reports"),
        ("Tina Trustee", "doesn't write reports"),
        ("Carol Chief", "doesn't write reports"),
        ("Sam Partner", "owes it already"),
        ("Zebedee", "I don't know anybody of that name"),
        ("Partner", "Which one do you mean: Sam Partner or Sue Partner?"),
        (None, "Please give a name."),
    ],
)
async def test_a_report_is_given_only_to_those_who_write_reports(
    world: World, deputy: Conversation, visit: Visit, name: str | None, why: str
) -> None:
    await opens(deputy, visit)
    await deputy.presses("Give to somebody else")
    again = await deputy.presses("Give it to them", to=name, reason="to share the work")
    assert why in again.texts
    assert await changes_of(world, visit) == []


async def test_nobody_decides_about_their_own_report(world: World) -> None:
    [visit] = await world.diary("Lena Lead", OAK_BANK, WEDNESDAY, capacity=Capacity.LEAD_SIP)
    lena = await world.chat("Lena Lead")
    page = await opens(lena, visit)
    assert not {"Extend", "Excuse", "Give to somebody else"} & set(page.buttons)
    duty = await duty_of(world, visit)
    for do, entered in DOES.items():
        answer = await lena.sends_data({"do": do, "duty": duty.id, **entered})
        assert answer.words == (
            "That one is your own, and nobody decides about their own: please ask Dan Deputy."
        )
    in_words = await lena.says("excuse Lena Lead from the Oak Bank report because I am busy")
    assert "please ask Dan Deputy" in in_words.words
    assert await changes_of(world, visit) == []
    await gives(world, visit, "Ada Adviser")
    assert (await duty_of(world, visit)).duty.owner == await world.person("Ada Adviser")


DOES = {
    "duty.extend": {"day": FRIDAY, "reason": "because"},
    "duty.extend.ask": {},
    "duty.excuse": {"reason": "because"},
    "duty.excuse.ask": {},
    "duty.reassign": {"to": "Sue Partner", "reason": "because"},
    "duty.reassign.ask": {},
}
EVERYBODY_ELSE = (
    "Carol Chief",
    "Sam Partner",
    "Sue Partner",
    "Ada Adviser",
    "Ted Teacher",
    "Sal Specialist",
    "Hana Head",
    "Mo Head",
    "Chris Chair",
    "Lee Leader",
    "Tina Trustee",
    "Adam Admin",
    "Gail Governance",
    "Dora Data",
    "Eve Executive",
    "Stan Committee",
)


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
async def test_nobody_else_changes_what_is_owed(world: World, visit: Visit, name: str) -> None:
    who = await world.chat(name)
    duty = await duty_of(world, visit)
    for number in (duty.id, 99_999):
        for do, entered in DOES.items():
            answer = await who.sends_data({"do": do, "duty": number, **entered})
            assert answer.words == REFUSAL_TO_DO, do
    for sentence in (
        "extend Sam's Oak Bank report to 4 December because he is ill",
        "excuse Sam from the Oak Bank report because he is ill",
        "give Sam's Oak Bank report to Ada because he is ill",
    ):
        assert (await who.says(sentence)).words == REFUSAL_TO_DO
    page = await opens(who, visit)
    assert not {"Extend", "Excuse", "Give to somebody else"} & set(page.buttons)
    assert await duty_of(world, visit) == duty
    assert await changes_of(world, visit) == []
    assert await told(world) == []


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("Dan Deputy", "with its reason"),
        ("Lena Lead", "with its reason"),
        ("Sam Partner", "with its reason"),
        ("Sue Partner", "with its reason"),
        ("Carol Chief", "without"),
        ("Ada Adviser", "without"),
        ("Hana Head", "without"),
        ("Sal Specialist", "nothing"),
        ("Ted Teacher", "nothing"),
    ],
)
async def test_the_history_is_told_and_its_reason_to_those_it_concerns(
    world: World, deputy: Conversation, visit: Visit, name: str, sees: str
) -> None:
    await deputy.says(f"give Sam's Oak Bank report to Sue Partner because Sam is ill{MARKED}")
    page = await opens(await world.chat(name), visit)
    assert ("Given to Sue Partner" in page.texts) is (sees != "nothing")
    assert (f"Sam is ill{MARKED}" in page.texts) is (sees == "with its reason")


async def test_a_later_owner_is_not_told_why_the_earlier_one_had_more_time(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    await deputy.says("extend Sam's Oak Bank report to 4 December because he is ill")
    await gives(world, visit, "Sue Partner")
    page = await opens(await world.chat("Sue Partner"), visit)
    assert "Extended from Mon 23 November 2026" in page.texts
    assert "he is ill" not in page.texts


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.TERMINAL])
async def test_what_is_missing_in_a_sentence_is_asked_for(world: World, visit: Visit, place: Place) -> None:
    dan = await world.chat("Dan Deputy", place)
    asked = await dan.says("extend Sam's Oak Bank report")
    assert "Oak Bank, visit of Wed 18 Nov: Sam Partner owes the report" in asked.words
    assert "Which day" not in asked.words
    again = await dan.says("the moon")
    assert "I couldn't read that as a day" in again.words
    asked = await dan.says("Friday 4 December")
    assert await changes_of(world, visit) == []
    done = await dan.says("he was called away")
    assert done.words == "Oak Bank, visit of Wed 18 Nov: now due Fri 4 December 2026. Sam is told."
    [change] = await changes_of(world, visit)
    assert change.reason == "he was called away"


async def test_by_so_much_longer_is_counted_from_the_day_it_is_due(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    done = await deputy.says("extend Sam's Oak Bank report by two working days, he was called away")
    assert "now due Wed 25 November 2026" in done.words
    done = await deputy.says("extend Sam's Oak Bank report by a week, he is ill")
    assert "now due Wed 2 December 2026" in done.words
    assert len(await changes_of(world, visit)) == 2


@pytest.mark.parametrize("word", ["cancel", "no", "leave it"])
async def test_cancel_leaves_it_as_it_is(world: World, deputy: Conversation, visit: Visit, word: str) -> None:
    await deputy.says("excuse Sam from the Oak Bank report")
    assert (await deputy.says(word)).words == "All right, nothing has been changed."
    assert (await deputy.says("he is ill")).words != ""
    assert await changes_of(world, visit) == []


async def test_another_question_in_between_is_no_reason(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    await deputy.says("excuse Sam from the Oak Bank report")
    answer = await deputy.says("which reports are overdue?")
    assert "overdue" in answer.words
    assert await changes_of(world, visit) == []


@pytest.mark.parametrize("place", [Place.PERSONAL, Place.TERMINAL])
async def test_where_several_reports_fit_it_is_asked_which(world: World, visit: Visit, place: Place) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 10))
    dan = await world.chat("Dan Deputy", place)
    asked = await dan.says("extend Sam's Oak Bank report to 4 December because he is ill")
    assert asked.words.startswith("Which one do you mean?")
    which = await dan.says("2")
    assert "visit of Wed 18 Nov" in which.words
    done = await dan.says("he is ill")
    assert done.words == "Oak Bank, visit of Wed 18 Nov: now due Fri 4 December 2026. Sam is told."
    assert (await duty_of(world, visit)).duty.extended_to == date(2026, 12, 4)


async def test_a_report_that_can_be_written_is_meant_before_one_to_come(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    [planned] = await world.diary("Sam Partner", OAK_BANK, date(2026, 12, 2))
    await deputy.says("excuse Sam from the Oak Bank report, he is ill")
    assert (await duty_of(world, visit)).state is DutyState.EXCUSED
    assert (await duty_of(world, planned)).state is DutyState.OPEN
    await deputy.says("excuse Sam from the Oak Bank report, he is ill")
    assert (await duty_of(world, planned)).state is DutyState.EXCUSED
    none = await deputy.says("excuse Sam from the Oak Bank report, he is ill")
    assert none.words == "Sam Partner owes no report on Oak Bank."


async def test_of_the_report_that_is_open_it_is_enough_to_say_it(world: World, visit: Visit) -> None:
    dan = await world.chat("Dan Deputy", Place.TERMINAL)
    assert 'say "extend it"' in (await opens(dan, visit)).words
    done = await dan.says("extend it to 4 December because he is ill")
    assert "now due Fri 4 December 2026" in done.words
    asked = await dan.says("give it to Sue Partner")
    assert "What is the reason?" in asked.words
    assert "Sue Partner owes the report now" in (await dan.says("he is still ill")).words
    await dan.says("which reports are overdue?")
    assert "Oak Bank" not in (await dan.says("excuse it because he is ill")).words
    assert (await duty_of(world, visit)).state is DutyState.OPEN


async def test_whoever_decides_on_what_has_changed_is_told_what_is_true(
    world: World, deputy: Conversation, visit: Visit
) -> None:
    lena = await world.chat("Lena Lead")
    for who in (deputy, lena):
        await opens(who, visit)
        await who.presses("Excuse" if who is lena else "Extend")
    await deputy.presses("Extend", day=FRIDAY, reason="he is ill")
    late = await lena.presses("Excuse", reason="the visit was cut short")
    assert (
        "That has changed meanwhile. Oak Bank, visit of Wed 18 Nov: Sam Partner owes the report, due Fri "
        "4 December 2026. Extended from Mon 23 November 2026 to Fri 4 December 2026 by Dan Deputy."
        in late.texts
    )
    assert len(await changes_of(world, visit)) == 1
    await lena.presses("Open it")
    await lena.presses("Excuse")
    assert "is excused" in (await lena.presses("Excuse", reason="the visit was cut short")).texts


async def test_what_is_filed_cannot_be_changed_any_more(
    world: World, deputy: Conversation, sip: Conversation, visit: Visit
) -> None:
    await opens(deputy, visit)
    await deputy.presses("Excuse")
    await writes(sip, visit)
    late = await deputy.presses("Excuse", reason="the visit was cut short")
    assert "the report has been filed, on Mon 23 November 2026 at 09:00." in late.texts
    assert (await duty_of(world, visit)).state is DutyState.FULFILLED
    assert await told(world) == []


async def test_in_a_group_it_is_decided_in_ones_own_chat(world: World, visit: Visit) -> None:
    dan = await world.chat("Dan Deputy", Place.GROUP)
    answer = await dan.says("excuse Sam from the Oak Bank report because he is ill")
    assert [message.text for message in answer.reply.privately] == [
        "Oak Bank, visit of Wed 18 Nov: Sam Partner is excused, and no report is owed. Sam is told."
    ]
    assert "Sam" not in answer.reply.messages[0].text


async def test_where_the_bot_only_reads_nothing_is_decided(world: World, visit: Visit) -> None:
    dan = await world.chat("Dan Deputy")
    dan.read_only = True
    assert "Extend" not in (await opens(dan, visit)).buttons
    duty = await duty_of(world, visit)
    for do, entered in DOES.items():
        assert "only answer questions" in (await dan.sends_data({"do": do, "duty": duty.id, **entered})).words
    said = await dan.says("excuse Sam from the Oak Bank report because he is ill")
    assert "only answer questions" in said.words
    assert await duty_of(world, visit) == duty


async def test_who_has_left_is_not_given_a_report(world: World, deputy: Conversation, visit: Visit) -> None:
    duty = await duty_of(world, visit)
    answer = await deputy.sends_data(
        {"do": "duty.reassign", "duty": duty.id, "to": 99_999, "reason": "to share the work"}
    )
    assert "I don't have that person in the directory." in answer.texts
    assert await duty_of(world, visit) == duty


async def test_a_wish_without_a_report_in_it_is_asked_about(world: World, deputy: Conversation) -> None:
    await world.diary("Sue Partner", MARLOW, WEDNESDAY)
    answer = await deputy.says("extend the report to Friday")
    assert answer.words.startswith("Whose report do you mean, and on which school?")
    async with world.store.transaction() as uow:
        [row] = (await uow.duties.page(DutyQuery(schools=frozenset({MARLOW})), _ALL)).items
    assert row.due_on == DUE


@pytest.mark.parametrize("do", DOES)
@pytest.mark.parametrize(
    "junk",
    [
        {"duty": None},
        {"duty": True},
        {"duty": 10**40},
        {"duty": "1; drop"},
        {"duty": {"a": 1}},
        {"seen": 10**40},
        {"seen": []},
        {"day": 10**40, "to": 10**40, "reason": 10**40},
        {"day": ["2026-12-04"], "to": {"a": 1}, "reason": ["he is ill"]},
        {"day": "T00:00", "to": True, "reason": "he is ill"},
        {"day": "0001-01-01", "to": "\u0000", "reason": "he is ill"},
        {"day": "x" * 50_000, "to": "\U0001f600" * 50_000, "reason": "\U0001f600" * 50_000},
    ],
    ids=lambda junk: str(junk)[:40],
)
async def test_whatever_a_button_brings_gets_a_plain_answer_and_changes_nothing(
    world: World, deputy: Conversation, visit: Visit, do: str, junk: dict[str, object]
) -> None:
    duty = await duty_of(world, visit)
    answer = await deputy.sends_data({"do": do, "duty": duty.id, **junk})
    assert answer.words or answer.texts
    assert await changes_of(world, visit) == [] or do == "duty.excuse"
    assert (await duty_of(world, visit)).duty == duty.duty


async def test_a_page_with_much_history_stays_small(world: World, deputy: Conversation, visit: Visit) -> None:
    for number, name in enumerate(["Sue Partner", "Ada Adviser"] * 4):
        await opens(deputy, visit)
        await deputy.presses("Give to somebody else")
        await deputy.presses("Give it to them", to=name, reason=f"{number}" + "\U0001f600" * 499)
    await deputy.says("Ada is off sick until Friday because of " + "\U0001f600" * 200)
    page = await opens(deputy, visit)
    assert page.texts.count("Given to") == 4
    assert "(7\U0001f600" in page.texts
    assert "(3\U0001f600" not in page.texts
