"""The ladder of nudges: who is reminded of what when, and who hears of it when it is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.duties import CONFIDENTIAL, Duty, DutyKind, duties_of_deployment, duty_of_visit
from strategy.nudges import (
    PARTY_OF,
    above,
    due,
    last_rung,
    next_rung,
    upward_rungs,
)
from strategy.people import VISITING_CAPACITIES, Capacity, Role
from strategy.policy import load
from strategy.policy_nudges import CountedFrom, Nudge
from strategy.school_year import ONE_DAY, Calendar
from tests.strategy.builders import WITH_CLOSURES, a_deployment, a_visit

POLICY = load()
NUDGES = POLICY.editions[-1].nudges
HOURS = NUDGES.working_hours
NOVEMBER_VISIT = date(2026, 11, 18)
"""A Wednesday; a partner's report on it is due on Monday the 23rd."""


def report_on(day: date, capacity: Capacity = Capacity.SIP, calendar: Calendar = WITH_CLOSURES) -> Duty:
    duty = duty_of_visit(a_visit(day, capacity=capacity), POLICY, calendar)
    assert duty is not None
    return duty


def half_term_report(starts: date, half_term: str) -> Duty:
    owed = duties_of_deployment(a_deployment(starts, None), POLICY, WITH_CLOSURES)
    return next(duty for duty in owed if duty.half_term == half_term)


@dataclass
class Ladder:
    """What a sweep tells of one duty, day by day, and remembers that it told."""

    duty: Duty
    calendar: Calendar = WITH_CLOSURES
    told: list[tuple[str, date, bool]] = field(default_factory=list)

    def on(self, day: date) -> tuple[bool, list[int]]:
        """Whether the owner is told on a day, and the steps upward that hear of it."""
        found = due(self.duty, self.told, day, NUDGES, self.calendar)
        self.told += [(rung.name, rung.day, False) for rung in ([found.own] if found.own else [])]
        self.told += [(rung.name, rung.day, True) for rung in found.upward]
        return found.own is not None, [rung.step for rung in found.upward]

    def days_told(self, first: date, last: date) -> list[str]:
        """The days on which the owner is told, of a sweep on each working day of a span."""
        return [f"{day:%a %-d %b}" for day in working_days(first, last, self.calendar) if self.on(day)[0]]


def working_days(first: date, last: date, calendar: Calendar = WITH_CLOSURES) -> Iterable[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working_day(day)]


def test_a_partner_is_reminded_after_the_visit_when_it_is_due_and_then_until_it_is_done() -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT))
    assert ladder.days_told(NOVEMBER_VISIT, date(2026, 12, 4)) == [
        "Thu 19 Nov",  # the working day after the visit
        "Mon 23 Nov",  # the day it is due
        "Tue 24 Nov",  # the first day late
        "Thu 26 Nov",  # then every second working day
        "Mon 30 Nov",
        "Wed 2 Dec",
        "Fri 4 Dec",
    ]


def test_the_ladder_goes_on_over_christmas_on_working_days_alone() -> None:
    ladder = Ladder(report_on(date(2026, 12, 16)))
    assert ladder.duty.due_on == date(2026, 12, 21)
    assert ladder.days_told(date(2026, 12, 16), date(2027, 1, 8)) == [
        "Thu 17 Dec",
        "Mon 21 Dec",
        "Tue 22 Dec",
        "Mon 4 Jan",  # Christmas Eve is a closure, and then come holidays, closures and weekends
        "Wed 6 Jan",
        "Fri 8 Jan",
    ]


def test_the_first_reminder_of_a_visit_on_a_friday_waits_for_monday() -> None:
    ladder = Ladder(report_on(date(2026, 11, 27)))
    assert ladder.days_told(date(2026, 11, 27), date(2026, 12, 2)) == ["Mon 30 Nov", "Wed 2 Dec"]


def test_a_visit_of_two_days_counts_from_its_last() -> None:
    duty = duty_of_visit(a_visit(date(2026, 11, 20), starts=date(2026, 11, 18)), POLICY, WITH_CLOSURES)
    assert duty is not None
    assert Ladder(duty).days_told(date(2026, 11, 18), date(2026, 11, 25)) == ["Mon 23 Nov", "Wed 25 Nov"]


def test_a_half_termly_report_is_asked_for_when_it_is_due_and_not_weeks_before() -> None:
    ladder = Ladder(half_term_report(date(2026, 9, 1), "2026/27 autumn-2"))
    assert ladder.duty.due_on == date(2026, 12, 18)
    assert ladder.days_told(date(2026, 11, 2), date(2026, 12, 22)) == ["Fri 18 Dec", "Mon 21 Dec"]


def test_somebody_deployed_on_the_last_day_of_a_half_term_is_reminded_that_day() -> None:
    ladder = Ladder(half_term_report(date(2026, 12, 18), "2026/27 autumn-2"))
    assert ladder.days_told(date(2026, 12, 17), date(2026, 12, 22)) == ["Fri 18 Dec", "Mon 21 Dec"]


