"""A year's meetings get days that keep the strategy's rules, whatever the year and the trust are like."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.designations import Designation, Risk
from strategy.edition import Edition
from strategy.meeting_boards import NOT_ALL_FREE
from strategy.meeting_plan import (
    Demanded,
    MeetingPlan,
    Seats,
    Sitting,
    Why,
    meetings_wanted,
    plan_meetings,
)
from strategy.policy import load
from strategy.policy_reporting import Body
from strategy.school_year import Calendar, HalfTerm, HalfTermName, Span
from strategy.schools import Membership, School
from tests.strategy.builders import NEXT_YEARS_HALF_TERMS, a_school

YEAR = Span(date(2027, 9, 1), date(2028, 7, 21))
HALVES = NEXT_YEARS_HALF_TERMS
EDITION: Edition = load().on(YEAR.starts, Calendar(HALVES))
CEO, DEPUTY, LEAD = 1, 2, 3
WEEK = timedelta(days=7)
ROUNDS = (9, 11, 1, 3, 5, 6)


def school(number: int, designation: Designation | None = Designation.SUSTAIN) -> School:
    urn = str(100_001 + number)
    return replace(a_school(urn, headteacher=1_000 + number, sip=5), designation=designation)


def schools(*designations: Designation | None) -> list[School]:
    return [school(number, each) for number, each in enumerate(designations)]


def seats(demanded: Demanded) -> Seats:
    """The CEO and the Deputy CEO chair Boards, at which the school's headteacher sits."""
    match demanded.body:
        case Body.PROGRESS_BOARD:
            return Seats((CEO, DEPUTY), frozenset({899 + int(demanded.school) - 99_900}))
        case Body.EIT:
            return Seats((CEO,), frozenset({DEPUTY, LEAD}))
        case Body.STANDARDS_COMMITTEE:
            return Seats((4,), frozenset({4}))
        case Body.SCHOOL_IMPROVEMENT_TEAM:
            return Seats((DEPUTY,), frozenset({5, 6}))
        case Body.SIP_TRAINING:
            return Seats((LEAD,), frozenset({5}))


def planned(trust: list[School], calendar: Calendar | None = None, **more: object) -> MeetingPlan:
    return plan_meetings(
        meetings_wanted(trust, EDITION),
        YEAR,
        calendar or Calendar(HALVES),
        EDITION,
        seats,
        **more,  # type: ignore[arg-type]
    )


def days(plan: MeetingPlan, body: Body, school: str = "") -> dict[int, date]:
    return {
        each.demanded.month: each.day
        for each in plan.sittings
        if each.demanded.body is body and each.demanded.school == school
    }


def test_every_school_has_three_boards_and_one_at_high_risk_three_more() -> None:
    plan = planned(schools(Designation.SUSTAIN, Designation.REPAIR, None))
    assert set(days(plan, Body.PROGRESS_BOARD, "100001")) == {9, 1, 5}
    assert set(days(plan, Body.PROGRESS_BOARD, "100002")) == {9, 11, 1, 3, 5, 6}
    assert set(days(plan, Body.PROGRESS_BOARD, "100003")) == {9, 1, 5}, "no risk yet: the fewest there are"
    assert plan.unplaced == ()


def test_a_joining_school_and_one_that_has_left_have_no_board() -> None:
    joining = replace(school(0), status=Membership.JOINING)
    gone = replace(school(1), ended_on=date(2027, 1, 1))
    assert all(not each.school for each in meetings_wanted([joining, gone], EDITION))


def test_the_team_meets_monthly_but_in_august_and_partners_are_trained_twice() -> None:
    plan = planned(schools(Designation.SUSTAIN))
    assert sorted(days(plan, Body.SCHOOL_IMPROVEMENT_TEAM)) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12]
    assert sorted(days(plan, Body.SIP_TRAINING)) == [6, 10]


def test_the_eit_is_a_week_after_the_last_board_of_each_round_and_the_committee_a_week_after_that() -> None:
    plan = planned(schools(*[Designation.REPAIR] * 12))
    for month in ROUNDS:
        last = max(
            e.day
            for e in plan.sittings
            if e.demanded.body is Body.PROGRESS_BOARD and e.demanded.month == month
        )
        assert days(plan, Body.EIT)[month] == last + WEEK
        assert days(plan, Body.STANDARDS_COMMITTEE)[month] == last + 2 * WEEK
    assert not any(each.notes for each in plan.sittings)


