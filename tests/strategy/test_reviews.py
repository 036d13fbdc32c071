"""Which reviews are asked of a school by when, who owes them, and on which days they can be held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.deeds import Deed
from strategy.duties import Duty, DutyState, StoredDuty, reconcile
from strategy.people import Capacity, Person, Role
from strategy.policy import load
from strategy.review_days import day_fault, other_days
from strategy.review_duties import annual_reviews_due, duties_of_reviews
from strategy.reviews import (
    Due,
    Entry,
    Happened,
    Occasion,
    Review,
    ReviewState,
    due_on_day,
    occasion_of,
    owed_by,
    reach_of,
    reviews_due,
)
from strategy.school_year import LONDON
from strategy.schools import Membership, School
from tests.strategy.builders import MARLOW, OAK_BANK, WITH_CLOSURES, a_school, a_trust, somebody

POLICY = load()
NAMES = ("Pupil premium", "Safeguarding", "Governance")
HEAD, PARTNER, DEPUTY = somebody(1), somebody(2), somebody(3, Role.DEPUTY_CEO)
SEND, PREMIUM, LEAD = (
    somebody(4, Role.LEAD_SEND_SAFEGUARDING),
    somebody(5, Role.LEAD_PUPIL_PREMIUM),
    somebody(6, Role.LEAD_SIP),
)
SCHOOL = a_school(OAK_BANK, headteacher=1, sip=2)
TRUST = a_trust(
    [HEAD, PARTNER, DEPUTY, SEND, PREMIUM, LEAD], [SCHOOL, a_school(MARLOW, headteacher=2, sip=1)]
)
BEFORE = date(2026, 8, 20)
TERMS = {terms.name: terms for terms in POLICY.editions[-1].reviews}
AT = datetime(2026, 11, 23, 9, tzinfo=LONDON)


def due(name: str = "Safeguarding", period: str = "2026/27") -> Due:
    wanted = Occasion(OAK_BANK, name, period)
    return next(each for each in reviews_due(SCHOOL, POLICY, WITH_CLOSURES) if each.occasion == wanted)


def owed(
    school: School = SCHOOL,
    *states: ReviewState,
    stored: tuple[StoredDuty, ...] = (),
    today: date = BEFORE,
    policy_from: date | None = None,
) -> dict[str, Duty]:
    policy = replace(POLICY, first_day=policy_from) if policy_from else POLICY
    by_about = {state.occasion.about: state for state in states}
    found = duties_of_reviews(school, by_about, stored, policy, TRUST, today)
    assert len({duty.key for duty in found}) == len(found)
    return {duty.about: duty for duty in found}


def test_a_school_has_two_reviews_a_year_and_one_a_term() -> None:
    of_this_year = [
        each.occasion.about
        for each in reviews_due(SCHOOL, POLICY, WITH_CLOSURES)
        if each.span.ends.year == 2027
    ]
    assert set(of_this_year) >= {
        "Pupil premium:2026/27",
        "Safeguarding:2026/27",
        "Governance:2026/27 spring",
        "Governance:2026/27 summer",
    }


@pytest.mark.parametrize(
    ("about", "arises", "due_on", "owner"),
    [
        # Until a day is set it is asked for in the last half term of its period.
        ("Safeguarding:2026/27", date(2027, 6, 7), date(2027, 7, 21), SEND),
        ("Pupil premium:2026/27", date(2027, 6, 7), date(2027, 7, 21), PREMIUM),
        # The external adviser is not in the directory.
        ("Governance:2026/27 autumn", date(2026, 11, 2), date(2026, 12, 18), DEPUTY),
        ("Governance:2026/27 spring", date(2027, 2, 22), date(2027, 3, 25), DEPUTY),
    ],
)
def test_whoever_leads_a_review_owes_it_by_the_end_of_its_period(
    about: str, arises: date, due_on: date, owner: Person
) -> None:
    duty = owed()[about]
    assert (duty.arises_on, duty.due_on, duty.owner) == (arises, due_on, owner.id)
    capacity = Capacity.DEPUTY_CEO if owner is DEPUTY else Capacity.TEAM_MEMBER
    assert duty.capacity is capacity


def test_a_day_that_is_set_is_when_the_review_is_asked_for() -> None:
    state = ReviewState(1, Occasion(OAK_BANK, "Safeguarding", "2026/27"), 1, date(2027, 3, 4))
    duty = owed(SCHOOL, state)["Safeguarding:2026/27"]
    assert (duty.arises_on, duty.about_on, duty.due_on) == (
        date(2027, 3, 4),
        date(2027, 3, 4),
        date(2027, 7, 21),
    )


def test_a_held_review_is_owed_no_more() -> None:
    held = ReviewState(1, Occasion(OAK_BANK, "Safeguarding", "2026/27"), 1, None, date(2026, 11, 2))
    assert "Safeguarding:2026/27" not in owed(SCHOOL, held)


def test_what_was_over_before_a_school_was_known_or_the_trust_went_live_is_not_owed() -> None:
    assert "Governance:2026/27 autumn" not in owed(today=date(2027, 1, 4))
    assert "Governance:2026/27 autumn" not in owed(policy_from=date(2027, 1, 4))
    known = StoredDuty(1, owed()["Governance:2026/27 autumn"], DutyState.OPEN)
    assert "Governance:2026/27 autumn" in owed(stored=(known,), today=date(2027, 1, 4))


@pytest.mark.parametrize("state", [DutyState.FULFILLED, DutyState.EXCUSED])
def test_what_was_done_or_excused_is_asked_of_nobody_again(state: DutyState) -> None:
    done = StoredDuty(1, replace(owed()["Safeguarding:2026/27"], owner=99), state)
    assert "Safeguarding:2026/27" not in owed(stored=(done,))


def test_a_joining_school_and_one_that_has_left_owe_none() -> None:
    for school in (replace(SCHOOL, status=Membership.JOINING), replace(SCHOOL, ended_on=date(2026, 9, 1))):
        assert owed(school) == {}
        assert annual_reviews_due(school, (), POLICY, TRUST, BEFORE) == []


def test_where_nobody_leads_such_reviews_the_deputy_ceo_sees_to_them() -> None:
    without = a_trust([HEAD, PARTNER, DEPUTY], [SCHOOL])
    assert owed_by(TERMS["Safeguarding"], without) == [(DEPUTY, Capacity.DEPUTY_CEO)]
    assert owed_by(TERMS["Safeguarding"], a_trust([HEAD, PARTNER], [SCHOOL])) == []


def test_each_partner_owes_an_annual_review_by_the_end_of_the_summer_term() -> None:
    found = {duty.about: duty for duty in annual_reviews_due(SCHOOL, (), POLICY, TRUST, BEFORE)}
    duty = found["2026/27"]
    assert (duty.owner, duty.capacity) == (PARTNER.id, Capacity.SIP)
    assert (duty.arises_on, duty.due_on) == (date(2027, 4, 12), date(2027, 7, 21))
    assert "2025/26" not in found


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (SEND, {"Safeguarding"}),
        (PREMIUM, {"Pupil premium"}),
        (DEPUTY, set(NAMES)),
        (LEAD, set(NAMES)),
        (HEAD, set(NAMES)),
        (PARTNER, set(NAMES)),
    ],
)
def test_who_leads_a_kind_of_review_sees_that_kind_alone(who: Person, sees: set[str]) -> None:
    seen = {name for name in NAMES if OAK_BANK in reach_of(who, Deed.SEE_REVIEWS, TERMS[name], TRUST)}
    assert seen == sees
    records = {name for name in NAMES if OAK_BANK in reach_of(who, Deed.RECORD_REVIEW, TERMS[name], TRUST)}
    assert records == (set() if who in (HEAD, PARTNER) else sees)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 22), "has passed"),
        (date(2026, 11, 28), "is a Saturday"),
        (date(2027, 5, 3), "is no working day there (Early May bank holiday)"),
        (date(2026, 12, 30), "is no working day there (Christmas closure)"),
        (date(2027, 2, 16), "is not in term"),
        (date(2027, 9, 6), "is outside the time that this review is of"),
        (date(2027, 3, 4), ""),
    ],
)
def test_a_review_is_held_on_a_working_day_in_term(day: date, why: str) -> None:
    fault = day_fault(day, due(), WITH_CLOSURES, date(2026, 11, 23))
    assert fault.startswith(why.partition("(")[0]), fault
    assert bool(fault) is bool(why)


@given(st.dates(date(2026, 8, 1), date(2027, 12, 31)), st.dates(date(2026, 9, 1), date(2027, 7, 21)))
def test_the_days_that_are_offered_can_all_be_set(day: date, today: date) -> None:
    for each in (due(), due("Governance", "2026/27 spring")):
        offered = other_days(day, each, WITH_CLOSURES, today)
        assert len(offered) <= 3
        assert offered == sorted(set(offered))
        assert not any(day_fault(other, each, WITH_CLOSURES, today) for other in offered)
        if today <= each.due_on:
            assert offered


@given(st.dates(date(2025, 9, 2), date(2027, 7, 21)))
def test_a_day_of_term_has_one_review_of_each_name(day: date) -> None:
    for name in NAMES:
        found = due_on_day(name, day, SCHOOL, POLICY, WITH_CLOSURES)
        if WITH_CLOSURES.half_term_of(day):
            assert found is not None
            assert day in found.span


@given(
    st.dates(date(2026, 8, 1), date(2027, 8, 31)),
    st.booleans(),
    st.dates(date(2026, 9, 1), date(2027, 7, 21)),
)
def test_reconciling_what_is_owed_twice_changes_nothing(today: date, held: bool, day: date) -> None:
    occasion = Occasion(OAK_BANK, "Safeguarding", "2026/27")
    state = ReviewState(1, occasion, 1, None if held else day, day if held else None)
    first = list(owed(SCHOOL, state, today=today).values())
    stored = tuple(StoredDuty(number, duty, DutyState.OPEN) for number, duty in enumerate(first, 1))
    again = owed(SCHOOL, state, stored=stored, today=today).values()
    assert not reconcile(stored, again)
    assert all(duty.arises_on <= duty.due_on for duty in first)


@given(st.lists(st.sampled_from(Happened), min_size=1, max_size=8))
def test_how_a_review_stands_is_what_its_last_entries_say(happened: list[Happened]) -> None:
    entries = tuple(
        Entry(number, what, 1, AT, date(2026, 11, 2) + timedelta(days=number))
        for number, what in enumerate(happened, 1)
    )
    state = Review(1, Occasion(OAK_BANK, "Safeguarding", "2026/27"), entries).state
    set_on = [entry.day for entry in entries if entry.what is Happened.DAY_SET]
    held_on = [entry.day for entry in entries if entry.what is not Happened.DAY_SET]
    assert (state.day, state.held_on) == (set_on[-1] if set_on else None, held_on[-1] if held_on else None)
    assert state.revision == len(entries)


@given(st.text(min_size=1), st.sampled_from(["2026/27", "2026/27 autumn"]))
def test_a_duty_names_its_review(name: str, period: str) -> None:
    occasion = Occasion(OAK_BANK, name, period)
    assert occasion_of(OAK_BANK, occasion.about) == occasion
