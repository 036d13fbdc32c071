"""The Lead SIP has what reports say gathered for the EIT and the committee, edits it, and approves it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dialogs.messages import Place
from dialogs.wording import REFUSAL, REFUSAL_TO_DO
from strategy.duties import DutyKind, DutyState, StoredDuty
from strategy.outgoing import OutgoingKind
from strategy.policy_reporting import Body
from strategy.reports import ReportText
from strategy.summaries import Summary
from tests.builders import make_school
from tests.dialogs.answers import MARKED, held_to_account
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import Post
from tests.dialogs.sent import told
from tests.dialogs.summing import (
    EIT_NEXT,
    SAM_SAYS,
    SINCE,
    SUE_SAYS,
    meeting,
    met,
    reports,
    summed_up,
)
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

OF_OAK_BANK = f"Sam Partner, visit of Wed 18 November 2026:\n{SAM_SAYS.outcomes}"


@pytest.fixture
async def lena(world: World) -> Conversation:
    """The Lead SIP, with meetings of EIT and committee in the diary."""
    await met(world)
    return await world.chat("Lena Lead")


def entering(typed: dict[str, str]) -> dict[str, Any]:
    """What is typed into inputs, by their names."""
    return dict(typed)


async def owed(world: World) -> list[StoredDuty]:
    """The duties of summaries, in any state."""
    async with world.store.transaction() as uow:
        return await uow.duties.of_schools([DutyKind.SUMMARY], sorted(uow.trust.schools))


async def latest(world: World, body: Body = Body.EIT) -> Summary | None:
    async with world.store.transaction() as uow:
        return await uow.summaries.latest(body)


async def test_what_reports_say_is_gathered_word_for_word_by_risk_and_school(
    lena: Conversation, post: Post
) -> None:
    await reports(post)
    await post.filed("Sam Partner", OAK_BANK, date(2026, 11, 5), at=SINCE.replace(day=6))
    draft = await lena.says("make the summary for the next EIT")
    assert "as a draft, word for word: 2 reports by partners on 2 schools" in draft.words
    assert "filed since Tue 10 November 2026" in draft.words
    shown = draft.texts
    order = [shown.index(each) for each in ("High risk", "Oak Bank", "Low risk", "Marlow")]
    assert order == sorted(order)
    assert "Sam Partner, visit of Wed 18 Nov" in shown
    form = await lena.presses("Oak Bank")
    assert form.filled_in()[f"findings_{OAK_BANK}"] == OF_OAK_BANK
    assert f"Ring homes{MARKED}" in form.filled_in()[f"recommendations_{OAK_BANK}"]
    following = await lena.presses("Next")
    assert f"Marlow reads well{MARKED}" in following.filled_in()[f"findings_{MARLOW}"]


async def test_it_is_edited_and_approved_and_goes_to_those_who_sit_in_the_body(
    world: World, lena: Conversation, post: Post
) -> None:
    oak_bank, marlow = await reports(post)
    await lena.says("draft the summary of reports for the next EIT")
    await lena.presses("Oak Bank")
    await lena.presses(
        "Next", **entering({f"findings_{OAK_BANK}": f"In short{MARKED}", f"recommendations_{OAK_BANK}": "-"})
    )
    last = await lena.presses("Next")
    assert "Once approved it goes to Carol Chief and Dan Deputy." in last.texts
    done = await lena.presses("Approve and send", strengths=f"Calm{MARKED}")
    assert "Approved: the summary of partners' reports for the Education Improvement Team" in done.texts
    assert "It goes to Carol Chief and Dan Deputy, in Teams and by mail with a Word document." in done.texts
    made = await latest(world)
    assert made is not None
    assert made.day == EIT_NEXT
    text = made.last.text
    assert (text.strengths, text.risks) == (f"Calm{MARKED}", "")
    assert [(entry.school, entry.findings) for entry in text.entries] == [
        (OAK_BANK, f"In short{MARKED}"),
        (MARLOW, f"Sue Partner, visit of Tue 17 November 2026:\n{SUE_SAYS.outcomes}"),
    ]
    assert text.entries[0].recommendations == ""
    assert made.last.sources == {oak_bank.id: 1, marlow.id: 1}
    assert {row[:2] for row in await told(world, made.key)} == {
        (kind, name) for kind in ("summary.mailed", "summary.card") for name in ("Carol Chief", "Dan Deputy")
    }
    assert await world.drafts_of("Lena Lead") == 0
    assert (await world.deeds())[0] == "summary approved"


async def test_a_school_of_which_nothing_is_left_is_left_out(
    world: World, lena: Conversation, post: Post
) -> None:
    await reports(post)
    await lena.says("make the summary for the next EIT")
    await lena.presses("Oak Bank")
    await lena.presses("Next", **entering({f"findings_{OAK_BANK}": "-", f"recommendations_{OAK_BANK}": "-"}))
    await lena.says("approve the summary")
    made = await latest(world)
    assert made is not None
    assert [entry.school for entry in made.last.text.entries] == [MARLOW]


async def test_reports_amended_withdrawn_or_filed_since_are_noticed_before_it_is_approved(
    world: World, lena: Conversation, post: Post
) -> None:
    oak_bank, marlow = await reports(post)
    draft = await lena.says("make the summary for the next EIT")
    await post.amended(oak_bank, ReportText("a", "b", f"Oak is better{MARKED}", SAM_SAYS.recommendations))
    await post.withdraw(marlow, "Dan Deputy", "Wrong school")
    await post.filed("Sue Partner", ST_ANNE, date(2026, 11, 19))
    answer = await lena.presses("Approve and send", on=draft)
    assert "Sam Partner has amended the report on Oak Bank (visit of Wed 18 Nov)." in answer.all
    assert "The draft quotes it as it is now." in answer.all
    assert "Dan Deputy has withdrawn the report on Marlow" in answer.all
    assert "Sue Partner has filed a report on St Anne's" in answer.all
    assert "Nothing is sent yet" in answer.all
    assert await latest(world) is None
    await lena.presses("Approve and send", on=answer)
    made = await latest(world)
    assert made is not None
    entries = {entry.school: entry for entry in made.last.text.entries}
    assert set(entries) == {OAK_BANK, ST_ANNE}
    assert entries[OAK_BANK].findings == OF_OAK_BANK.replace(SAM_SAYS.outcomes, f"Oak is better{MARKED}")


async def test_a_quote_that_was_edited_is_left_and_said(lena: Conversation, post: Post, world: World) -> None:
    oak_bank, _ = await reports(post)
    await lena.says("make the summary for the next EIT")
    await lena.presses("Oak Bank")
    await lena.presses("Next", **entering({f"findings_{OAK_BANK}": f"My own words{MARKED}"}))
    await post.withdraw(oak_bank, "Dan Deputy", "Wrong school")
    again = await lena.says("make the summary for the next EIT")
    assert "You have edited what it says, so please take it out yourself." in again.words
    await lena.says("approve the summary")
    made = await latest(world)
    assert made is not None
    assert made.last.text.entries[0].findings == f"My own words{MARKED}"


async def test_a_long_report_is_kept_whole_and_shown_shortened(
    world: World, lena: Conversation, post: Post
) -> None:
    long = f"A long story{MARKED} " * 1_500
    await post.filed(text=ReportText("p", "a", long, long))
    draft = await lena.says("make the summary for the next EIT")
    form = await lena.presses("Oak Bank")
    assert "more characters are kept" in form.filled_in()[f"findings_{OAK_BANK}"]
    await lena.presses("Next")
    page = await lena.presses("Read it all", on=draft)
    assert "Page 1 of" in page.all
    await lena.presses("Approve and send", on=draft)
    made = await latest(world)
    assert made is not None
    assert long.strip() in made.last.text.entries[0].findings


async def test_it_is_a_duty_of_the_lead_sip_two_working_days_before(
    world: World, lena: Conversation, post: Post
) -> None:
    lead = await world.person("Lena Lead")
    assert {(each.duty.owner, each.duty.about, each.duty.due_on) for each in await owed(world)} == {
        (lead, "eit:2026-12-03", date(2026, 12, 1)),
        (lead, "standards_committee:2026-12-10", date(2026, 12, 9)),
    }
    mine = await lena.says("what do I owe?")
    assert "Summary of partners' reports for the EIT of 3 December" in mine.all
    assert "All schools" in mine.all
    assert "Oak Bank" not in mine.all
    await reports(post)
    opened = await lena.sends_data(mine.pressable[0][1])
    assert "as a draft" in opened.all
    await lena.presses("Approve and send")
    states = {each.duty.about: each.state for each in await owed(world)}
    assert states["eit:2026-12-03"] is DutyState.FULFILLED
    assert states["standards_committee:2026-12-10"] is DutyState.OPEN


async def test_only_who_sees_all_schools_knows_of_the_duty(world: World, lena: Conversation) -> None:
    assert lena.person is not None
    for name in ("Hana Head", "Sam Partner", "Gail Governance", "Tina Trustee"):
        answer = await (await world.chat(name)).says("what is due this half term?")
        assert "ummary of partners" not in answer.all, name


async def test_the_duty_follows_a_meeting_that_moves_and_what_is_done_stays_done(
    world: World, lena: Conversation, post: Post
) -> None:
    await reports(post)
    await summed_up(world)
    await meeting(world, Body.EIT, date(2026, 12, 1))
    await (await world.chat("Gail Governance")).says("record an EIT meeting on 2 December")
    open_ones = [each.duty.about for each in await owed(world) if each.state is DutyState.OPEN]
    assert open_ones == ["standards_committee:2026-12-10"]
    assert "It is done" in (await lena.says("make the summary for the next EIT")).words


async def test_the_committee_needs_all_three_in_the_lead_sips_words(
    world: World, lena: Conversation, post: Post
) -> None:
    await reports(post)
    draft = await lena.says("write my report to the Standards Committee")
    assert "Report to the Standards Committee" in draft.all
    refused = await lena.presses("Approve and send", on=draft)
    assert "Where the trust should invest is still needed." in refused.texts
    said = {name: f"{name}{MARKED}" for name in ("strengths", "risks", "recommendations")}
    done = await lena.presses("Approve and send", **entering(said))
    assert "It goes to Stan Committee, in Teams and by mail" in done.texts
    stan = await world.chat("Stan Committee")
    page = await stan.says("show me the report to the Standards Committee")
    assert f"recommendations{MARKED}" in page.texts
    assert (await world.deeds())[0] == "summary read"


async def test_nobody_reads_it_but_those_it_is_for(world: World, lena: Conversation) -> None:
    made = await summed_up(world)
    committee = await summed_up(world, body=Body.STANDARDS_COMMITTEE)
    may = {
        made.id: {"Carol Chief", "Dan Deputy", "Lena Lead"},
        committee.id: {"Stan Committee", "Lena Lead"},
    }
    everybody = (
        "Carol Chief", "Dan Deputy", "Lena Lead", "Stan Committee", "Sam Partner", "Hana Head", "Chris Chair",
        "Tina Trustee", "Eve Executive", "Gail Governance", "Adam Admin", "Dora Data", "Sal Specialist",
    )  # fmt: skip
    for name in everybody:
        chat = await world.chat(name)
        for number, readers in may.items():
            answer = await chat.sends_data({"do": "summary.show", "summary": number})
            assert (f"Calm schools{MARKED}" in answer.texts) is (name in readers), (name, number)
            assert (answer.words == REFUSAL) is (name not in readers), (name, number)
    assert lena.person is not None


async def test_nobody_else_makes_or_changes_one(world: World, lena: Conversation) -> None:
    made = await summed_up(world)
    for name in ("Carol Chief", "Sam Partner", "Stan Committee"):
        chat = await world.chat(name)
        for data in ({"do": "summary.amend", "summary": made.id}, {"do": "summary.start", "body": "eit"}):
            assert (await chat.sends_data(data)).words == REFUSAL_TO_DO
    assert await world.drafts_of("Carol Chief") == 0
    assert lena.person is not None


async def test_it_can_be_amended_and_the_earlier_text_is_kept(world: World, lena: Conversation) -> None:
    made = await summed_up(world)
    there = await lena.says("make the summary for the next EIT")
    assert "It is done: you approved it on" in there.words
    await lena.presses("Amend")
    await lena.presses("Your own words")
    done = await lena.presses("Approve and send", risks=f"Staffing{MARKED}")
    assert "is now version 2. The earlier text is kept." in done.texts
    page = await lena.says("show me the summary for the EIT")
    assert f"Staffing{MARKED}" in page.texts
    earlier = await lena.presses("Earlier versions")
    assert f"Staffing{MARKED}" not in earlier.texts
    assert {row[2] for row in await told(world) if row[0] == "summary.card"} == {
        made.key,
        f"summary:{made.id}:2",
    }


async def test_an_amendment_of_an_older_version_changes_nothing_and_is_kept(
    world: World, lena: Conversation
) -> None:
    await summed_up(world)
    await lena.says("amend the summary for the EIT")
    form = await lena.presses("Your own words")
    await summed_up(world, said=f"Other{MARKED}", amends=1)
    answer = await lena.presses("Approve and send", on=form, risks=f"Mine{MARKED}")
    assert "There is one already" in answer.all
    made = await latest(world)
    assert made is not None
    assert len(made.versions) == 2
    assert await world.drafts_of("Lena Lead") == 1


async def test_who_reads_it_asks_whether_it_is_in(world: World, lena: Conversation) -> None:
    carol = await world.chat("Carol Chief")
    answer = await carol.says("is the summary for the EIT in yet?")
    assert "is not approved yet. It is due by Tue 1 December 2026. Lena Lead writes it." in answer.words
    await summed_up(world)
    assert f"Calm schools{MARKED}" in (await carol.says("show me the summary for the next EIT")).texts
    assert lena.person is not None


async def test_it_can_be_done_without_cards(world: World, lena: Conversation, post: Post) -> None:
    await reports(post)
    talk = lena.elsewhere(Place.TERMINAL)
    said = await talk.says("make the summary for the next EIT")
    assert "1. Oak Bank (high risk): Sam Partner, visit of Wed 18 Nov" in said.words
    assert f"Oak rooms are calm{MARKED}" in (await talk.says("read the draft")).words
    asked = await talk.says("strengths")
    assert "Strengths: what do you want to say of all schools together?" in asked.words
    await talk.says("They all read well")
    for _ in range(2):
        await talk.says("skip")
    assert "Approved: the summary" in (await talk.says("send it")).words
    made = await latest(world)
    assert made is not None
    assert made.last.text.strengths == "They all read well"


async def test_a_named_period_gathers_what_was_filed_in_it(lena: Conversation, post: Post) -> None:
    await post.filed("Sam Partner", OAK_BANK, date(2026, 11, 5), at=SINCE.replace(day=6))
    draft = await lena.says("pull together a summary of this half term's reports")
    assert "from Mon 2 November 2026 to Fri 18 December 2026" in draft.words
    assert "1 report by partners on 1 school" in draft.words


async def test_a_summary_tells_of_itself_in_teams_and_only_by_name_in_a_mail(
    world: World, post: Post
) -> None:
    await met(world)
    made = await summed_up(world)
    row = await post.waiting(OutgoingKind.SUMMARY_CARD, "Carol Chief")
    seen = await post.notice(row)
    assert "Lena Lead has approved the summary of partners' reports" in seen.texts
    assert f"Calm schools{MARKED}" in seen.texts
    mail = await post.letter(await post.waiting(OutgoingKind.SUMMARY_MAILED, "Carol Chief"))
    assert "Calm schools" not in mail.text
    assert "Calm schools" in mail.documents[0].content.decode()
    assert mail.subject == "Summary of partners' reports, 3 December 2026"
    await summed_up(world, amends=1)
    assert await post.untrue(row) == "superseded by version 2"
    assert made.last.number == 1


async def test_every_card_of_a_summary_of_many_schools_stays_small(
    world: World, lena: Conversation, post: Post
) -> None:
    long = f"Word for word{MARKED} " * 60
    async with world.store.transaction() as uow:
        sue = uow.trust.by_email("sue.partner@trust.example")
        assert sue is not None
        for number in range(40):
            await make_school(
                uow, str(200_001 + number), f"School {number:02}", headteacher=sue.id, sip=sue.id
            )
    for number in range(40):
        await post.filed(
            "Sue Partner", str(200_001 + number), text=ReportText(long, long, long, long), at=NOW
        )
    draft = await lena.says("make the summary for the next EIT")
    assert "40 reports by partners on 40 schools" in draft.words
    assert "And 15 more" in draft.texts
    held_to_account(draft)
    held_to_account(await lena.says("what do I have so far?"))
    held_to_account(await lena.presses("Read it all", on=draft))
    held_to_account(await lena.presses("Approve and send", on=draft))
    card = await post.notice(await post.waiting(OutgoingKind.SUMMARY_CARD, "Carol Chief"))
    assert "more parts: read it all to see them" in card.texts