def test_eit_and_committee_follow_each_round_even_where_no_school_is_at_high_risk() -> None:
    plan = planned(schools(Designation.SUSTAIN))
    assert set(days(plan, Body.EIT)) == set(ROUNDS)
    assert set(days(plan, Body.STANDARDS_COMMITTEE)) == set(ROUNDS)


def test_boards_of_may_end_so_early_that_the_distances_hold_before_half_term() -> None:
    plan = planned(schools(*[Designation.SUSTAIN] * 12))
    assert days(plan, Body.EIT)[5] == date(2028, 5, 19)
    assert days(plan, Body.STANDARDS_COMMITTEE)[5] == date(2028, 5, 26)


def test_where_boards_do_not_fit_before_that_the_eit_moves_to_the_next_day_and_says_so() -> None:
    closed = [(date(2028, 5, day), "Flood", "100001") for day in range(1, 22)]
    plan = planned(schools(Designation.SUSTAIN), Calendar(HALVES, closed))
    (eit,) = [e for e in plan.sittings if e.demanded == Demanded(Body.EIT, 5)]
    assert days(plan, Body.PROGRESS_BOARD, "100001")[5] > date(2028, 5, 21)
    assert eit.day == date(2028, 6, 5)
    assert eit.notes == ("10 days after the Progress Board, not 7: 2 June is in the school holidays",)


def test_boards_are_spread_over_the_month() -> None:
    plan = planned(schools(*[Designation.SUSTAIN] * 6))
    september = sorted(
        e.day for e in plan.sittings if e.demanded.body is Body.PROGRESS_BOARD and e.day.month == 9
    )
    assert len(set(september)) == 6
    assert september[0] >= date(2027, 9, 8), "packs are out after term has begun"
    assert (september[-1] - september[0]).days >= 14


def test_boards_are_shared_between_those_who_can_chair_them() -> None:
    plan = planned(schools(*[Designation.SUSTAIN] * 10))
    chaired = Counter(e.chair for e in plan.sittings if e.demanded.body is Body.PROGRESS_BOARD)
    assert abs(chaired[CEO] - chaired[DEPUTY]) <= 2


def test_a_school_that_is_closed_all_month_has_its_board_said_to_be_missing_and_why() -> None:
    closed = [(date(2028, 1, 1) + timedelta(days=n), "Flood", "100001") for n in range(31)]
    plan = planned(schools(Designation.SUSTAIN, Designation.SUSTAIN), Calendar(HALVES, closed))
    assert [(each.demanded, each.why) for each in plan.unplaced] == [
        (Demanded(Body.PROGRESS_BOARD, 1, "100001"), Why.CLOSED)
    ]
    assert days(plan, Body.EIT)[1] == days(plan, Body.PROGRESS_BOARD, "100002")[1] + WEEK


def test_a_month_without_term_has_no_round_and_says_so() -> None:
    calendar = Calendar([half for half in HALVES if half.name is not HalfTermName.SPRING_1])
    plan = planned(schools(Designation.SUSTAIN), calendar)
    missing = {each.demanded: each.why for each in plan.unplaced}
    assert missing[Demanded(Body.PROGRESS_BOARD, 1, "100001")] is Why.NO_TERM
    assert missing[Demanded(Body.EIT, 1)] is Why.NO_TERM
    assert missing[Demanded(Body.STANDARDS_COMMITTEE, 1)] is Why.NOTHING_BEFORE


def test_a_headteacher_who_is_away_is_waited_for_and_if_away_all_month_the_plan_says_so() -> None:
    month = [date(2028, 1, 1) + timedelta(days=n) for n in range(31)]
    away = {1_000: {(day, hour) for day in month[:20] for hour in range(4)}}
    plan = planned(schools(Designation.SUSTAIN), elsewhere=away)
    assert days(plan, Body.PROGRESS_BOARD, "100001")[1] > date(2028, 1, 20)
    away = {1_000: {(day, hour) for day in month for hour in range(4)}}
    plan = planned(schools(Designation.SUSTAIN), elsewhere=away)
    (board,) = [e for e in plan.sittings if e.demanded == Demanded(Body.PROGRESS_BOARD, 1, "100001")]
    assert board.notes == (NOT_ALL_FREE,)