@pytest.mark.parametrize("capacity", [Capacity.SIP, Capacity.SCHOOL_IMPROVEMENT_ADVISER, Capacity.SLE])
def test_at_three_working_days_late_it_goes_up_one_step_and_at_five_another(capacity: Capacity) -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT, capacity))
    days = working_days(ladder.duty.due_on, date(2026, 12, 18))
    heard = {day: steps for day in days if (steps := ladder.on(day)[1])}
    after = WITH_CLOSURES.working_days_after
    assert heard == {after(ladder.duty.due_on, 3): [1], after(ladder.duty.due_on, 5): [2]}
    assert [above(ladder.duty, step, NUDGES)[0] for step in (1, 2)] == [Role.LEAD_SIP, Role.DEPUTY_CEO]


@pytest.mark.parametrize(
    "duty",
    [
        report_on(NOVEMBER_VISIT, Capacity.LEAD_SIP),
        half_term_report(date(2026, 9, 1), "2026/27 autumn-1"),
    ],
    ids=["Lead SIP", "team member"],
)
def test_above_the_lead_sip_and_the_improvement_team_there_is_the_deputy_ceo_alone(duty: Duty) -> None:
    [rung] = upward_rungs(duty, NUDGES, WITH_CLOSURES)
    assert (rung.step, rung.day) == (1, WITH_CLOSURES.working_days_after(duty.due_on, 3))
    assert above(duty, 1, NUDGES) == (Role.DEPUTY_CEO,)


@pytest.mark.parametrize(
    ("capacity", "line"),
    [
        (Capacity.HEADTEACHER, (Role.LEAD_SIP, Role.DEPUTY_CEO)),
        (Capacity.DEPUTY_CEO, (Role.CEO,)),
        (Capacity.CEO, ()),
    ],
)
def test_what_headteachers_the_deputy_ceo_and_the_ceo_owe_goes_up_their_own_lines(
    capacity: Capacity, line: tuple[Role, ...]
) -> None:
    duty = replace(report_on(NOVEMBER_VISIT), capacity=capacity)
    assert above(duty, 1, NUDGES) == line
    assert [rung.step for rung in upward_rungs(duty, NUDGES, WITH_CLOSURES)] == [*range(1, len(line) + 1)]


def test_nobody_hears_of_a_report_that_is_in_time() -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT))
    assert [ladder.on(day)[1] for day in working_days(NOVEMBER_VISIT, date(2026, 11, 25))] == [[]] * 6


def test_of_a_week_without_sweeps_the_owner_is_told_once_and_each_above_them_once() -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT))
    assert ladder.on(date(2026, 11, 23)) == (True, [])
    assert ladder.on(date(2026, 12, 1)) == (True, [1, 2])
    assert ladder.on(date(2026, 12, 1)) == (False, [])
    assert ladder.days_told(date(2026, 12, 1), date(2026, 12, 4)) == ["Wed 2 Dec", "Fri 4 Dec"]


def test_a_duty_that_is_extended_has_rungs_of_its_own_for_the_new_day() -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT))
    ladder.days_told(NOVEMBER_VISIT, date(2026, 11, 26))
    until = date(2026, 12, 3)
    ladder.duty = replace(ladder.duty, due_on=until, extended_to=until)
    heard: list[list[int]] = []
    assert ladder.days_told(date(2026, 11, 26), date(2026, 12, 4)) == ["Thu 3 Dec", "Fri 4 Dec"]
    heard += [ladder.on(day)[1] for day in working_days(date(2026, 12, 7), date(2026, 12, 10))]
    assert heard == [[], [1], [], [2]]


def test_a_duty_given_to_somebody_else_goes_on_with_the_next_rung() -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT))
    assert ladder.days_told(NOVEMBER_VISIT, date(2026, 11, 24))[-1] == "Tue 24 Nov"
    ladder.duty = replace(ladder.duty, owner=2, origin=1)
    assert ladder.days_told(date(2026, 11, 24), date(2026, 11, 30)) == ["Thu 26 Nov", "Mon 30 Nov"]


def test_a_visit_that_moves_to_an_earlier_day_is_not_told_twice_for_one_day() -> None:
    ladder = Ladder(report_on(NOVEMBER_VISIT))
    assert ladder.on(date(2026, 11, 23)) == (True, [])
    ladder.duty = report_on(date(2026, 11, 17))  # due the Friday before, so this Monday is its first day late
    assert ladder.on(date(2026, 11, 23)) == (False, [])
    assert ladder.days_told(date(2026, 11, 24), date(2026, 11, 27)) == ["Wed 25 Nov", "Fri 27 Nov"]


# What holds whatever happens.

