"""Who is given the pack of a meeting: written out by hand from the reading of the strategy."""

from __future__ import annotations

from datetime import date, time

import pytest

from strategy.meetings import Meeting
from strategy.packs_access import is_clerk, may_have_pack, pack_scope, readers_of
from strategy.people import Person, Role
from strategy.permissions import Deed, scope
from strategy.policy import load
from strategy.policy_reporting import Body
from strategy.visits import Support
from tests.strategy.builders import MARLOW, OAK_BANK, a_deployment, a_school, a_trust, somebody

POLICY = load()
DAY = date(2026, 11, 26)
HEAD, PARTNER, CHAIR, ADVISER, LEADER, PLAIN, OTHER_HEAD, DEPLOYED, GONE = range(1, 10)
FIRST_OF_ROLES = 100
TRUST = a_trust(
    [
        *(somebody(n) for n in (HEAD, PARTNER, CHAIR, LEADER, PLAIN, OTHER_HEAD)),
        somebody(ADVISER, Role.SCHOOL_IMPROVEMENT_ADVISER),
        somebody(DEPLOYED, Role.SLE),
        somebody(GONE, Role.CEO, Role.GOVERNANCE_PROFESSIONAL, ended_on=date(2026, 9, 1)),
        *(somebody(FIRST_OF_ROLES + n, role) for n, role in enumerate(Role)),
    ],
    [
        a_school(
            OAK_BANK, headteacher=HEAD, sip=PARTNER, chair=CHAIR, adviser=ADVISER, senior_leaders=[LEADER]
        ),
        a_school(MARLOW, headteacher=OTHER_HEAD, sip=PARTNER),
    ],
    [a_deployment(date(2026, 11, 2), None, person=DEPLOYED, school=OAK_BANK, support=Support.SLE)],
)
KINDS = POLICY.on(DAY, TRUST.calendar).shared_kinds
BOARD = Meeting(1, Body.PROGRESS_BOARD, OAK_BANK, DAY, time(9), time(10, 30))
EIT = Meeting(2, Body.EIT, "", DAY, time(9), time(10, 30))
COMMITTEE = Meeting(3, Body.STANDARDS_COMMITTEE, "", DAY, time(9), time(10, 30))
TEAM = Meeting(4, Body.SCHOOL_IMPROVEMENT_TEAM, "", DAY, time(9), time(10, 30))

_AT_THE_SCHOOL = {
    "headteacher": HEAD,
    "partner": PARTNER,
    "chair of governors": CHAIR,
    "adviser": ADVISER,
    "senior leader": LEADER,
    "nobody in particular": PLAIN,
    "headteacher elsewhere": OTHER_HEAD,
    "SLE deployed there": DEPLOYED,
    "somebody who has left": GONE,
}

# y  may have it and is given it
# a  may have it, and asks for it: those who see all schools, where they do not sit
# -  may not have it
TABLE = """
who                        | board eit committee team
---------------------------+-------------------------
ceo                        |   y    y      a      a
deputy_ceo                 |   y    y      a      y
lead_sip                   |   a    y      a      a
governance_professional    |   y    y      y      -
standards_committee        |   -    -      y      -
trustee                    |   -    -      -      -
executive_team             |   -    -      -      -
administrator              |   -    -      -      -
data_manager               |   -    -      -      y
lead_send_safeguarding     |   -    -      -      y
lead_pupil_premium         |   -    -      -      y
lead_teaching_learning     |   -    -      -      y
director_scitt_tsh         |   -    -      -      y
director_subject           |   -    -      -      y
deputy_head_trust          |   -    -      -      y
school_improvement_adviser |   -    -      -      y
sle                        |   -    -      -      -
headteacher                |   y    -      -      -
chair of governors         |   y    -      -      -
partner                    |   -    -      -      y
adviser                    |   -    -      -      y
senior leader              |   -    -      -      -
SLE deployed there         |   -    -      -      -
headteacher elsewhere      |   -    -      -      -
nobody in particular       |   -    -      -      -
somebody who has left      |   -    -      -      -
"""