def test_what_stands_stays_and_a_board_that_is_added_keeps_its_distance_from_it() -> None:
    trust = schools(Designation.SUSTAIN, Designation.REPAIR)
    stands = planned(trust).sittings
    more = [replace(trust[0], designation=Designation.REPAIR), trust[1]]
    plan = planned(more, kept=stands)
    added = {each.demanded.month: each for each in plan.sittings}
    assert set(added) == {11, 3, 6}
    assert {each.demanded.school for each in plan.sittings} == {"100001"}
    for month, each in added.items():
        eit = next(e.day for e in stands if e.demanded == Demanded(Body.EIT, month))
        assert each.day + WEEK <= eit


def test_every_meeting_of_sixty_schools_has_a_day() -> None:
    trust = schools(*[list(Designation)[n % 4] for n in range(60)])
    assert planned(trust).unplaced == ()


def test_of_a_thousand_schools_what_does_not_fit_is_said() -> None:
    trust = schools(*[list(Designation)[n % 4] for n in range(1_000)])
    plan = planned(trust)
    assert {each.why for each in plan.unplaced} == {Why.NOBODY_FREE}, "two chairs cannot hold them all"
    assert len(plan.sittings) + len(plan.unplaced) == len(meetings_wanted(trust, EDITION))


@st.composite
def years(draw: st.DrawFn) -> Calendar:
    """A year whose terms begin and end some days earlier or later, with closures."""
    halves = [
        HalfTerm(
            half.academic_year,
            half.name,
            half.starts + timedelta(days=draw(st.integers(0, 8))),
            half.ends - timedelta(days=draw(st.integers(0, 8))),
        )
        for half in HALVES
    ]
    any_day = st.dates(YEAR.starts, YEAR.ends)
    urns = st.sampled_from([None, None, "100001", "100002", "100003"])
    closures = draw(st.lists(st.tuples(any_day, st.just("Closed"), urns), max_size=60))
    return Calendar(halves, closures)


trusts = st.lists(st.sampled_from([*Designation, None]), min_size=1, max_size=60).map(
    lambda made: schools(*made)
)
hours = st.tuples(st.dates(YEAR.starts, YEAR.ends), st.integers(0, 3))
calendars_of_people = st.dictionaries(
    st.sampled_from([CEO, DEPUTY, LEAD, 4, 5, 1_000, 1_001]), st.sets(hours, max_size=40), max_size=5
)


def in_two_places(sittings: tuple[Sitting, ...]) -> list[object]:
    sat: Counter[object] = Counter()
    for each in sittings:
        people = seats(each.demanded).members | ({each.chair} if each.chair else set())
        sat.update((person, each.day, each.hour) for person in people)
    return [what for what, times in sat.items() if times > 1]


@settings(deadline=None)
@given(years(), trusts, calendars_of_people)
def test_whatever_the_year_is_like_every_meeting_has_a_day_that_keeps_the_rules_or_says_why_not(
    calendar: Calendar, trust: list[School], elsewhere: dict[int, set[tuple[date, int]]]
) -> None:
    plan = planned(trust, calendar, elsewhere=elsewhere)
    wanted = meetings_wanted(trust, EDITION)
    got = [each.demanded for each in plan.sittings] + [each.demanded for each in plan.unplaced]
    assert Counter(got) == Counter(wanted), "nothing is silently missing"
    for each in plan.sittings:
        assert calendar.half_term_of(each.day) is not None
        assert calendar.is_working_day(each.day, each.demanded.school or None)
        assert each.chair in seats(each.demanded).chairs
        assert (each.day, each.hour) not in elsewhere.get(each.chair or 0, ())
        away = any((each.day, each.hour) in elsewhere.get(p, ()) for p in seats(each.demanded).members)
        assert not away or NOT_ALL_FREE in each.notes
        if each.demanded.body not in (Body.EIT, Body.STANDARDS_COMMITTEE):
            assert each.day.month == each.demanded.month
    assert in_two_places(plan.sittings) == []
    held_apart(plan, calendar)
    full = rooms_left(plan, elsewhere)
    for left in plan.unplaced:
        if left.why is Why.NOBODY_FREE:
            assert all(not full[day] for day in open_days(calendar, left.demanded)), "a day was free"
        elif left.why in (Why.NO_TERM, Why.CLOSED):
            assert open_days(calendar, left.demanded) == []


