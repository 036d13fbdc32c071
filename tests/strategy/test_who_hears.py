"""Who hears of a late duty: the holders of the offices above its owner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from strategy.actions.nudging import hears_of
from strategy.duties import Duty, DutyKind, DutyState, StoredDuty
from strategy.people import Capacity, Role
from strategy.policy import load
from strategy.ports import Absence
from strategy.trust import Trust
from tests.strategy.builders import OAK_BANK, a_trust, somebody

NUDGES = load().editions[-1].nudges
NOVEMBER_VISIT = date(2026, 11, 18)

LEAD, DEPUTY, CEO, PARTNER, SECOND_LEAD = 2, 3, 4, 5, 6


def the_trust(*more: tuple[int, Role]) -> Trust:
    held: dict[int, list[Role]] = {
        LEAD: [Role.LEAD_SIP],
        DEPUTY: [Role.DEPUTY_CEO],
        CEO: [Role.CEO],
        PARTNER: [],
    }
    for person, role in more:
        held.setdefault(person, []).append(role)
    return a_trust([somebody(person, *roles) for person, roles in held.items()], ())


def heard_by(
    owner: int, capacity: Capacity, step: int, *, away: Iterable[int] = (), trust: Trust | None = None
) -> list[int]:
    duty = Duty(
        DutyKind.VISIT_REPORT, owner, OAK_BANK, capacity, NOVEMBER_VISIT, NOVEMBER_VISIT, date(2026, 11, 23)
    )
    absences = {
        person: Absence(1, person, NOVEMBER_VISIT, None, "ill", DEPUTY, datetime(2026, 11, 18, tzinfo=UTC))
        for person in away
    }
    stored = StoredDuty(1, duty, DutyState.OPEN)
    found = hears_of(stored, step, trust or the_trust(), absences, NUDGES)
    return sorted(person.id for person in found)


def test_a_partners_late_report_is_heard_of_by_the_lead_sip_and_then_the_deputy_ceo() -> None:
    assert [heard_by(PARTNER, Capacity.SIP, step) for step in (1, 2)] == [[LEAD], [DEPUTY]]


def test_everybody_who_holds_the_office_hears_of_it() -> None:
    trust = the_trust((SECOND_LEAD, Role.LEAD_SIP))
    assert heard_by(PARTNER, Capacity.SIP, 1, trust=trust) == [LEAD, SECOND_LEAD]


def test_a_holder_who_owes_it_or_is_away_is_passed_over_for_another_and_then_for_the_next_office() -> None:
    two = the_trust((SECOND_LEAD, Role.LEAD_SIP))
    assert heard_by(PARTNER, Capacity.SIP, 1, away=[LEAD], trust=two) == [SECOND_LEAD]
    assert heard_by(PARTNER, Capacity.SIP, 1, away=[LEAD]) == [DEPUTY]
    assert heard_by(LEAD, Capacity.LEAD_SIP, 1) == [DEPUTY]


def test_where_all_are_away_it_waits_for_the_nearest_rather_than_for_nobody() -> None:
    assert heard_by(PARTNER, Capacity.SIP, 1, away=[LEAD, DEPUTY]) == [LEAD]
    assert heard_by(PARTNER, Capacity.SIP, 2, away=[DEPUTY]) == [DEPUTY]


def test_nobody_hears_of_somebody_above_them() -> None:
    assert [heard_by(LEAD, Capacity.SIP, step) for step in (1, 2)] == [[DEPUTY], []]
    assert [heard_by(DEPUTY, Capacity.SIP, step) for step in (1, 2)] == [[CEO], []]
    assert heard_by(DEPUTY, Capacity.LEAD_SIP, 1) == [CEO]


def test_an_office_that_nobody_holds_is_passed_over() -> None:
    nobody_leads = a_trust([somebody(DEPUTY, Role.DEPUTY_CEO), somebody(PARTNER)], ())
    gone = a_trust(
        [somebody(LEAD, Role.LEAD_SIP, ended_on=date(2026, 10, 1)), somebody(DEPUTY, Role.DEPUTY_CEO)], ()
    )
    assert heard_by(PARTNER, Capacity.SIP, 1, trust=nobody_leads) == [DEPUTY]
    assert heard_by(PARTNER, Capacity.SIP, 1, trust=gone) == [DEPUTY]
    assert heard_by(PARTNER, Capacity.SIP, 1, trust=a_trust([somebody(PARTNER)], ())) == []
