"""Working days, half terms, terms and academic years."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.school_year import LONDON, Calendar, HalfTerm, HalfTermName, Span, london_day
from tests.strategy.builders import HALF_TERMS, MARLOW, OAK_BANK, OPEN_ALL_YEAR, TRUST_CLOSURES, WITH_CLOSURES

OAK_BANK_INSET = date(2026, 11, 30)
WITH_INSET = Calendar(HALF_TERMS, [*TRUST_CLOSURES, (OAK_BANK_INSET, "Staff training", OAK_BANK)])
RESTING = WITH_INSET.resting_in_holidays_of(frozenset({"2026/27"}))

calendars = st.sampled_from([OPEN_ALL_YEAR, WITH_CLOSURES, WITH_INSET, RESTING, Calendar()])
schools = st.sampled_from([None, OAK_BANK, MARLOW])
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
counts = st.integers(0, 400)


@pytest.mark.parametrize(
    ("concludes", "due"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 12, 2), id="a Friday: over the weekend"),
        pytest.param(
            date(2026, 12, 24), date(2026, 12, 31), id="Christmas Eve: over Christmas and its substitute"
        ),
        pytest.param(
            date(2027, 3, 24), date(2027, 3, 31), id="before Easter: over Good Friday and Easter Monday"
        ),
    ],
)
def test_three_working_days_after_a_visit_without_closures(concludes: date, due: date) -> None:
    assert OPEN_ALL_YEAR.working_days_after(concludes, 3) == due


@pytest.mark.parametrize(
    ("concludes", "due"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 12, 2), id="no closure near"),
        # 25 and 28 December and 1 January are bank holidays, 29 to 31 December closures.
        pytest.param(date(2026, 12, 24), date(2027, 1, 6), id="the Christmas closure"),
        pytest.param(date(2027, 3, 24), date(2027, 4, 1), id="Easter Tuesday closed"),
    ],
)
def test_three_working_days_after_a_visit_with_the_trusts_closures(concludes: date, due: date) -> None:
    assert WITH_CLOSURES.working_days_after(concludes, 3) == due


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 28), "Saturday"),
        (date(2026, 11, 29), "Sunday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (observed)"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2027, 3, 30), "Easter Tuesday"),
        (date(2026, 12, 29), "Christmas closure"),
        (date(2026, 11, 27), None),
        (date(2026, 10, 27), None),  # school holidays count as working days
    ],
)
def test_a_day_that_is_no_working_day_says_why(day: date, reason: str | None) -> None:
    assert WITH_CLOSURES.why_closed(day) == reason
    assert WITH_CLOSURES.is_working_day(day) is (reason is None)


@pytest.mark.parametrize(
    ("year", "on_weekdays"),
    [
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),  # Boxing Day is a Saturday
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),  # both days of Christmas at the weekend
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),  # New Year's Day is a Saturday
        (
            2022,
            "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        ),  # the Jubilee, the State Funeral
    ],
)
def test_the_bank_holidays_of_england_fall_on_their_substitutes(year: int, on_weekdays: str) -> None:
    calendar = Calendar()
    of_the_year = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    closed = [day for day in of_the_year if day.weekday() < 5 and not calendar.is_working_day(day)]
    assert " ".join(day.strftime("%m-%d") for day in closed) == on_weekdays


def test_bank_holidays_of_scotland_and_northern_ireland_alone_are_working_days_here() -> None:
    assert Calendar().is_working_day(date(2026, 11, 30))  # St Andrew's Day
    assert Calendar().is_working_day(date(2027, 7, 12))  # the Battle of the Boyne


def test_a_schools_closure_counts_only_for_what_is_that_schools() -> None:
    friday = date(2026, 11, 27)
    assert WITH_INSET.why_closed(OAK_BANK_INSET, OAK_BANK) == "Staff training"
    assert WITH_INSET.working_days_after(friday, 1, OAK_BANK) == date(2026, 12, 1)
    assert WITH_INSET.working_days_after(friday, 1, MARLOW) == OAK_BANK_INSET
    assert WITH_INSET.working_days_after(friday, 1) == OAK_BANK_INSET
    assert WITH_INSET.working_days_between(friday, date(2026, 12, 1), OAK_BANK) == 1
    assert WITH_INSET.working_days_between(friday, date(2026, 12, 1)) == 2


def test_working_days_before_count_backwards_without_the_day_itself() -> None:
    assert OPEN_ALL_YEAR.working_days_before(date(2026, 12, 2), 3) == date(2026, 11, 27)
    # 31, 30, 29 and 24 December, and then the 23rd: bank holidays on the 25th, the 28th and 1 January.
    assert OPEN_ALL_YEAR.working_days_before(date(2027, 1, 4), 5) == date(2026, 12, 23)


def test_no_working_days_after_or_before_a_day_is_that_day_even_on_a_sunday() -> None:
    sunday = date(2026, 11, 29)
    assert OPEN_ALL_YEAR.working_days_after(sunday, 0) == sunday
    assert OPEN_ALL_YEAR.working_days_before(sunday, 0) == sunday


@pytest.mark.parametrize("count", [Calendar.working_days_after, Calendar.working_days_before])
def test_a_negative_number_of_working_days_is_refused(count: Callable[[Calendar, date, int], date]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        count(OPEN_ALL_YEAR, date(2026, 11, 27), -1)


@given(calendars, schools, days, counts)
def test_the_nth_working_day_later_is_a_working_day_n_working_days_on(
    calendar: Calendar, school: str | None, day: date, n: int
) -> None:
    later = calendar.working_days_after(day, n, school)
    assert calendar.working_days_between(day, later, school) == n
    assert n == 0 or calendar.is_working_day(later, school)


@given(calendars, schools, days, counts)
def test_counting_back_from_the_nth_working_day_later_returns_to_the_working_day_one_began_on(
    calendar: Calendar, school: str | None, day: date, n: int
) -> None:
    began = calendar.on_or_before(day, school)
    assert calendar.working_days_before(calendar.working_days_after(began, n, school), n, school) == began
    ended = calendar.on_or_after(day, school)
    assert calendar.working_days_after(calendar.working_days_before(ended, n, school), n, school) == ended


@given(calendars, schools, days, days, counts)
def test_a_later_start_never_gives_an_earlier_deadline(
    calendar: Calendar, school: str | None, one: date, other: date, n: int
) -> None:
    earlier, later = sorted((one, other))
    assert calendar.working_days_after(earlier, n, school) <= calendar.working_days_after(later, n, school)
    assert calendar.working_days_before(earlier, n, school) <= calendar.working_days_before(later, n, school)


@given(calendars, schools, days, st.integers(0, 900))
def test_counting_days_one_by_one_gives_the_same_number(
    calendar: Calendar, school: str | None, day: date, length: int
) -> None:
    one_by_one = sum(calendar.is_working_day(day + timedelta(days=n), school) for n in range(1, length + 1))
    assert calendar.working_days_between(day, day + timedelta(days=length), school) == one_by_one
    assert calendar.working_days_between(day + timedelta(days=length), day, school) == 0


@given(calendars, schools, days)
def test_the_working_day_on_or_next_to_a_day_is_the_nearest_one(
    calendar: Calendar, school: str | None, day: date
) -> None:
    before, after = calendar.on_or_before(day, school), calendar.on_or_after(day, school)
    assert before <= day <= after
    assert calendar.is_working_day(before, school)
    assert calendar.is_working_day(after, school)
    assert (before == day == after) is calendar.is_working_day(day, school)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(calendar.is_working_day(d, school) for d in between)


def test_a_calendar_shared_by_threads_answers_them_all_alike() -> None:
    calendar = Calendar(HALF_TERMS, TRUST_CLOSURES)
    starts = [date(2020, 1, 1) + timedelta(days=n) for n in range(600)]
    alone = [Calendar(HALF_TERMS, TRUST_CLOSURES).working_days_after(day, 250) for day in starts[::50]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda day: calendar.working_days_after(day, 250), starts))
    assert together[::50] == alone


@pytest.mark.parametrize(
    ("day", "half_term"),
    [
        (date(2026, 8, 31), None),
        (date(2026, 9, 1), "2026/27 autumn-1"),
        (date(2026, 10, 23), "2026/27 autumn-1"),
        (date(2026, 10, 24), None),
        (date(2026, 11, 2), "2026/27 autumn-2"),
        (date(2027, 7, 21), "2026/27 summer-2"),
        (date(2019, 11, 23), None),
        (date(2040, 11, 23), None),
    ],
)
def test_a_half_term_holds_its_first_and_last_day_and_no_holiday(day: date, half_term: str | None) -> None:
    found = WITH_CLOSURES.half_term_of(day)
    assert (found.key if found else None) == half_term


def test_half_terms_before_and_after_a_day_are_found_from_within_and_between_them() -> None:
    within, between = date(2026, 11, 23), date(2026, 10, 28)
    for day in (within, between):
        last, following = WITH_CLOSURES.last_half_term(day), WITH_CLOSURES.next_half_term(day)
        assert last is not None
        assert following is not None
        assert last.key == "2026/27 autumn-1"
        assert following.name == (HalfTermName.SPRING_1 if day == within else HalfTermName.AUTUMN_2)
    assert WITH_CLOSURES.last_half_term(date(2026, 10, 23)) == HALF_TERMS[5]  # autumn-1 has not ended yet
    assert WITH_CLOSURES.last_half_term(date(2026, 10, 24)) == HALF_TERMS[6]
    assert WITH_CLOSURES.last_half_term(date(2025, 9, 2)) is None
    assert WITH_CLOSURES.next_half_term(date(2027, 9, 1)) is None


def test_a_term_is_two_half_terms() -> None:
    of_the_year = [(term, span) for year, term, span in WITH_CLOSURES.terms() if year == "2026/27"]
    assert of_the_year == [
        ("autumn", Span(date(2026, 9, 1), date(2026, 12, 18))),
        ("spring", Span(date(2027, 1, 4), date(2027, 3, 25))),
        ("summer", Span(date(2027, 4, 12), date(2027, 7, 21))),
    ]


def test_half_terms_may_come_in_any_order() -> None:
    muddled = Calendar(reversed(HALF_TERMS))
    assert muddled.terms() == WITH_CLOSURES.terms()
    assert muddled.academic_years() == WITH_CLOSURES.academic_years()


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param(date(2026, 11, 23), "2026/27", id="in term"),
        pytest.param(date(2026, 12, 25), "2026/27", id="in the Christmas holidays"),
        pytest.param(date(2026, 8, 31), "2025/26", id="summer holidays belong to the year before"),
        pytest.param(date(2026, 9, 1), "2026/27", id="the first day of the year"),
        pytest.param(date(2025, 9, 1), "2025/26", id="1 September, the day before the first known year"),
        pytest.param(date(2025, 8, 31), "2024/25", id="31 August, before the known years"),
        pytest.param(date(2019, 1, 7), "2018/19", id="long before the known years"),
        pytest.param(date(2031, 9, 1), "2031/32", id="long after the known years"),
        pytest.param(
            date(2028, 1, 7), "2027/28", id="in the last known year, of which terms are still missing"
        ),
    ],
)
def test_every_day_belongs_to_an_academic_year(day: date, year: str) -> None:
    assert WITH_CLOSURES.academic_year_of(day) == year


def test_summer_holidays_last_until_the_next_year_begins_though_it_be_in_september() -> None:
    late_start = Calendar(
        [
            HalfTerm("2025/26", HalfTermName.SUMMER_2, date(2026, 6, 1), date(2026, 7, 21)),
            HalfTerm("2026/27", HalfTermName.AUTUMN_1, date(2026, 9, 7), date(2026, 10, 23)),
        ]
    )
    assert late_start.academic_year_of(date(2026, 9, 4)) == "2025/26"
    assert late_start.academic_year_of(date(2026, 9, 7)) == "2026/27"


def test_a_year_left_out_between_two_known_ones_is_still_a_year_of_its_own() -> None:
    gap = Calendar([half for half in HALF_TERMS if half.academic_year != "2026/27"])
    assert gap.academic_year_of(date(2026, 8, 31)) == "2025/26"
    assert gap.academic_year_of(date(2027, 1, 10)) == "2026/27"
    assert gap.academic_year_of(date(2027, 9, 1)) == "2027/28"


@given(days, days)
def test_academic_years_follow_one_another(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert WITH_CLOSURES.academic_year_of(earlier) <= WITH_CLOSURES.academic_year_of(later)


def test_the_year_before_begins_with_its_first_half_term_or_on_1_september() -> None:
    assert WITH_CLOSURES.last_year_began(date(2026, 11, 23)) == date(2025, 9, 2)
    assert WITH_CLOSURES.last_year_began(date(2025, 11, 23)) == date(2024, 9, 1)
    assert Calendar().last_year_began(date(2026, 8, 31)) == date(2024, 9, 1)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        pytest.param(datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30), id="summer: 23:59"),
        pytest.param(datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1), id="summer: midnight"),
        pytest.param(datetime(2026, 12, 2, 23, 59, tzinfo=UTC), date(2026, 12, 2), id="winter: 23:59"),
        pytest.param(datetime(2026, 12, 3, 0, 0, tzinfo=UTC), date(2026, 12, 3), id="winter: midnight"),
        pytest.param(
            datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25), id="the night clocks go back"
        ),
        pytest.param(datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25), id="the night after"),
        pytest.param(
            datetime(2027, 3, 27, 23, 30, tzinfo=UTC), date(2027, 3, 27), id="the night clocks go forward"
        ),
        pytest.param(datetime(2027, 3, 28, 23, 30, tzinfo=UTC), date(2027, 3, 29), id="the night after that"),
        pytest.param(
            datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), date(2026, 10, 25), id="the hour told twice"
        ),
    ],
)
def test_a_day_in_london_begins_at_its_own_midnight(instant: datetime, day: date) -> None:
    assert london_day(instant) == day


def test_where_policy_says_so_school_holidays_are_no_working_days() -> None:
    half_term_holiday, christmas, summer = date(2026, 10, 27), date(2026, 12, 21), date(2027, 8, 3)
    for day in (half_term_holiday, christmas, summer):
        assert WITH_INSET.is_working_day(day)
        assert RESTING.why_closed(day) == "School holidays"
    assert RESTING.working_days_after(date(2026, 10, 23), 3) == date(2026, 11, 4)
    assert RESTING.why_closed(date(2026, 12, 25)) == "Christmas Day"


def test_holidays_of_other_years_and_of_years_unknown_stay_working_days() -> None:
    assert RESTING.is_working_day(date(2026, 8, 4))  # the summer before belongs to 2025/26
    assert RESTING.is_working_day(date(2027, 10, 26))
    unknown = Calendar().resting_in_holidays_of(frozenset({"2026/27"}))
    assert unknown.is_working_day(date(2026, 10, 27))


def test_a_calendar_that_rests_already_is_not_made_again() -> None:
    assert RESTING.resting_in_holidays_of(frozenset({"2026/27"})) is RESTING
    assert WITH_INSET.resting_in_holidays_of(frozenset({"2026/27"})) is RESTING