def held_apart(plan: MeetingPlan, calendar: Calendar) -> None:
    """EIT a week after the last Board, Committee a week after that, or the next day and a note."""
    boards: dict[int, list[date]] = defaultdict(list)
    for each in plan.sittings:
        if each.demanded.body is Body.PROGRESS_BOARD:
            boards[each.demanded.month].append(each.day)
    by = {each.demanded: each for each in plan.sittings}
    for month in ROUNDS:
        eit, committee = by.get(Demanded(Body.EIT, month)), by.get(Demanded(Body.STANDARDS_COMMITTEE, month))
        last = max(boards[month], default=None)
        for before, after in ((last, eit), (eit.day if eit else None, committee)):
            if before is None or after is None:
                continue
            assert after.day >= before + WEEK
            if after.day != before + WEEK:
                assert any("not 7" in note for note in after.notes)


def rooms_left(
    plan: MeetingPlan, elsewhere: dict[int, set[tuple[date, int]]]
) -> dict[date, list[tuple[int, int]]]:
    """The hours of each day at which one who chairs Boards is free."""
    sat = {
        (chair, each.day, each.hour)
        for each in plan.sittings
        for chair in (CEO, DEPUTY)
        if chair == each.chair or chair in seats(each.demanded).members
    }
    every_day = (YEAR.starts + timedelta(days=n) for n in range((YEAR.ends - YEAR.starts).days + 1))
    return {
        day: [
            (chair, hour)
            for chair in (CEO, DEPUTY)
            for hour in range(4)
            if (chair, day, hour) not in sat and (day, hour) not in elsewhere.get(chair, ())
        ]
        for day in every_day
    }


def open_days(calendar: Calendar, demanded: Demanded) -> list[date]:
    every_day = (YEAR.starts + timedelta(days=n) for n in range((YEAR.ends - YEAR.starts).days + 1))
    return [
        day
        for day in every_day
        if day.month == demanded.month
        and calendar.half_term_of(day) is not None
        and calendar.is_working_day(day, demanded.school or None)
    ]


SHORT = [date(2027, 9, day) for day in (13, 14, 15, 16, 17, 20, 21)]


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from(SHORT), min_size=1), min_size=1, max_size=9))
def test_no_board_is_said_to_be_impossible_that_would_fit_if_others_made_room(
    open_on: list[set[date]],
) -> None:
    halves = [replace(HALVES[0], starts=SHORT[0]), *HALVES[1:]]
    trust = schools(*[Designation.SUSTAIN] * len(open_on))
    closed: list[tuple[date, str, str | None]] = [
        (day, "Closed", each.urn)
        for each, mine in zip(trust, open_on, strict=True)
        for day in SHORT
        if day not in mine
    ]
    closed += [(SHORT[-1] + timedelta(days=n), "Closed", None) for n in range(1, 10)]
    one_hour = {(day, hour) for day in SHORT for hour in range(1, 4)}
    plan = planned(
        trust, Calendar(halves, closed), elsewhere={CEO: one_hour, DEPUTY: one_hour | {(d, 0) for d in SHORT}}
    )
    placed = sum(e.demanded.body is Body.PROGRESS_BOARD and e.demanded.month == 9 for e in plan.sittings)
    assert placed == most_that_fit(open_on)


def most_that_fit(open_on: list[set[date]]) -> int:
    """The size of a greatest matching of Boards with days, one a day."""
    has: dict[date, int] = {}

    def finds(one: int, tried: set[date]) -> bool:
        for day in open_on[one] - tried:
            tried.add(day)
            if day not in has or finds(has[day], tried):
                has[day] = one
                return True
        return False

    return sum(finds(one, set()) for one in range(len(open_on)))


@given(st.permutations(range(4)))
def test_a_risk_is_not_what_decides_the_day_of_a_round_that_all_schools_have(order: list[int]) -> None:
    plan = planned(schools(*[list(Designation)[n] for n in order]))
    assert days(plan, Body.EIT)[9] == days(planned(schools(*Designation)), Body.EIT)[9]
    assert Risk.HIGH in EDITION.meetings[Body.PROGRESS_BOARD].months_by_risk
