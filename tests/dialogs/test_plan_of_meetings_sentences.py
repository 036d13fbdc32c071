"""Changes to a plan of meetings as a busy Deputy CEO types them, also after something else was talked of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from strategy.policy_reporting import Body
from tests.dialogs.conversation import Conversation
from tests.dialogs.test_meeting_planning import booked, day, line, recorded, the_plan
from tests.dialogs.world import MARLOW, OAK_BANK, World

ONLY_MIDWEEK = "Progress Board not on Mondays and Fridays;"
THURSDAYS = "EIT only on Thursdays;"
CHANGES = (
    ("keep 20 January free", "Kept free: 20 January; nothing had to move."),
    (
        "no boards on mondays or fridays either",
        f"{ONLY_MIDWEEK} 12 meetings moved.",
    ),
    (
        "EIT should be on a Thursday",
        f"{THURSDAYS} 12 meetings moved.",
    ),
    ("not in the week of 11 January", "Kept free: 11 to 15 January; 1 meeting moved."),
    ("looks good, book all", "Shall I book 33 meetings of 2026/27?"),
    ("make the June training a week later", "SIP training in June is now on"),
    ("can Oak Bank's January board be on the 14th", "Progress Board of Oak Bank in January is now on Thu 14"),
    # Written before they were tried.
    ("pls book the lot", "Shall I book 33 meetings of 2026/27?"),
    ("can we see the plan of meetings again", "are proposed for 2026/27."),
    ("what have I got for Marlow in the plan", "Marlow, 2026/27: 2 meetings."),
    (
        "when is Oak Bank's board in January in the plan",
        "Progress Board of Oak Bank in January is planned for",
    ),
    ("keep fridays clear", "Kept free: Fridays; 11 meetings moved."),
    ("we can't do the 12th of January", "Kept free: 12 January; 1 meeting moved."),
    ("nothing in the week beginning 8 March please", "Kept free: 8 to 12 March; 4 meetings moved."),
    ("EITs on Thursdays if possible", THURSDAYS),
    ("push the May EIT back a week", "EIT of the May round is now on"),
    ("bring the March committee forward by two days", "Standards Committee of the March round is now on"),
    ("can Marlow's January board be on the 19th", "Progress Board of Marlow in January is now on Tue 19"),
    ("swap Marlow with Oak Bank in May please", "Marlow and Oak Bank have changed days."),
    ("leave out the June training", "Left out: SIP training in June."),
    ("happy with that, book them all", "Shall I book 33 meetings of 2026/27?"),
    ("that's fine, go ahead and book them all", "Shall I book 33 meetings of 2026/27?"),
    (
        "what's the date of the May committee in the plan",
        "Standards Committee of the May round is planned for",
    ),
    (
        "not Mondays or Fridays for boards",
        f"{ONLY_MIDWEEK} 12 meetings moved.",
    ),
    ("20 January is INSET, nothing then", "Kept free: 20 January; nothing had to move."),
    ("let's have Marlow's May board on a Tuesday", "Progress Board of Marlow in May is now on Tue"),
    ("move the SIP training to 10 June", "SIP training in June is now on Thu 10 June 2027."),
    ("show me the plan of meetings by month", "Meetings of 2026/27 by month: 33."),
    ("which meetings are in March in the plan", "March, 2026/27: "),
    ("is there anything that doesn't fit in the plan of meetings", "are proposed for 2026/27."),
    (
        "put the team meetings on a Monday",
        "School Improvement Team only on Mondays; ",
    ),
    (
        "could we have boards only on Tuesdays, Wednesdays and Thursdays",
        ONLY_MIDWEEK,
    ),
    ("Book all of the meetings for 26/27", "Shall I book 33 meetings of 2026/27?"),
    ("show me the meetings plan", "are proposed for 2026/27."),
    ("where's the plan of meetings got to", "are proposed for 2026/27."),
    ("no meetings on 14 or 15 January please", "Kept free: 14 and 15 January; nothing had to move."),
    ("move all the boards off Mondays", "Progress Board not on Mondays;"),
    ("please leave the 3rd of March clear, it's a conference", "Kept free: 3 March;"),
    ("nobody is around on 26 Jan", "Kept free: 26 January;"),
    ("can the SIP training in June be a week earlier", "SIP training in June is now on Fri 11 June 2027."),
    ("where's the May EIT in the plan", "EIT of the May round is planned for"),
    ("go ahead and book everything in the plan", "Shall I book 33 meetings of 2026/27?"),
    ("is anything still without a day in the meetings plan", "are proposed for 2026/27."),
    ("what day is the Oak Bank board in january", "1 is planned and not booked yet: Fri 29 January 2027."),
    ("EIT dates this year", "5 are planned and not booked yet: "),
    ("have the boards on Tuesdays and Wednesdays", "Progress Board only on Tuesdays and Wednesdays;"),
    ("avoid 25 to 29 January", "Kept free: 25 to 29 January; 7 meetings moved."),
)


@pytest.mark.parametrize(("text", "answer"), CHANGES)
async def test_the_plan_is_changed_in_everyday_words_whatever_was_talked_of_since(
    deputy: Conversation, text: str, answer: str
) -> None:
    await deputy.says("plan this year's meetings")
    assert "welcome" in (await deputy.says("thanks")).words
    await deputy.says("when is the next EIT")
    said = (await deputy.says(text)).words
    assert answer in said


@pytest.mark.parametrize(
    "text", ["book it", "by month", "move Marlow to the 20th", "leave out Marlow", "stop"]
)
async def test_bare_words_are_not_about_a_plan_that_was_shown_before_something_else(
    world: World, deputy: Conversation, text: str
) -> None:
    await deputy.says("plan this year's meetings")
    await deputy.says("when is the next EIT")
    said = await deputy.says(text)
    assert "2026/27" not in said.words
    assert (await the_plan(world)).revision == 1


async def test_after_thanks_it_is_still_the_plan_that_is_spoken_of(deputy: Conversation) -> None:
    await deputy.says("plan this year's meetings")
    await deputy.says("thanks")
    assert "Shall I book 33 meetings" in (await deputy.says("book it")).words


@pytest.mark.parametrize("name", ["Carol Chief", "Sam Partner", "Hana Head", "Adam Admin"])
async def test_a_plan_that_waits_is_found_by_those_who_plan_and_by_nobody_else(
    world: World, deputy: Conversation, name: str
) -> None:
    await deputy.says("plan this year's meetings")
    other = await world.chat(name)
    for text in ("book all the meetings", "show me the plan of meetings", "not on Wednesdays"):
        said = await other.says(text)
        assert ("2026/27" in said.words) is (name == "Carol Chief"), said.words
        await other.says("no")


async def test_without_a_plan_that_waits_such_words_mean_what_they_else_do(deputy: Conversation) -> None:
    for text in ("keep 20 January free", "swap Marlow and Oak Bank", "book everything"):
        assert "2026/27" not in (await deputy.says(text)).words


async def test_a_month_answers_in_which_month(world: World, deputy: Conversation) -> None:
    await deputy.says("plan this year's meetings")
    asked = await deputy.says("move the EIT to the 20th")
    assert asked.words == "In which month: November, January, March, May or June?"
    assert "EIT of the January round is now on Wed 20 January 2027." in (await deputy.says("january")).words
    await deputy.says("move Marlow a day later")
    said = await deputy.presses("May")
    assert "Progress Board of Marlow in May is now on" in said.words
    await deputy.says("move the EIT to the 20th")
    assert (await deputy.says("never mind")).words == "All right, I have left it."


async def test_a_date_tells_the_round_of_what_is_moved(world: World, deputy: Conversation) -> None:
    await deputy.says("plan this year's meetings")
    said = await deputy.says("move the EIT to 9 February")
    assert said.words.startswith("EIT of the January round is now on Tue 9 February 2027.")
    said = await deputy.says("move Oak Bank's board to 12 May")
    assert said.words.startswith("Progress Board of Oak Bank in May is now on Wed 12 May 2027.")


async def test_what_is_booked_stays_on_a_day_that_is_to_be_kept_free(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    before = await day(world, Body.EIT, 1)
    await deputy.says("show me the plan")
    said = await deputy.says(f"keep {before.day} {before:%B} free")
    assert said.words.startswith(
        f"Kept free: {before.day} {before:%B}; nothing had to move. 1 booked meeting stays where it is."
    )
    assert await day(world, Body.EIT, 1) == before


async def test_before_a_booked_eit_moves_it_is_said_what_moves_with_it_and_who_is_told(
    world: World, deputy: Conversation
) -> None:
    await booked(deputy)
    eit, committee = await day(world, Body.EIT, 1), await day(world, Body.STANDARDS_COMMITTEE, 1)
    asked = await deputy.says("push the January EIT back a week")
    assert "Shall I move it to" in asked.words
    assert "Standards Committee of the January round would move with it to" in asked.words
    assert "are told by their calendars." in asked.words
    assert (await deputy.says("no")).words == "All right, I have left it."
    assert await day(world, Body.EIT, 1) == eit
    assert await day(world, Body.STANDARDS_COMMITTEE, 1) == committee


async def test_of_two_who_move_what_is_booked_the_second_is_told(world: World, deputy: Conversation) -> None:
    await booked(deputy)
    carol = await world.chat("Carol Chief")
    await deputy.says("move Marlow's board in May to 6 May")
    await carol.says("move Marlow's board in May to 11 May")
    assert "is now on Tue 11 May 2027" in (await carol.says("yes")).words
    assert "is now on" not in (await deputy.says("yes")).words
    assert (await day(world, Body.PROGRESS_BOARD, 5, MARLOW)).day == 11
    stands = await line(world, Body.PROGRESS_BOARD, 5, MARLOW)
    assert [each.day for each in await recorded(world) if each.id == stands.meeting] == [stands.day]


async def test_a_school_whose_name_has_an_apostrophe_is_moved_too(world: World, deputy: Conversation) -> None:
    await deputy.says("plan this year's meetings")
    said = await deputy.says("move St Anne's in January to the 19th")
    assert said.words.startswith("Progress Board of St Anne's in January is now on Tue 19 January 2027.")
    assert "Oak Bank, 2026/27: 5 meetings." in (await deputy.says("show me Oak Bank")).words
    assert OAK_BANK not in (await deputy.says("show me Oak Bank")).words


async def test_the_plan_can_be_spoken_of_while_a_form_is_open(deputy: Conversation) -> None:
    await deputy.says("plan the meetings for this year")
    await deputy.says("allocate support to Oak Bank")
    assert "What kind of support" in (await deputy.says("ask me instead")).all
    done = await deputy.says("swap Oak Bank and Marlow in May")
    assert "have changed days" in done.all
    assert "What kind of support" in done.all


async def test_what_comes_late_for_many_boards_is_one_point(deputy: Conversation) -> None:
    deputy.at = datetime(2027, 1, 26, 9, 0, tzinfo=UTC)
    said = await deputy.says("plan this year's meetings")
    assert "1 point wants a look." in said.words
    assert (
        "Progress Boards in January, 27 to 29 Jan: fewer than 5 working days are left for its pack"
        in said.texts
    )