def the_person(who: str) -> Person:
    if who in _AT_THE_SCHOOL:
        return TRUST.people[_AT_THE_SCHOOL[who]]
    return TRUST.people[FIRST_OF_ROLES + list(Role).index(Role(who))]


def lines() -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for line in TABLE.strip().splitlines()[2:]:
        who, cells = line.split("|")
        found.append((who.strip(), tuple(cells.split())))
    return found


@pytest.mark.parametrize(("who", "cells"), lines(), ids=lambda each: each if isinstance(each, str) else "")
def test_a_pack_is_for_those_whom_policy_seats_and_those_who_see_all_schools(
    who: str, cells: tuple[str, ...]
) -> None:
    person = the_person(who)
    for meeting, cell in zip((BOARD, EIT, COMMITTEE, TEAM), cells, strict=True):
        assert may_have_pack(person, meeting, POLICY, TRUST, DAY) is (cell != "-"), meeting.body
        assert (person.id in readers_of(meeting, POLICY, TRUST, DAY)) is (cell == "y"), meeting.body


def test_every_role_has_a_line() -> None:
    assert {str(role) for role in Role} <= {who for who, _ in lines()}


def test_nobody_is_given_a_pack_twice() -> None:
    for meeting in (BOARD, EIT, COMMITTEE, TEAM):
        readers = readers_of(meeting, POLICY, TRUST, DAY)
        assert len(readers) == len(set(readers))


@pytest.mark.parametrize("who", [who for who, cells in lines() if "-" not in cells[0]])
@pytest.mark.parametrize("deed", list(Deed))
def test_a_boards_pack_reaches_no_other_school_than_its_own(who: str, deed: Deed) -> None:
    reach = pack_scope(the_person(who), deed, BOARD, POLICY, TRUST)
    plain = scope(the_person(who), deed, TRUST, KINDS)
    if not plain.everything:
        assert not reach.everything
        assert MARLOW not in reach.schools | reach.shared_schools


def test_a_chair_of_governors_has_the_boards_papers_and_only_the_reports_that_the_headteacher_is_shown() -> (
    None
):
    chair = TRUST.people[CHAIR]
    assert scope(chair, Deed.READ_REPORT, TRUST, KINDS).schools == frozenset()
    reach = pack_scope(chair, Deed.READ_REPORT, BOARD, POLICY, TRUST)
    assert (reach.schools, reach.shared_schools, reach.shared_kinds) == (
        frozenset(),
        frozenset({OAK_BANK}),
        KINDS,
    )
    assert pack_scope(chair, Deed.SEE_RISK, BOARD, POLICY, TRUST).schools == frozenset({OAK_BANK})
    assert pack_scope(chair, Deed.READ_RECOMMENDATION, BOARD, POLICY, TRUST).is_empty
    assert not pack_scope(chair, Deed.SEE_LEFT_OUT, BOARD, POLICY, TRUST).reaches_others


def test_whoever_clerks_a_meeting_has_its_whole_pack() -> None:
    clerk = the_person("governance_professional")
    assert is_clerk(clerk, BOARD, POLICY, TRUST)
    assert pack_scope(clerk, Deed.READ_REPORT, BOARD, POLICY, TRUST).schools == frozenset({OAK_BANK})
    assert pack_scope(clerk, Deed.READ_REPORT, EIT, POLICY, TRUST).everything
    assert not is_clerk(clerk, TEAM, POLICY, TRUST)
    assert not pack_scope(clerk, Deed.SEE_LEFT_OUT, EIT, POLICY, TRUST).reaches_others


def test_those_who_sit_in_the_committee_reach_no_report_of_a_visit() -> None:
    member = the_person("standards_committee")
    assert pack_scope(member, Deed.READ_REPORT, COMMITTEE, POLICY, TRUST).schools == frozenset()
    assert not pack_scope(member, Deed.READ_REPORT, COMMITTEE, POLICY, TRUST).reaches_others
    assert pack_scope(member, Deed.SEE_RISK, COMMITTEE, POLICY, TRUST).everything
