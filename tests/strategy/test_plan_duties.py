"""What the Deputy CEO owes of tailored plans and exit plans, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.designations import Designation
from strategy.duties import FROZEN, Changes, Duty, DutyKind, DutyState, StoredDuty, reconcile
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.people import Capacity, Role
from strategy.plan_duties import exit_duties, periods, reports_on_plans
from strategy.policy import Policy, load
from strategy.schools import Membership, School
from strategy.trust import Trust
from tests.strategy.builders import OAK_BANK, OPEN_ALL_YEAR, a_school, somebody

POLICY = load()
TODAY = date(2026, 11, 24)
HEAD, PARTNER, DEPUTY, SECOND, CEO = 1, 2, 3, 4, 5
SCHOOL = replace(
    a_school(OAK_BANK, headteacher=HEAD, sip=PARTNER),
    designation=Designation.REPAIR,
    designated_on=date(2026, 9, 1),
)
MONTHLY, TO_BODIES = DutyKind.PLAN_REPORT, DutyKind.PLAN_REPORT_TO_BODIES


def _trust(*, deputies: Sequence[int] = (DEPUTY,), school: School = SCHOOL) -> Trust:
    people = [somebody(HEAD), somebody(PARTNER), somebody(CEO, Role.CEO)]
    people += [somebody(n, *([Role.DEPUTY_CEO] if n in deputies else [])) for n in (DEPUTY, SECOND)]
    return Trust(1, people, [school], OPEN_ALL_YEAR)


def _owed(
    school: School = SCHOOL,
    stored: Sequence[StoredDuty] = (),
    *,
    today: date = TODAY,
    deputies: Sequence[int] = (DEPUTY,),
    policy: Policy = POLICY,
) -> list[Duty]:
    trust = _trust(deputies=deputies, school=school)
    return reports_on_plans(school, stored, periods(policy, OPEN_ALL_YEAR, today), policy, trust, today)


def _about(duties: Sequence[Duty], kind: DutyKind) -> dict[str, date]:
    return {duty.about: duty.due_on for duty in duties if duty.kind is kind}


def _kept(duty: Duty, state: DutyState = DutyState.OPEN, number: int = 1) -> StoredDuty:
    return StoredDuty(number, duty, state)


def test_the_ceos_report_is_due_on_the_last_working_day_of_each_month() -> None:
    assert _about(_owed(), MONTHLY) == {"2026-11": date(2026, 11, 30), "2026-12": date(2026, 12, 31)}
    # 31 January 2027 is a Sunday.
    assert _about(_owed(today=date(2027, 1, 5)), MONTHLY)["2027-01"] == date(2027, 1, 29)


def test_august_has_no_report() -> None:
    assert "2026-08" not in _about(_owed(today=date(2026, 7, 20)), MONTHLY)
    assert _about(_owed(today=date(2026, 8, 10)), MONTHLY) == {"2026-09": date(2026, 9, 30)}


@pytest.mark.parametrize(
    ("designation", "owed"),
    [
        (Designation.STABILISE, {"2026/27 autumn-2": date(2026, 12, 18)}),
        (Designation.REPAIR, {"2026/27 autumn-2": date(2026, 12, 18)}),
        (Designation.IMPROVE, {"2026/27 autumn": date(2026, 12, 18)}),
        (Designation.SUSTAIN, {"2026/27 autumn": date(2026, 12, 18)}),
        (None, {}),
    ],
)
def test_board_team_and_committee_are_told_as_often_as_the_risk_says(
    designation: Designation | None, owed: dict[str, date]
) -> None:
    school = replace(SCHOOL, designation=designation)
    assert _about(_owed(school), TO_BODIES) == owed


def test_a_joining_school_and_one_that_has_left_have_no_plan() -> None:
    assert _owed(replace(SCHOOL, status=Membership.JOINING)) == []
    assert _owed(replace(SCHOOL, ended_on=date(2026, 11, 1))) == []


def test_a_school_that_joins_is_reported_on_from_the_month_that_it_is() -> None:
    duties = _owed(replace(SCHOOL, status=Membership.MEMBER, designated_on=TODAY))
    assert min(_about(duties, MONTHLY)) == "2026-11"
    assert "2026/27 autumn-1" not in _about(duties, TO_BODIES)


def test_of_several_deputies_one_owes_it_and_without_one_nobody() -> None:
    assert {duty.owner for duty in _owed(deputies=(SECOND, DEPUTY))} == {DEPUTY}
    assert {duty.owner for duty in _owed(deputies=(SECOND,))} == {SECOND}
    assert _owed(deputies=()) == []
    assert {duty.capacity for duty in _owed()} == {Capacity.DEPUTY_CEO}


def test_a_late_report_passes_to_the_next_holder_of_the_office() -> None:
    late = Duty(
        MONTHLY,
        DEPUTY,
        OAK_BANK,
        Capacity.DEPUTY_CEO,
        date(2026, 10, 1),
        date(2026, 10, 30),
        date(2026, 10, 30),
        about="2026-10",
    )
    found = _owed(stored=[_kept(late)], deputies=(SECOND,))
    changes = reconcile([_kept(late)], found)
    assert changes.void == (1,)
    assert replace(late, owner=SECOND) in changes.new


def test_what_was_filed_by_the_holder_before_is_not_asked_for_again() -> None:
    [november] = [duty for duty in _owed() if duty.about == "2026-11"]
    for state in FROZEN:
        found = _owed(stored=[_kept(november, state)], deputies=(SECOND,))
        assert "2026-11" not in _about(found, MONTHLY)


def test_becoming_high_risk_within_a_half_term_asks_for_that_half_term() -> None:
    some = replace(SCHOOL, designation=Designation.IMPROVE)
    stored = [_kept(duty, number=n) for n, duty in enumerate(_owed(some), 1)]
    high = replace(SCHOOL, designated_on=date(2026, 11, 25))
    changes = reconcile(stored, _owed(high, stored, today=date(2026, 11, 25)))
    assert _about(changes.new, TO_BODIES) == {"2026/27 autumn-2": date(2026, 12, 18)}
    [term] = [entry.id for entry in stored if entry.duty.about == "2026/27 autumn"]
    assert changes.void == (term,)


def test_what_was_late_under_the_old_risk_stays_owed() -> None:
    [half] = [d for d in _owed(today=date(2026, 10, 20)) if d.about == "2026/27 autumn-1"]
    assert half.due_on == date(2026, 10, 23)
    some = replace(SCHOOL, designation=Designation.IMPROVE, designated_on=date(2026, 11, 25))
    found = _owed(some, [_kept(half)], today=date(2026, 11, 25))
    assert _about(found, TO_BODIES) == {"2026/27 autumn-1": half.due_on, "2026/27 autumn": date(2026, 12, 18)}
    assert "2026/27 autumn-1" not in _about(_owed(some, [_kept(half, DutyState.VOID)]), TO_BODIES)


def test_nothing_is_owed_of_a_time_before_the_trust_went_live() -> None:
    live = replace(POLICY, first_day=date(2026, 12, 1))
    assert min(_about(_owed(policy=live), MONTHLY)) == "2026-12"


_PLAN = ExitPlan(7, OAK_BANK, ExitState.DRAWN_UP, CEO, datetime(2026, 11, 24, 9, tzinfo=UTC), 1)
_ITEM = ExitItem(3, "Planning of mathematics", date(2026, 12, 12), CEO, DEPUTY, _PLAN.opened_at)


def test_an_exit_plan_is_to_be_drawn_up_within_policys_days() -> None:
    [duty] = exit_duties(_PLAN, POLICY, _trust())
    assert (duty.kind, duty.owner, duty.about) == (DutyKind.EXIT_PLAN, DEPUTY, "exit:7")
    assert duty.due_on == date(2026, 12, 8)


def test_each_item_is_to_be_confirmed_on_its_day_by_the_one_named() -> None:
    agreed = replace(_PLAN, state=ExitState.AGREED, items=(_ITEM,))
    [duty] = exit_duties(agreed, POLICY, _trust())
    assert (duty.kind, duty.owner, duty.about) == (DutyKind.EXIT_CONFIRMATION, CEO, "exit:7:3")
    # 12 December 2026 is a Saturday.
    assert (duty.due_on, duty.capacity) == (date(2026, 12, 14), Capacity.CEO)


@pytest.mark.parametrize("state", [ExitState.CLOSED, ExitState.VOID])
def test_an_exit_plan_that_is_closed_or_void_asks_for_nothing(state: ExitState) -> None:
    assert exit_duties(replace(_PLAN, state=state, items=(_ITEM,)), POLICY, _trust()) == []


def _applied(stored: list[StoredDuty], changes: Changes) -> list[StoredDuty]:
    changed, void = dict(changes.changed), set(changes.void)
    kept = [
        StoredDuty(e.id, changed[e.id], DutyState.OPEN)
        if e.id in changed
        else replace(e, state=DutyState.VOID)
        if e.id in void
        else e
        for e in stored
    ]
    return kept + [_kept(duty, number=len(kept) + n) for n, duty in enumerate(changes.new, 1)]


_EVENTS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(list(Designation)),
        st.sampled_from([(DEPUTY,), (SECOND,), (DEPUTY, SECOND), ()]),
        st.sampled_from([Membership.MEMBER, Membership.MEMBER, Membership.MEMBER, Membership.JOINING]),
        st.booleans(),
    ),
    max_size=14,
)


@given(_EVENTS)
def test_whatever_happens_a_period_is_owed_once_and_what_was_filed_stays(
    events: list[tuple[int, Designation, tuple[int, ...], Membership, bool]],
) -> None:
    stored: list[StoredDuty] = []
    school, today = SCHOOL, date(2026, 9, 1)
    for days, designation, deputies, status, files in events:
        today = min(today + timedelta(days=days), date(2027, 7, 1))
        if designation is not school.designation:
            school = replace(school, designation=designation, designated_on=today)
        school = replace(school, status=status)
        frozen = [entry for entry in stored if entry.state in FROZEN]
        stored = _applied(stored, reconcile(stored, _owed(school, stored, today=today, deputies=deputies)))
        assert not reconcile(stored, _owed(school, stored, today=today, deputies=deputies))
        assert [entry for entry in stored if entry.state in FROZEN] == frozen
        alive = [(e.duty.kind, e.duty.about) for e in stored if e.state is not DutyState.VOID]
        assert len(alive) == len(set(alive))
        is_owed = deputies and status is Membership.MEMBER
        if is_owed and today.month != 8:
            assert (MONTHLY, f"{today:%Y-%m}") in alive or today > _last_working_day(today)
        opened = [entry for entry in stored if entry.state is DutyState.OPEN]
        assert is_owed or not opened
        if files and opened:
            first = opened[0]
            stored = [replace(e, state=DutyState.FULFILLED) if e.id == first.id else e for e in stored]


def _last_working_day(today: date) -> date:
    following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return OPEN_ALL_YEAR.on_or_before(following - timedelta(days=1))
