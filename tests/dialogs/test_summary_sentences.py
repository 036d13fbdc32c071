"""What busy people type about the Lead SIP's summaries."""

from __future__ import annotations

import pytest

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
