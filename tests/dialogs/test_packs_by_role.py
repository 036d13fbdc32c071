"""What each person's pack holds and what it does not, section by section; nobody's more than they may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from strategy.errors import NotAllowed
from strategy.later_papers import later
from strategy.packs import Section
from strategy.policy_reporting import Body
from strategy.targets import Item, ItemKind
from tests.dialogs.aiming import NEXT_YEAR, proposed
from tests.dialogs.asking import asked
from tests.dialogs.minuting import held
from tests.dialogs.packing import (
    EVERYBODY,
    MARKS,
    NEVER,
    Meetings,
    document_for,
    filled,
    marks_in,
    pack_for,
)
from tests.dialogs.post import Post
from tests.dialogs.resulting import KS2
from tests.dialogs.resulting import given as results_given
from tests.dialogs.test_next_year import MAY, chat, written
from tests.dialogs.world import OAK_BANK, ST_ANNE, World


@pytest.fixture
async def meetings(world: World, post: Post) -> Meetings:
    return await filled(world, post)


# A actions, R report, L the Lead SIP's report; overdue: O the partner's, X the Lead SIP's, C confidential;
# D designation, H its reasons, E evidence of a recommendation, T targets, P plan report, S support, M summary
BOARD = {
    "Carol Chief": "AROXCDHETPS",
    "Dan Deputy": "AROXCDHETPS",
    "Lena Lead": "AROXCDHETPS",
    "Gail Governance": "AROXDETPS",
    "Ned Newman": "ARODETPS",
    "Chris Chair": "ARODETPS",
}
EIT = {
    "Carol Chief": "ALOXCDHETPSM",
    "Dan Deputy": "ALOXCDHETPSM",
    "Lena Lead": "ALOXCDHETPSM",
    # It has not come to the EIT yet.
    "Gail Governance": "ALOXDTPSM",
}
COMMITTEE = {
    # What the Lead SIP reports to the committee is for those who sit there.
    "Carol Chief": "DHP",
    "Dan Deputy": "DHP",
    "Lena Lead": "DHPM",
    "Stan Committee": "DPM",
    "Gail Governance": "DPM",
}


@pytest.mark.parametrize("name", EVERYBODY)
async def test_a_pack_holds_what_its_reader_may_see_and_nothing_else(
    world: World, meetings: Meetings, name: str
) -> None:
    for meeting, table in ((meetings.board, BOARD), (meetings.eit, EIT), (meetings.committee, COMMITTEE)):
        if name not in table:
            with pytest.raises(NotAllowed):
                await pack_for(world, name, meeting)
            continue
        document = await document_for(world, name, meeting)
        assert marks_in(document) == table[name], meeting.body
        assert not [word for word in NEVER if word in document]


async def test_the_marks_are_words_of_the_sections_and_not_of_all_packs(world: World, post: Post) -> None:
    board = await held(world, OAK_BANK, date(2026, 11, 26))
    assert marks_in(await document_for(world, "Dan Deputy", board)) == "S"
    assert len(set(MARKS.values())) == len(MARKS)


@pytest.mark.parametrize("name", ["Ned Newman", "Chris Chair", "Gail Governance"])
async def test_a_recommendation_under_way_is_in_a_pack_only_from_the_boards_pack_on(
    world: World, meetings: Meetings, name: str
) -> None:
    before = datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert "E" not in marks_in(await document_for(world, name, meetings.board, before))
    assert "E" in marks_in(await document_for(world, "Dan Deputy", meetings.board, before))
    from_then_on = datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert "E" in marks_in(await document_for(world, name, meetings.board, from_then_on))


async def test_a_report_is_in_the_pack_of_the_first_meeting_after_it_and_in_no_later_one(
    world: World, meetings: Meetings
) -> None:
    later = await held(world, ST_ANNE, date(2026, 12, 17))
    assert "R" in marks_in(await document_for(world, "Dan Deputy", meetings.board))
    assert "R" not in marks_in(await document_for(world, "Dan Deputy", later))
    elsewhere = await held(world, OAK_BANK, date(2026, 12, 17))
    assert "R" not in marks_in(await document_for(world, "Dan Deputy", elsewhere))


async def test_the_teams_pack_lists_each_members_work_for_the_chair_and_to_a_partner_their_own_schools(
    world: World, meetings: Meetings
) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 12, 2))
    await world.diary("Sue Partner", ST_ANNE, date(2026, 12, 3))
    trust = await world.store.trust()

    async def seen(name: str) -> set[tuple[str, str]]:
        pack = await pack_for(world, name, meetings.team)
        return {(trust.person(each.person).name, trust.school(each.school).known_as) for each in pack.work}

    everybody = await seen("Dan Deputy")
    assert {
        ("Sam Partner", "Oak Bank"),
        ("Sue Partner", "St Anne's"),
        ("Ted Teacher", "Oak Bank"),
    } <= everybody
    assert {school for _, school in await seen("Sue Partner")} <= {"St Anne's", "Marlow", "St Andrew's"}
    assert await seen("Ted Teacher") <= {row for row in everybody if row[1] == "Oak Bank"}
    assert await seen("Dora Data") == set()
    document = await document_for(world, "Ted Teacher", meetings.team)
    assert marks_in(document).strip("O") == ""
    for name in ("Ned Newman", "Stan Committee", "Gail Governance", "Sal Specialist"):
        with pytest.raises(NotAllowed):
            await pack_for(world, name, meetings.team)


async def test_schools_come_by_risk_the_highest_first(world: World, meetings: Meetings) -> None:
    pack = await pack_for(world, "Dan Deputy", meetings.eit)
    trust = await world.store.trust()
    risks = [trust.school(part.school).risk for part in pack.schools]
    assert [risk for risk in risks if risk] == sorted(
        (risk for risk in risks if risk), key=["high", "some", "low"].index
    )
    assert {part.school for part in pack.schools} == {school.urn for school in trust.current_schools()}
    assert pack.meeting.body is Body.EIT


@pytest.mark.parametrize(
    ("name", "in_board", "in_eit"),
    [
        ("Dan Deputy", True, True),
        ("Lena Lead", True, True),
        ("Gail Governance", True, True),
        ("Ned Newman", True, None),
        ("Chris Chair", True, None),
    ],
)
async def test_the_summers_results_are_in_the_packs_of_the_years_first_round_alone(
    world: World, name: str, in_board: bool, in_eit: bool | None
) -> None:
    first = await held(world, ST_ANNE, date(2026, 9, 24))
    # One that no plan knows belongs to the last round begun.
    eit = await held(world, "", date(2026, 10, 1), Body.EIT)
    later = await held(world, ST_ANNE, date(2026, 11, 26))
    assert "The results of summer 2026 are not in yet." in await document_for(world, name, first)
    await results_given(world, ST_ANNE, {KS2: "68% in reading"})
    assert ("68% in reading" in await document_for(world, name, first)) is in_board
    assert "68% in reading" not in await document_for(world, name, later)
    if in_eit is not None:
        assert ("68% in reading" in await document_for(world, name, eit)) is in_eit


@pytest.mark.parametrize("name", ["Carol Chief", "Dan Deputy", "Lena Lead", "Gail Governance"])
async def test_what_a_board_asks_of_the_eit_is_in_its_pack_alone(
    world: World, meetings: Meetings, name: str
) -> None:
    await asked(world, ST_ANNE, "Phonics coaching for two more days")
    document = await document_for(world, name, meetings.eit)
    assert "What the Board asks" in document
    assert "Phonics coaching for two more days" in document
    assert "Phonics coaching for two more days" not in await document_for(world, name, meetings.board)


NEXT_YEARS = ("Two more SIP days for maths", "Attendance at each visit", "Reading at the end of Year 6")
"""Of support, of agendas and of the targets that are proposed."""


@pytest.mark.parametrize(
    ("name", "sees"),
    [("Carol Chief", True), ("Dan Deputy", True), ("Lena Lead", True), ("Gail Governance", False)],
)
async def test_next_years_drafts_are_in_the_pack_of_the_penultimate_eit_alone(
    world: World, name: str, sees: bool
) -> None:
    penultimate = await held(world, "", date(2027, 5, 27), Body.EIT)
    last = await held(world, "", date(2027, 6, 24), Body.EIT)
    before = await pack_for(world, name, penultimate, MAY)
    await written(world, school="St Anne's", support=NEXT_YEARS[0], items=NEXT_YEARS[1])
    await proposed(world, ST_ANNE, year=NEXT_YEAR, items=[Item(ItemKind.TARGET, NEXT_YEARS[2], "70%", "80%")])
    document = await document_for(world, name, penultimate, MAY)
    assert [said in document for said in NEXT_YEARS] == [sees] * 3
    assert not [said for said in NEXT_YEARS if said in await document_for(world, name, last, MAY)]
    assert (Section.NEXT_YEAR in before.sections) is sees
    pack = later(await pack_for(world, name, penultimate, MAY), MAY - timedelta(minutes=1))
    assert [part.school for part in pack.schools if part.next_year] == [ST_ANNE] * sees


async def test_a_draft_that_is_signed_off_before_the_meeting_says_so_in_its_pack(world: World) -> None:
    penultimate = await held(world, "", date(2027, 5, 27), Body.EIT)
    await written(world, school="St Anne's", support="Phonics coaching")
    dan = await chat(world, "Dan Deputy")
    await dan.says("prepare next year for St Anne's")
    await dan.presses("Sign off")
    document = await document_for(world, "Carol Chief", penultimate, MAY)
    assert "Dan Deputy signed it off on" in document
    assert "Signed off" in document
