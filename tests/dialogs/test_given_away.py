"""Reports that are given to somebody else, who writes them."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from storage.reconciling import reconcile_visits
from storage.tables import visits as visits_table
from strategy.duties import DutyState
from strategy.people import Capacity
from strategy.visits import Visit
from tests.dialogs.conversation import Conversation
from tests.dialogs.decisions import (
    DUE,
    WEDNESDAY,
    changes_of,
    duty_of,
    files,
    fills_in,
    gives,
    opens,
    told,
    writes,
)
from tests.dialogs.test_filing_by_card import TYPED
from tests.dialogs.world import OAK_BANK, World


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
        sent = {row.recipient for row in await uow.outbox.about([f"report:{report.id}:1"])}
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


async def test_who_has_left_is_not_given_a_report(world: World, deputy: Conversation, visit: Visit) -> None:
    duty = await duty_of(world, visit)
    answer = await deputy.sends_data(
        {"do": "duty.reassign", "duty": duty.id, "to": 99_999, "reason": "to share the work"}
    )
    assert "I don't have that person in the directory." in answer.texts
    assert await duty_of(world, visit) == duty
