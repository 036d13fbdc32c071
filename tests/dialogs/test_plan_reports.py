"""The Deputy CEO reports on tailored plans: each month to the CEO, and to Board, team and committee."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from dialogs.wording import REFUSAL
from storage.reconciling_schools import PLANS, reconcile_schools
from strategy.duties import PLAN_REPORTS, DutyKind, DutyState
from strategy.outgoing import OutgoingKind
from strategy.plans import PlanReport, ReportedTo
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.planning import action, reported
from tests.dialogs.post import Post
from tests.dialogs.world import LONGMEAD, MARLOW, NEWCOMER, OAK_BANK, ST_ANDREW, ST_ANNE, World

TODAY = date(2026, 11, 23)
MEMBERS = (OAK_BANK, MARLOW, ST_ANNE, ST_ANDREW, LONGMEAD)


@pytest.fixture
async def dan(world: World) -> Conversation:
    """Dan, who is the Deputy CEO and owes what is due."""
    assert await reconcile_schools(world.store, world.policy, TODAY, PLANS) == 15
    return await world.chat("Dan Deputy")


async def _kept(world: World, number: int = 1) -> PlanReport:
    async with world.store.transaction() as uow:
        found = await uow.plan_reports.get(number)
    assert found is not None
    return found


async def _states(world: World, school: str = OAK_BANK) -> dict[str, DutyState]:
    async with world.store.transaction() as uow:
        stored = await uow.duties.of_schools(PLAN_REPORTS, [school])
    return {entry.duty.about: entry.state for entry in stored}


async def test_every_school_with_a_plan_is_reported_on(world: World, dan: Conversation) -> None:
    assert await reconcile_schools(world.store, world.policy, TODAY, PLANS) == 0
    for school in MEMBERS:
        assert set(await _states(world, school)) >= {"2026-11", "2026-12"}
    assert await _states(world, NEWCOMER) == {}
    assert "2026/27 autumn-2" in await _states(world)
    assert "2026/27 autumn" in await _states(world, MARLOW)
    del dan


async def test_the_reports_that_are_due_have_a_button_each(dan: Conversation) -> None:
    due = await dan.says("Which plan reports are due this month?")
    assert due.words == "5 plan reports are to be filed for November 2026."
    assert json.dumps(due.cards).count('"title": "Report", "verb"') == 5
    assert "Plan report, November 2026" in due.texts
    all_of_them = await dan.says("which plan reports are outstanding?")
    assert "10 plan reports are to be filed. Showing 1 to 8 of 10." in all_of_them.words
    assert "Showing 9 to 10 of 10" in (await dan.says("more")).words
    assert (
        "No plan report is to be filed for October 2026."
        in (await dan.says("Which plans have I not reported for October?")).words
    )


async def test_a_report_is_filed_action_by_action_and_goes_to_the_ceo(
    world: World, dan: Conversation
) -> None:
    one = await action(world)
    form = await dan.says("I need to report November's impact on Oak Bank's tailored plan")
    assert "Plan report: Oak Bank, November 2026" in form.texts
    assert "Head of maths, by Fri 11 Dec" in form.texts
    assert "Once filed it goes to Carol Chief." in form.texts
    entered: dict[str, Any] = {
        f"impact_{one.id}": f"Two observed{MARKED}",
        "overall": f"A good start{MARKED}",
    }
    filed = await dan.presses("File report", **entered)
    assert "Filed: the plan report on Oak Bank, November 2026. It goes to Carol Chief" in filed.texts
    report = await _kept(world)
    assert (report.to, report.period, report.version) == (ReportedTo.CEO, "2026-11", 1)
    assert [each.impact for each in report.text.actions] == [f"Two observed{MARKED}"]
    assert (await _states(world))["2026-11"] is DutyState.FULFILLED
    assert "plan report filed" in await world.deeds()
    assert await reconcile_schools(world.store, world.policy, TODAY, PLANS) == 0
    again = await dan.presses("File report", on=form, **entered)
    assert again.texts == filed.texts
    assert "4 plan reports" in (await dan.says("which plan reports are due this month")).words


async def test_what_was_said_last_of_each_action_stands_there_and_the_whole_is_said_anew(
    world: World, dan: Conversation
) -> None:
    one = await action(world)
    await reported(world, one, period="2026-10")
    form = await dan.says("record actions and impact for the Oak Bank tailored plan")
    assert form.filled_in() == {f"impact_{one.id}": f"Two of six observed{MARKED}"}
    assert f"Last time (October 2026): Leaders are coached{MARKED}" in form.texts
    unsaid = await dan.presses("File report")
    assert "Overall: what was done, and with what impact is still needed." in unsaid.texts
    await dan.presses("File report", overall=f"Nothing new this month{MARKED}")
    assert (await _kept(world, 2)).text.overall == f"Nothing new this month{MARKED}"


async def test_the_report_to_the_board_goes_to_its_members_team_and_committee(
    world: World, dan: Conversation
) -> None:
    await dan.says("report on Marlow's tailored plan to the Progress Board")
    assert dan.last is not None
    assert "Plan report: Marlow, autumn term 2026/27" in dan.last.texts
    done = await dan.presses("File report", overall=f"All well{MARKED}")
    assert "Progress Board, Executive Team and Standards Committee" in done.texts
    async with world.store.transaction() as uow:
        told = {row.recipient for row in await uow.outbox.recent(kind=OutgoingKind.PLAN_REPORT_MAILED)}
        names = {uow.trust.person(person).name for person in told}
    assert {"Carol Chief", "Eve Executive", "Stan Committee"} < names
    assert "Dan Deputy" not in names
    assert (await _states(world, MARLOW))["2026/27 autumn"] is DutyState.FULFILLED


async def test_a_plan_without_actions_can_be_reported_on(world: World, dan: Conversation) -> None:
    form = await dan.says("report on the tailored plan for St Anne's")
    assert "The plan has no action to report on yet." in form.texts
    await dan.presses("File report", overall=f"To be drawn up{MARKED}")
    assert (await _kept(world)).text.actions == ()


async def test_a_report_is_filed_once_for_its_period(world: World, dan: Conversation) -> None:
    await reported(world)
    told = await dan.says("report November on Oak Bank's tailored plan")
    assert "You filed the plan report on Oak Bank, November 2026" in told.words
    assert {"Read it", "Amend"} <= set(told.buttons)


async def test_an_amended_report_goes_out_again_and_the_first_stays(world: World, dan: Conversation) -> None:
    one = await action(world)
    report = await reported(world, one)
    form = await dan.sends_data({"do": "plan.report.amend", "report": report.id, "beside": True})
    assert form.filled_in()["overall"] == f"Leaders are coached{MARKED}"
    done = await dan.presses("File amendment", overall=f"Leaders were coached{MARKED}")
    assert "Amended: the plan report on Oak Bank" in done.texts
    async with world.store.transaction() as uow:
        versions = await uow.plan_reports.versions(report.id)
        rows = await uow.outbox.recent(kind=OutgoingKind.PLAN_REPORT_MAILED)
    assert [each.text.overall for each in versions] == [
        f"Leaders are coached{MARKED}",
        f"Leaders were coached{MARKED}",
    ]
    assert {row.subject for row in rows} == {"plan_report:1:1", "plan_report:1:2"}


@pytest.mark.parametrize(
    ("name", "monthly", "bodies"),
    [
        ("Carol Chief", True, True),
        ("Lena Lead", True, True),
        ("Hana Head", False, True),
        ("Sam Partner", False, True),
        ("Eve Executive", False, True),
        ("Stan Committee", False, True),
        ("Sue Partner", False, False),
        ("Tina Trustee", False, False),
        ("Gail Governance", False, False),
    ],
)
async def test_who_may_read_which_report(
    world: World, dan: Conversation, name: str, monthly: bool, bodies: bool
) -> None:
    del dan
    one = await action(world)
    first = await reported(world, one)
    second = await reported(world, one, to=ReportedTo.BODIES, period="2026/27 autumn-2")
    chat = await world.chat(name)
    for report, may in ((first, monthly), (second, bodies)):
        answer = await chat.sends_data({"do": "plan.report.show", "report": report.id, "beside": True})
        assert ("Two of six observed" in answer.texts) is may, report.to
        assert (REFUSAL in answer.all) is not may
        assert "Amend" not in answer.buttons


async def test_the_last_report_is_asked_for_in_words(world: World, dan: Conversation) -> None:
    del dan
    await reported(world)
    carol = await world.chat("Carol Chief")
    read = await carol.says("show me the last plan report on Oak Bank")
    assert f"Leaders are coached{MARKED}" in read.texts
    assert "plan report read" in await world.deeds()


@pytest.mark.parametrize("name", ["Carol Chief", "Lena Lead", "Sam Partner", "Hana Head", "Eve Executive"])
async def test_only_the_deputy_ceo_reports(world: World, dan: Conversation, name: str) -> None:
    del dan
    chat = await world.chat(name)
    assert (await chat.says("report November's impact on Oak Bank's tailored plan")).words == REFUSAL


async def test_a_month_to_come_cannot_be_reported_on(dan: Conversation) -> None:
    told = await dan.sends_data(
        {"do": "plan.report.start", "school": OAK_BANK, "to": "monthly", "period": "2027-03"}
    )
    assert "cannot be written" in told.words
    odd = await dan.sends_data(
        {"do": "plan.report.start", "school": OAK_BANK, "to": "monthly", "period": "x:y"}
    )
    assert "cannot be written" in odd.words


async def test_what_is_owed_leads_to_the_form_and_is_seen_by_few(world: World, dan: Conversation) -> None:
    owed = await dan.says("What do I owe?")
    assert "Plan report, November 2026" in owed.texts
    form = await dan.says("1")
    assert "Here is the form for your plan report on" in form.words
    head = await (await world.chat("Hana Head")).says("Deadlines for my school this half term")
    assert "Plan report" not in head.texts
    assert DutyKind.PLAN_REPORT in PLAN_REPORTS


async def test_it_comes_by_mail_with_a_document_and_as_a_card(world: World, post: Post) -> None:
    one = await action(world)
    report = await reported(world, one)
    card = await post.notice(await post.waiting(OutgoingKind.PLAN_REPORT_CARD, "Carol Chief"))
    assert f"Leaders are coached{MARKED}" in card.texts
    mail = await post.letter(await post.waiting(OutgoingKind.PLAN_REPORT_MAILED, "Carol Chief"))
    assert mail.subject == "Plan report: Oak Bank, November 2026"
    [document] = mail.documents
    assert "Two of six observed" in document.content.decode()
    assert "Leaders" not in mail.text
    other = await post.put(OutgoingKind.PLAN_REPORT_CARD, "Hana Head", report.key)
    assert await post.untrue(other) == "may not read it any more"