visits = st.builds(
    report_on,
    st.dates(date(2026, 9, 1), date(2027, 7, 20)),
    st.sampled_from(VISITING_CAPACITIES),
)
half_terms = st.sampled_from(
    duties_of_deployment(a_deployment(date(2026, 9, 1), None), POLICY, WITH_CLOSURES)
)
gaps = st.lists(st.integers(0, 14), min_size=1, max_size=12)
"""Days between one sweep and the next: none for two on one day, a week and more where some were missed."""


@given(visits | half_terms, gaps)
def test_whatever_sweeps_are_missed_no_rung_comes_twice_and_nobody_late_goes_untold(
    duty: Duty, days: list[int]
) -> None:
    ladder, day = Ladder(duty), duty.arises_on
    told_on: list[date] = []
    for gap in days:
        day += gap * ONE_DAY
        if not WITH_CLOSURES.is_working_day(day):
            continue
        told_on += [day] if ladder.on(day)[0] else []
        assert ladder.on(day) == (False, [])  # a second sweep finds nothing
        names = [name for name, _, _ in ladder.told]
        assert len(set(names)) == len(names)
        assert all(rung_on <= day for _, rung_on, _ in ladder.told)
        assert len(set(told_on)) == len(told_on)
        if duty.is_overdue(day) and WITH_CLOSURES.working_days_between(duty.due_on, day) >= 1:
            last = max(rung_on for _, rung_on, upward in ladder.told if not upward)
            assert WITH_CLOSURES.working_days_between(last, day) < 2
            late = WITH_CLOSURES.working_days_between(duty.due_on, day)
            steps = [days for days in NUDGES.escalation.at_working_days_late if days <= late]
            line = NUDGES.escalation.line[PARTY_OF[duty.capacity]]
            assert sum(upward for _, _, upward in ladder.told) == min(len(steps), len(line))


@given(visits | half_terms, gaps)
def test_between_a_look_and_the_next_there_is_nothing_to_tell(duty: Duty, days: list[int]) -> None:
    ladder, day = Ladder(duty), duty.arises_on
    for gap in days:
        day += gap * ONE_DAY
        ladder.on(day)
        again = due(duty, ladder.told, day, NUDGES, WITH_CLOSURES).look_again_on
        assert again > day
        before = WITH_CLOSURES.working_days_before(again, 1)
        if before > day:
            assert Ladder(duty, told=list(ladder.told)).on(before) == (False, [])
        assert Ladder(duty, told=list(ladder.told)).on(WITH_CLOSURES.on_or_after(again)) != (False, [])


# The policy in force.


def test_somebody_stands_above_every_capacity_but_the_ceos() -> None:
    assert set(PARTY_OF) == set(Capacity)
    for edition in POLICY.editions:
        without = {c for c, party in PARTY_OF.items() if party not in edition.nudges.escalation.line}
        assert without == {Capacity.CEO}


def test_no_rung_is_told_in_the_hour_that_a_clock_change_takes_or_doubles() -> None:
    for edition in POLICY.editions:
        hours = edition.nudges.working_hours
        assert hours.starts >= time(2)
        assert hours.starts <= edition.nudges.digest.at < hours.ends


def test_every_kind_of_duty_has_a_ladder_that_goes_on_until_it_is_done() -> None:
    examples = [report_on(NOVEMBER_VISIT), half_term_report(date(2026, 9, 1), "2026/27 autumn-2")]
    of_a_designation = replace(
        examples[0], visit=None, arises_on=date(2026, 11, 23), about_on=date(2026, 11, 30)
    )
    examples += [
        replace(of_a_designation, kind=kind, due_on=date(2026, 11, 30))
        for kind in sorted(CONFIDENTIAL | {DutyKind.REVIEW_OF_YEAR})
    ]
    assert {duty.kind for duty in examples} == set(DutyKind)
    for duty in examples:
        day = duty.due_on
        assert last_rung(duty, day, NUDGES, WITH_CLOSURES) is not None
        for _ in range(30):
            following = next_rung(duty, day, NUDGES, WITH_CLOSURES).day
            assert 0 < WITH_CLOSURES.working_days_between(day, following) <= 2
            day = following


def test_a_policy_with_other_rungs_has_another_ladder() -> None:
    patient = NUDGES.model_copy(
        update={
            "rungs": (Nudge(counted_from=CountedFrom.DUE, working_days=2),),
            "then_every_working_days": 5,
        }
    )
    duty = report_on(NOVEMBER_VISIT)
    days = working_days(NOVEMBER_VISIT, date(2026, 12, 18))
    told: list[tuple[str, date, bool]] = []
    for day in days:
        own = due(duty, told, day, patient, WITH_CLOSURES).own
        told += [(own.name, day, False)] if own else []
    assert [f"{day:%a %-d %b}" for _, day, _ in told] == [
        "Wed 25 Nov",
        "Wed 2 Dec",
        "Wed 9 Dec",
        "Wed 16 Dec",
    ]
