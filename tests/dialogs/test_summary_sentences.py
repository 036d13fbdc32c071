"""What busy people type about the Lead SIP's summaries."""

from __future__ import annotations

import pytest

from dialogs.messages import Place
from strategy.policy_reporting import Body
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import Post
from tests.dialogs.summing import met, reports, summed_up
from tests.dialogs.world import World

EIT = "The summary of partners' reports for the Education Improvement Team of Thu 3 December 2026"
COMMITTEE = "The report to the Standards Committee of Thu 10 December 2026"


@pytest.fixture
async def lena(world: World, post: Post) -> Conversation:
    """The Lead SIP, with meetings in the diary and two reports since the last EIT."""
    await met(world)
    await reports(post)
    return await world.chat("Lena Lead")


@pytest.mark.parametrize(
    "text",
    [
        "can you do the eit summary pls",
        "summary of partner reports for EIT",
        "prep the summary of SIP reports for the next EIT meeting",
        "what do the partners' reports say since the last eit?",
        "write up a summary of the reports since last EIT",
        "I need to do my summary for EIT",
        "pull the strengths and risks out of the partners' reports",
        "gather strengths, risks and recommendations from the reports for the EIT",
        "summarise the partners' reports for the EIT",
        "start the summary",
        "get the SIPs' reports summarised for the EIT",
    ],
)
async def test_the_summary_for_the_eit_is_drafted(lena: Conversation, text: str) -> None:
    answer = await lena.says(text)
    assert f"{EIT}, as a draft" in answer.words


@pytest.mark.parametrize(
    "text",
    [
        "start my report for the standards committee",
        "committee report please",
        "draft the report to the standards committee",
        "summarise the reports for the standards committee",
        "write my report to the trustees",
        "do the Standards Committee report",
        "i need to write the committee's report",
        "make the summary for the standards committee",
    ],
)
async def test_the_report_to_the_committee_is_drafted(lena: Conversation, text: str) -> None:
    assert f"{COMMITTEE}, as a draft" in (await lena.says(text)).words


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("is my summary done?", EIT),
        ("has the EIT summary been sent?", EIT),
        ("when is the eit summary due", EIT),
        ("open the summary", EIT),
        ("when's my standards committee report due?", COMMITTEE),
        ("is the committee report in?", COMMITTEE),
    ],
)
async def test_how_it_stands_is_said(lena: Conversation, text: str, of: str) -> None:
    assert f"{of} is not approved yet. It is due by" in (await lena.says(text)).words


@pytest.mark.parametrize(
    "text", ["show me the last summary", "read the summary for the EIT", "where is the EIT summary?"]
)
async def test_what_is_approved_is_read(world: World, lena: Conversation, text: str) -> None:
    await summed_up(world)
    assert f"{EIT}: you approved it on" in (await lena.says(text)).words


@pytest.mark.parametrize(
    "text", ["approve the eit summary", "ok send the summary", "please approve my summary"]
)
async def test_a_draft_is_approved_by_a_word(lena: Conversation, text: str) -> None:
    await lena.says("make the summary for the next EIT")
    assert "Approved: the summary of partners' reports" in (await lena.says(text)).words


async def test_a_word_for_the_one_never_approves_the_other(lena: Conversation) -> None:
    await lena.says("draft the report to the standards committee")
    assert "There is no draft to approve." in (await lena.says("send the summary to the EIT")).words


async def test_a_draft_is_read_before_it_is_sent(lena: Conversation) -> None:
    await lena.says("make the summary for the next EIT")
    assert (
        "This is what the draft holds. Nothing is sent yet."
        in (await lena.says("read the whole summary")).words
    )
    assert "You began" in (await lena.says("resume my summary")).words


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("add a recommendation to the committee report: fund a maths lead", "Where the trust should invest"),
        ("Please add a risk to the report to the Standards Committee - fund a maths lead", "Risks"),
        ("add another strength to my committee report: fund a maths lead", "Strengths"),
        (
            "put a recommendation in the report for the trustees that fund a maths lead",
            "Where the trust should invest",
        ),
    ],
)
async def test_something_is_added_to_the_committees_report_in_words(
    lena: Conversation, text: str, under: str
) -> None:
    answer = await lena.says(text)
    assert f"Added under \u201c{under}\u201d. {COMMITTEE}, as a draft" in answer.words
    assert "Fund a maths lead" in (await lena.says("read the draft")).texts


async def test_what_is_added_goes_beneath_what_stands_there(lena: Conversation) -> None:
    await lena.says("make the summary for the next EIT")
    await lena.says("add a recommendation: more books")
    answer = await lena.says("add a recommendation to the EIT summary: fewer tests")
    assert answer.words.startswith("Added under \u201cRecommendations\u201d.")
    assert "More books\nFewer tests" in (await lena.says("read the draft")).texts


