"""Sentences about meetings as busy people type them, and what comes of each."""

from __future__ import annotations

import pytest

from tests.dialogs.conversation import Conversation
from tests.dialogs.world import World

PLANS = (
    "Can you sort out this year's meetings please",
    "I need to plan the boards and EITs for 2026-27",
    "pls plan all meetings 26/27",
    "put together the meeting calendar for this academic year",
    "lets plan the 2026/27 meetings",
    "draw up the board dates for this year",
    "schedule the EIT meetings for next term",
    "plan the progress boards",
    "can we set out the year's meetings",
)


@pytest.mark.parametrize("text", PLANS)
async def test_a_year_is_planned(deputy: Conversation, text: str) -> None:
    assert "are proposed for 2026/27." in (await deputy.says(text)).words


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("show me the plan by month", "Meetings of 2026/27 by month: 33."),
        ("by body please", "Meetings of 2026/27 by body: 33."),
        ("no meetings on Mondays", "are proposed for 2026/27."),
        ("avoid fridays please", "are proposed for 2026/27."),
        ("keep Thursdays free", "are proposed for 2026/27."),
        ("can you swap Oak Bank with Marlow in May", "Oak Bank and Marlow have changed days."),
        ("switch St Anne's and Longmead in january", "have changed days."),
        (
            "shift the EIT in november to 8 december",
            "EIT of the November round is now on Tue 8 December 2026.",
        ),
        ("push the May standards committee to 27 May", "is now on Thu 27 May 2027."),
        (
            "move Oak Bank's March board to 10 March",
            "Progress Board of Oak Bank in March is now on Wed 10 March",
        ),
        ("put the june SIP training on the 22nd", "SIP training in June is now on Tue 22 June 2027."),
        ("bring Marlow in May forward to 5 May", "Progress Board of Marlow in May is now on Wed 5 May 2027."),
        ("move the SIT meeting in February to Thursday", "School Improvement Team in February is now on Thu"),
        ("drop the July SIT meeting", "Left out: School Improvement Team in July."),
        ("what still doesn't fit?", "are proposed for 2026/27."),
        ("ok book them all", "Shall I book 33 meetings of 2026/27?"),
        ("book it", "Shall I book 33 meetings of 2026/27?"),
    ],
)
async def test_the_plan_is_changed_and_looked_at(deputy: Conversation, text: str, answer: str) -> None:
    await deputy.says(PLANS[0])
    assert answer in (await deputy.says(text)).words


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("Hana Head", "when does our board meet this year", "5 Progress Boards from"),
        ("Hana Head", "date of the next PB?", "The next Progress Board of Oak Bank is on"),
        ("Hana Head", "when's my next meeting", "Your next meeting is the Progress Board of Oak Bank on"),
        ("Hana Head", "what meetings have I got in january", "1 meeting of yours from"),
        ("Mo Head", "are there any boards in march", "No Progress Boards are recorded from"),
        ("Stan Committee", "when's the standards committee next on", "Standards Committee is on"),
        ("Stan Committee", "standards committee dates 2026/27", "5 Standards Committees from"),
        ("Stan Committee", "my meetings this year", "5 meetings of yours from"),
        ("Ted Teacher", "when do we have SIT in february", "1 School Improvement Team meeting from"),
        ("Sam Partner", "when's SIP training", "The next SIP training is on"),
        ("Gail Governance", "which boards do I have to clerk in june", "1 Progress Board of yours from"),
        ("Lena Lead", "how many progress boards are there in May", "5 Progress Boards from"),
        ("Carol Chief", "list high risk boards in march", "1 Progress Board at high risk from"),
        ("Carol Chief", "meetings for Oak Bank this year", "5 meetings of Oak Bank from"),
        ("Chris Chair", "when is the board for St Anne's", "The next Progress Board of St Anne's is on"),
        ("Adam Admin", "this year's EIT dates please", "5 EITs from"),
        ("Dan Deputy", "what's on the agenda of the next EIT", "Education Improvement Team is on"),
    ],
)
async def test_meetings_are_asked_for(
    world: World, deputy: Conversation, name: str, text: str, answer: str
) -> None:
    await deputy.says(PLANS[0])
    await deputy.says("book all")
    await deputy.says("yes")
    who = deputy if name == "Dan Deputy" else await world.chat(name)
    assert answer in (await who.says(text)).words
