"""A report is withdrawn: access ends, those who were sent it are told, and its author has the text back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL
from strategy.duties import DutyState, StoredDuty
from strategy.ports import ChangeKind, DutyChange, OutgoingState
from strategy.visits import Visit, VisitStatus
from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.sent import settle, told
from tests.dialogs.test_filing_by_card import TYPED, file, fill_in
from tests.dialogs.test_reading_and_amending import amend
from tests.dialogs.world import OAK_BANK, World

FRIDAY = date(2026, 11, 20)
GONE = "That report was withdrawn on Mon 23 November 2026, so nobody can read it any more."
WHY = f"wrong *school*{MARKED}"


@pytest.fixture
async def in_diary(world: World, sip: Conversation) -> int:
    """Sam has filed the report on Oak Bank of Friday, a visit of the diary; its id."""
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await file(sip)
    return (await world.filed())[0].id


@pytest.fixture
async def not_in_diary(world: World, sip: Conversation) -> int:
    """Sam has filed a report on Oak Bank of which the diary knew nothing; its id."""
    await sip.says("file a report for Oak Bank, Friday's visit")
    await file(sip)
    return (await world.filed())[0].id


async def withdraw(who: Conversation, report: int, why: str = WHY) -> Answer:
    await who.sends_data({"do": "report.show", "report": report})
    await who.presses("Withdraw")
    return await who.presses("Withdraw it", reason=why)


async def stands(world: World, report: int) -> tuple[Visit, list[StoredDuty]]:
    """The visit that a withdrawn report was of, and its duties."""
    async with world.store.transaction() as uow:
        found = await uow.reports.withdrawal(report)
        assert found is not None
        assert found[1].visit is not None
        visit = await uow.visits.get(found[1].visit)
        assert visit is not None
        return visit, await uow.duties.of_visits([visit.id])


async def test_its_author_withdraws_a_report_with_a_reason(
    world: World, in_diary: int, sip: Conversation
) -> None:
    await sip.says("show me my report on Oak Bank")
    asked = await sip.presses("Withdraw")
    assert asked.reply.replacement is not None, "what is withdrawn does not stay to be read"
    assert (
        "Withdraw your report on Oak Bank, Fri 20 November 2026? Nobody can read it any more then"
        in asked.texts
    )
    assert await world.filed() != []
    done = await sip.presses("Withdraw it", reason=WHY)
    assert "Withdrawn: your report on Oak Bank, Fri 20 November 2026." in done.texts
    assert "Dan Deputy, Lena Lead and Hana Head will be told." in done.texts
    assert "That report is owed again, by Wed 25 November 2026." in done.texts
    assert await world.filed() == []
    assert (await world.deeds())[0] == "report withdrawn"
    async with world.store.transaction() as uow:
        found = await uow.reports.withdrawal(in_diary)
        assert found is not None
        assert found[1].reason == WHY


async def test_it_can_be_kept_after_all(world: World, in_diary: int, sip: Conversation) -> None:
    await sip.says("show me my report on Oak Bank")
    await sip.presses("Withdraw")
    assert "Calm classrooms" in (await sip.presses("Keep it")).texts
    assert len(await world.filed()) == 1


@pytest.mark.parametrize("why", [None, "  ", "x" * 1_001])
async def test_without_a_reason_that_can_be_kept_it_stands(
    world: World, in_diary: int, sip: Conversation, why: str | None
) -> None:
    await sip.says("show me my report on Oak Bank")
    asked = await sip.presses("Withdraw")
    refused = await sip.presses("Withdraw it", reason=why)
    assert "stands until then" in refused.words
    assert refused.reply.replacement is None, "what was typed stays in the card"
    assert len(await world.filed()) == 1
    await sip.presses("Withdraw it", on=asked, reason="x" * 1_000)
    assert await world.filed() == []


async def test_access_ends_at_once_for_everybody(
    world: World, in_diary: int, sip: Conversation, head: Conversation, deputy: Conversation
) -> None:
    await amend(sip, outcomes="Calmer classrooms")
    shown = {who.name: await who.says("show me the latest report on Oak Bank") for who in (head, deputy)}
    await withdraw(sip, in_diary)
    for who in (sip, head, deputy):
        for data in (
            {"do": "report.show"},
            {"do": "report.version", "version": 1},
            {"do": "report.versions"},
        ):
            answer = await who.sends_data({**data, "report": in_diary})
            assert answer.words == GONE
        assert (
            "no filed report on Oak Bank" in (await who.says("show me the latest report on Oak Bank")).words
        )
        assert "No reports for Oak Bank have been filed." in (await who.says("reports on Oak Bank")).words
    assert (await head.presses("Acknowledge", on=shown[head.name])).words == GONE
    assert (await deputy.presses("Who has it", on=shown[deputy.name])).words == GONE
    assert (await deputy.presses("Withdraw", on=shown[deputy.name])).words == GONE
    assert (await sip.sends_data({"do": "report.amend", "report": in_diary})).words == GONE
    mo = await world.chat("Mo Head")
    assert (await mo.sends_data({"do": "report.show", "report": in_diary})).words == REFUSAL
    visits = await deputy.says("visits to Oak Bank")
    assert "Filed" not in visits.all


async def test_a_visit_of_the_diary_owes_its_report_again(
    world: World, in_diary: int, sip: Conversation
) -> None:
    await withdraw(sip, in_diary)
    visit, [duty] = await stands(world, in_diary)
    assert (visit.reported_on, visit.cancelled_on) == (None, None)
    assert (duty.state, duty.duty.due_on) == (DutyState.OPEN, date(2026, 11, 25))
    assert "You owe 1 report" in (await sip.says("what do I owe")).words
    await sip.says("file a report for Oak Bank, Friday's visit")
    await file(sip)
    [again] = await world.filed()
    assert (again.id != in_diary, again.visit) == (True, visit.id)


async def test_a_visit_that_only_its_report_told_of_is_cancelled_and_owes_nothing(
    world: World, not_in_diary: int, sip: Conversation
) -> None:
    done = await withdraw(sip, not_in_diary)
    assert "The visit is taken out of the diary" in done.texts
    visit, [duty] = await stands(world, not_in_diary)
    assert visit.status(date(2026, 11, 23)) is VisitStatus.CANCELLED
    assert visit.reported_on is None
    assert duty.state is DutyState.VOID
    assert "You owe no reports" in (await sip.says("what do I owe")).words
    await sip.says("file a report for Oak Bank, Friday's visit")
    assert "Report filed" in (await file(sip)).texts


async def test_a_half_term_of_a_deployment_owes_its_report_again(world: World) -> None:
    ted = await world.chat("Ted Teacher")
    form = await ted.says("file my half-termly report")
    occasion = form.inputs["occasion"]["choices"][0]["value"]
    await ted.presses("Next", occasion=occasion, purpose="To help")
    await ted.presses("Next", activities="Teaching")
    await ted.presses("File report", outcomes="Better books", recommendations="Go on")
    [report] = await world.filed()
    before = (await ted.says("what do I owe")).words
    done = await withdraw(ted, report.id)
    assert "is owed again" in done.texts
    assert (await ted.says("what do I owe")).words != before
    assert "Half-termly report" in (await ted.says("resume")).texts
    assert (await world.drafts_of("Ted Teacher")) == 1


async def test_whoever_had_been_excused_is_excused_as_before(
    world: World, in_diary: int, sip: Conversation
) -> None:
    lena = await world.person("Lena Lead")
    async with world.store.transaction() as uow:
        report = await uow.reports.get(in_diary)
        assert report is not None
        assert report.visit is not None
        [duty] = await uow.duties.of_visits([report.visit])
        day = duty.duty.due_on
        await uow.duty_changes.add(
            DutyChange(0, duty.id, ChangeKind.EXCUSED, report.author, None, day, None, "ill", lena, NOW)
        )
    done = await withdraw(sip, in_diary)
    assert "owed again" not in done.texts
    _, [duty] = await stands(world, in_diary)
    assert duty.state is DutyState.EXCUSED


async def test_the_author_has_the_text_back_and_files_it_for_the_right_school(world: World) -> None:
    sue = await world.chat("Sue Partner")
    await sue.says("file a report for Marlow, Friday's visit")
    await file(sue)
    [wrong] = await world.filed()
    done = await withdraw(sue, wrong.id)
    assert 'say "resume" to file it where it belongs' in done.texts
    form = await sue.presses("Open the draft")
    assert form.filled_in()["purpose"] == TYPED["purpose"]
    assert "school" not in form.filled_in()
    assert "date" not in form.filled_in()
    assert "School:" in form.texts
    await sue.presses("Next", school="100003", date="2026-11-20")
    await sue.presses("Next")
    assert "Report filed: St Anne's" in (await sue.presses("File report")).texts
    [right] = await world.filed()
    assert (right.school, right.text) == ("100003", wrong.text)


async def test_what_was_begun_to_be_amended_is_in_the_draft(
    world: World, in_diary: int, sip: Conversation
) -> None:
    await sip.says("show me my report on Oak Bank")
    await sip.presses("Amend")
    form = await sip.presses("Next", activities=f"Books, at length{MARKED}")
    await withdraw(sip, in_diary)
    assert await world.drafts_of("Sam Partner") == 1
    late = await sip.presses("File amendment", on=form)
    assert late.words == f'{GONE} What you had typed is kept as a draft: say "resume" to go on with it.'
    await sip.says("resume")
    assert (await sip.presses("Next", date="2026-11-20")).filled_in() == {
        "activities": f"Books, at length{MARKED}"
    }


async def test_those_who_were_sent_it_are_told_and_nobody_else(
    world: World, in_diary: int, sip: Conversation
) -> None:
    await settle(world, "report.mailed", "Dan Deputy", OutgoingState.SENT, NOW)
    for kind in ("report.mailed", "report.card"):
        await settle(world, kind, "Lena Lead", OutgoingState.FAILED, NOW, why="no such mailbox")
    await settle(world, "report.shared", "Hana Head", OutgoingState.DROPPED, NOW, why="may not read it")
    await withdraw(sip, in_diary)
    about = f"report:{in_diary}"
    assert await told(world, about) == [("report.withdrawn", "Dan Deputy", about)]


@pytest.mark.parametrize("name", ["Lena Lead", "Dan Deputy"])
async def test_lead_sip_and_deputy_ceo_withdraw_and_the_author_hears_of_it(
    world: World, in_diary: int, name: str
) -> None:
    who = await world.chat(name)
    done = await withdraw(who, in_diary)
    assert "Withdrawn: Sam Partner's report on Oak Bank" in done.texts
    assert "Sam Partner has the text back as a draft." in done.texts
    assert "Open the draft" not in done.buttons
    about = f"report:{in_diary}"
    others = {"Lena Lead", "Dan Deputy"} - {name}
    assert {n for _, n, _ in await told(world, about)} == {"Sam Partner", "Hana Head", *others}
    assert await world.drafts_of("Sam Partner") == 1
    assert await world.drafts_of(name) == 0


async def test_withdrawing_twice_is_once(world: World, in_diary: int, sip: Conversation) -> None:
    await sip.says("show me my report on Oak Bank")
    asked = await sip.presses("Withdraw")
    await sip.presses("Withdraw it", on=asked, reason=WHY)
    before = await told(world)
    assert (await sip.presses("Withdraw it", on=asked, reason=WHY)).words == GONE
    assert await told(world) == before
    assert await world.drafts_of("Sam Partner") == 1


async def test_the_form_it_was_filed_with_says_that_it_was_withdrawn(world: World, sip: Conversation) -> None:
    await sip.says("file a report for Oak Bank, Friday's visit")
    form = await fill_in(sip)
    await sip.presses("File report", on=form, outcomes="Calm", recommendations="Go on")
    await withdraw(sip, (await world.filed())[0].id)
    late = await sip.presses("File report", on=form, outcomes="Calm", recommendations="Go on")
    assert late.words == GONE


async def test_it_is_withdrawn_in_words_while_reading(world: World, in_diary: int) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    shown = await sam.says("show me my report on Oak Bank")
    assert '"withdraw it"' in shown.words
    asked = await sam.says("withdraw it")
    assert "Why is it withdrawn?" in asked.words
    assert len(await world.filed()) == 1
    assert "nothing has been changed" in (await sam.says("no, keep it")).words
    assert "Calm classrooms" in (await sam.says("show me my report on Oak Bank")).words
    await sam.says("take it back")
    assert "Withdrawn: your report on Oak Bank" in (await sam.says("It was for Marlow")).words
    assert await world.filed() == []
    async with world.store.transaction() as uow:
        found = await uow.reports.withdrawal(in_diary)
        assert found is not None
        assert found[1].reason == "It was for Marlow"


async def test_with_the_reason_said_it_is_still_asked_whether_to_go_on(world: World, in_diary: int) -> None:
    sam = await world.chat("Sam Partner", Place.TERMINAL)
    await sam.says("show me my report on Oak Bank")
    asked = await sam.says("withdraw it: wrong school")
    assert "Reason: wrong school\nSay yes to go on" in asked.words
    assert len(await world.filed()) == 1
    assert "Withdrawn" in (await sam.says("yes")).words
    assert await world.filed() == []


@pytest.mark.parametrize("name", ["Carol Chief", "Hana Head", "Ada Adviser", "Sue Partner", "Adam Admin"])
@pytest.mark.parametrize("do", ["report.withdraw.ask", "report.withdraw"])
async def test_nobody_else_withdraws(world: World, in_diary: int, name: str, do: str) -> None:
    who = await world.chat(name)
    for number in (in_diary, in_diary + 1_000, "1", None):
        data: dict[str, Any] = {"do": do, "report": number, "reason": "because"}
        assert (await who.sends_data(data)).words == REFUSAL
    assert len(await world.filed()) == 1