async def test_what_is_to_be_added_is_asked_for(lena: Conversation) -> None:
    asked = await lena.says("add a strength to the committee report")
    assert asked.words == "What should stand under \u201cStrengths\u201d?"
    await lena.says("attendance is up")
    assert "Attendance is up" in (await lena.says("read the draft")).texts


async def test_what_is_added_between_questions_is_no_answer_to_them(world: World, lena: Conversation) -> None:
    lena = lena.elsewhere(Place.TERMINAL)
    await lena.says("draft the report to the standards committee")
    await lena.says("strengths")
    answer = await lena.says("add a risk: staffing")
    assert answer.words.startswith("Added under \u201cRisks\u201d.\nStrengths:")
    said = (await lena.says("attendance is up")).words
    assert "Strengths: attendance is up" in said or "Where the trust should invest:" in said
    assert "So far: Staffing" in (await lena.says("back")).words


async def test_what_is_approved_is_amended_by_what_is_added(world: World, lena: Conversation) -> None:
    await summed_up(world, body=Body.STANDARDS_COMMITTEE)
    answer = await lena.says("add a recommendation to the committee report: fund a maths lead")
    assert "to be amended." in answer.words
    done = await lena.says("approve the committee report")
    assert "is now version 2" in done.words


async def test_a_recommendation_of_a_designation_is_no_part_of_a_summary(lena: Conversation) -> None:
    await lena.says("make the summary for the next EIT")
    for text in ("add a recommendation for Oak Bank: repair", "add a recommendation"):
        assert "Added" not in (await lena.says(text)).words


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("approve the committee report", "draft the report to the Standards Committee"),
        ("please approve the report to the standards committee", "draft the report to the Standards"),
        ("approve my summary for the EIT", "make the summary for the next EIT"),
        ("can you sign off the summary of the partners' reports", "make the summary for the next EIT"),
    ],
)
async def test_without_a_draft_it_is_said_how_one_is_begun(lena: Conversation, text: str, start: str) -> None:
    answer = await lena.says(text)
    assert f'There is no draft to approve. Say "{start}' in answer.words
    assert ", as a draft" in (await lena.presses("Draft it")).texts


@pytest.mark.parametrize("text", ["approve the committee report", "approve my report to the committee"])
async def test_what_is_approved_already_is_said_to_be(world: World, lena: Conversation, text: str) -> None:
    await summed_up(world, body=Body.STANDARDS_COMMITTEE)
    assert "It is done: you approved it on" in (await lena.says(text)).words


OF_THE_LEAD = [
    "the Lead SIP's report to the committee",
    "Lead SIP's report to the Standards Committee",
    "can I see Lena's report to the committee",
    "has the committee report come out yet",
    "the committee report please",
]


@pytest.mark.parametrize("text", OF_THE_LEAD)
async def test_a_member_of_the_committee_reads_its_report_once_it_is_approved(
    world: World, lena: Conversation, text: str
) -> None:
    stan = await world.chat("Stan Committee")
    early = await stan.says(text)
    assert f"{COMMITTEE} is not approved yet. It is due by" in early.words
    await summed_up(world, body=Body.STANDARDS_COMMITTEE)
    assert "Calm schools" in (await stan.says(text)).texts
    assert lena.person is not None


@pytest.mark.parametrize("text", OF_THE_LEAD)
async def test_the_deputy_hears_whether_it_is_out_and_for_whom_it_is(
    world: World, lena: Conversation, text: str
) -> None:
    dan = await world.chat("Dan Deputy")
    shared = "shared with those who sit there: Stan Committee."
    early = await dan.says(text)
    assert (
        early.words
        == f"The report to the Standards Committee is not approved yet. Once it is, it is {shared}"
    )
    await summed_up(world, body=Body.STANDARDS_COMMITTEE)
    answer = await dan.says(text)
    assert f"was approved on Mon 23 November 2026 at 09:00 and is {shared}" in answer.words
    assert "Calm schools" not in answer.all
    assert lena.person is not None


@pytest.mark.parametrize("name", ["Sam Partner", "Hana Head", "Gail Governance"])
async def test_nobody_else_hears_how_it_stands(world: World, lena: Conversation, name: str) -> None:
    await summed_up(world, body=Body.STANDARDS_COMMITTEE)
    answer = await (await world.chat(name)).says("the Lead SIP's report to the committee")
    assert "approved" not in answer.all
    assert lena.person is not None


async def test_what_partners_said_is_written_up_as_a_summary_and_not_as_minutes(lena: Conversation) -> None:
    answer = await lena.says("write up what partners said this half term for EIT")
    assert f"{EIT}, as a draft" in answer.words


async def test_what_is_missing_of_the_committees_report_is_asked_for_where_there_are_no_cards(
    lena: Conversation,
) -> None:
    lena = lena.elsewhere(Place.TERMINAL)
    await lena.says("add a risk to the committee report: staffing")
    await lena.says("cancel")
    answer = await lena.says("approve the committee report")
    assert answer.words.startswith("Strengths are still needed.\nStrengths: what do you want to say")
