"""Days and spans as people in schools say them, mostly on Monday 23 November 2026."""

from __future__ import annotations

import calendar as calendar_module
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.intents import Look
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.moments import Moments, When
from dialogs.understanding.sentence import Sentence
from strategy.school_year import Calendar
from strategy.trust import Trust

TODAY = date(2026, 11, 23)
Looking = Literal["back", "forward"]


@pytest.fixture(scope="module")
def calendar(trust_dev: Trust) -> Calendar:
    return trust_dev.calendar


def read(text: str, calendar: Calendar, look: Look, today: date = TODAY) -> When | None:
    moments = Moments(Sentence(text).texts()).find()
    return moments[0].when(today, look, calendar) if moments else None


@pytest.mark.parametrize(
    ("said", "looking", "meant"),
    [
        ("today", "back", "2026-11-23"),
        ("yesterday", "back", "2026-11-22"),
        ("the day before yesterday", "back", "2026-11-21"),
        ("tomorrow", "forward", "2026-11-24"),
        ("day after tomorrow", "forward", "2026-11-25"),
        ("last Thurs", "back", "2026-11-19"),
        ("on Thursday", "back", "2026-11-19"),
        ("on Thursday", "forward", "2026-11-26"),
        ("this Thursday", "forward", "2026-11-26"),
        ("Friday week", "forward", "2026-12-04"),
        ("a week on Tuesday", "forward", "2026-12-01"),
        ("a week today", "forward", "2026-11-30"),
        ("a fortnight on Wednesday", "forward", "2026-12-09"),
        ("in a fortnight", "forward", "2026-12-07"),
        ("in 3 days", "forward", "2026-11-26"),
        ("two weeks ago", "back", "2026-11-09"),
        ("Thursday next week", "forward", "2026-12-03"),
        ("next week on Thursday", "forward", "2026-12-03"),
        ("Monday after next", "forward", "2026-12-07"),
        ("12/11", "back", "2026-11-12"),
        ("12/11", "forward", "2027-11-12"),
        ("12/11/26", "back", "2026-11-12"),
        ("12.11.2026", "forward", "2026-11-12"),
        ("12th of Nov", "back", "2026-11-12"),
        ("Nov 12th", "back", "2026-11-12"),
        ("Fri 4 Dec", "forward", "2026-12-04"),
        ("the 12th", "back", "2026-11-12"),
        ("the 12th", "forward", "2026-12-12"),
        ("the 23rd", "back", "2026-11-23"),
        ("the 23rd", "forward", "2026-11-23"),
        ("the 31st", "forward", "2026-12-31"),
        ("12", "back", "2026-11-12"),
        ("2026-12-01", "back", "2026-12-01"),
        ("the last day of term", "forward", "2026-12-18"),
        ("the first day of next term", "forward", "2027-01-04"),
    ],
)
def test_a_day_is_read_in_the_direction_that_the_question_looks(
    said: str, looking: Looking, meant: str, interpreter: Interpreter, calendar: Calendar
) -> None:
    assert interpreter.day_meant(said, TODAY, calendar, looking=looking) == date.fromisoformat(meant)


@pytest.mark.parametrize("said", ["31/02", "32nd", "last week", "soon", "", "30 February 2026", "0", "99"])
def test_what_is_no_single_day_is_not_read_as_one(
    said: str, interpreter: Interpreter, calendar: Calendar
) -> None:
    assert interpreter.day_meant(said, TODAY, calendar, looking="back") is None


def test_a_weekday_beside_a_day_of_the_month_settles_which_month(
    interpreter: Interpreter, calendar: Calendar
) -> None:
    assert interpreter.day_meant("Thurs 19th", TODAY, calendar, looking="forward") == date(2026, 11, 19)


def test_next_thursday_said_on_a_monday_is_not_the_one_of_this_week(
    interpreter: Interpreter, calendar: Calendar
) -> None:
    assert interpreter.day_meant("next Thursday", TODAY, calendar, looking="forward") == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("said", "look", "starts", "ends"),
    [
        ("this week", Look.FORWARD, "2026-11-23", "2026-11-29"),
        ("w/c 7 dec", Look.FORWARD, "2026-12-07", "2026-12-13"),
        ("week commencing Monday 7th December", Look.FORWARD, "2026-12-07", "2026-12-13"),
        ("the week after next", Look.FORWARD, "2026-12-07", "2026-12-13"),
        ("week ending Friday 27 Nov", Look.NEAR, "2026-11-23", "2026-11-29"),
        ("this half term", Look.NEAR, "2026-11-02", "2026-12-18"),
        ("last half term", Look.BACK, "2026-09-01", "2026-10-23"),
        ("next half term", Look.FORWARD, "2027-01-04", "2027-02-12"),
        ("this term", Look.NEAR, "2026-09-01", "2026-12-18"),
        ("next term", Look.FORWARD, "2027-01-04", "2027-03-25"),
        ("last term", Look.BACK, "2026-04-13", "2026-07-21"),
        ("the spring term", Look.NEAR, "2027-01-04", "2027-03-25"),
        ("autumn 1", Look.NEAR, "2026-09-01", "2026-10-23"),
        ("the first half of the autumn term", Look.NEAR, "2026-09-01", "2026-10-23"),
        ("this year", Look.NEAR, "2026-09-01", "2027-07-21"),
        ("this academic year", Look.NEAR, "2026-09-01", "2027-07-21"),
        ("2025/26", Look.NEAR, "2025-09-02", "2026-07-21"),
        ("next school year", Look.FORWARD, "2027-09-01", "2028-07-21"),
        ("this month", Look.NEAR, "2026-11-01", "2026-11-30"),
        ("in October", Look.BACK, "2026-10-01", "2026-10-31"),
        ("in October", Look.NEAR, "2026-10-01", "2026-10-31"),
        ("in October", Look.FORWARD, "2027-10-01", "2027-10-31"),
        ("in January", Look.NEAR, "2027-01-01", "2027-01-31"),
        ("in June", Look.NEAR, "2027-06-01", "2027-06-30"),
        ("in November", Look.BACK, "2026-11-01", "2026-11-30"),
        ("March 2027", Look.BACK, "2027-03-01", "2027-03-31"),
        ("7-11 December", Look.FORWARD, "2026-12-07", "2026-12-11"),
        ("between 1 and 12 Dec", Look.FORWARD, "2026-12-01", "2026-12-12"),
        ("from Tuesday to Thursday", Look.FORWARD, "2026-11-24", "2026-11-26"),
        ("Thursday to Tuesday", Look.FORWARD, "2026-11-26", "2026-12-01"),
        ("the rest of this half term", Look.FORWARD, "2026-11-23", "2026-12-18"),
        ("September to October", Look.BACK, "2026-09-01", "2026-10-31"),
    ],
)
def test_a_span_is_read_with_both_its_ends(
    said: str, look: Look, starts: str, ends: str, calendar: Calendar
) -> None:
    expected = When(starts=date.fromisoformat(starts), ends=date.fromisoformat(ends))
    assert read(said, calendar, look) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("by Friday", When(ends=date(2026, 11, 27))),
        ("by the end of term", When(ends=date(2026, 12, 18))),
        ("before the end of term", When(ends=date(2026, 12, 18))),
        ("by half term", When(ends=date(2027, 2, 12))),
        ("before Friday", When(ends=date(2026, 11, 26))),
        ("until Monday", When(ends=date(2026, 11, 30))),
        ("by next week", When(ends=date(2026, 12, 6))),
        ("since September", When(starts=date(2026, 9, 1))),
        ("since the 9th", When(starts=date(2026, 11, 9))),
        ("since last half term", When(starts=date(2026, 9, 1))),
        ("after 4 December", When(starts=date(2026, 12, 5))),
        ("from 4 January onwards", When(starts=date(2027, 1, 4))),
    ],
)
def test_an_open_span_gives_the_end_that_was_named_alone(
    said: str, expected: When, calendar: Calendar
) -> None:
    assert read(said, calendar, Look.NEAR) == expected


@pytest.mark.parametrize(
    "said", ["may I see it", "we may visit", "he sat in", "Year 6", "1.5 days", "25/13", "1:1 meetings"]
)
def test_words_that_only_look_like_days_are_left_alone(said: str, calendar: Calendar) -> None:
    assert read(said, calendar, Look.NEAR) is None


def test_a_term_that_the_calendar_does_not_know_gives_no_days() -> None:
    assert read("next half term", Calendar(), Look.FORWARD) is None
    assert read("2031/32", Calendar(), Look.NEAR) is None


def test_in_the_summer_holidays_this_year_is_the_one_that_has_ended(calendar: Calendar) -> None:
    august = date(2027, 8, 10)
    assert read("this year", calendar, Look.NEAR, august) == When(
        starts=date(2026, 9, 1), ends=date(2027, 7, 21)
    )
    assert read("next year", calendar, Look.NEAR, august) == When(
        starts=date(2027, 9, 1), ends=date(2028, 7, 21)
    )


@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)), looking=st.sampled_from(["back", "forward"]))
def test_every_day_with_its_year_is_read_back_whatever_way_one_looks(day: date, looking: Looking) -> None:
    interpreter, calendar = Interpreter(), Calendar()
    for said in (
        day.isoformat(),
        f"{day.day} {calendar_module.month_name[day.month]} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%A} {day.day} {day:%b} {day.year}",
    ):
        assert interpreter.day_meant(said, TODAY, calendar, looking=looking) == day


@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)), days=st.integers(0, 300))
def test_a_day_without_a_year_is_the_nearest_in_the_direction_looked(day: date, days: int) -> None:
    interpreter, calendar = Interpreter(), Calendar()
    said = f"{day.day} {calendar_module.month_name[day.month]}"
    if (day.month, day.day) == (2, 29):
        return
    later, earlier = day + timedelta(days=days), day - timedelta(days=days)
    assert interpreter.day_meant(said, later, calendar, looking="back") == day
    assert interpreter.day_meant(said, earlier, calendar, looking="forward") == day


@given(today=st.dates(date(2020, 1, 1), date(2035, 12, 31)), weekday=st.integers(0, 6))
def test_a_bare_weekday_is_never_today_and_never_more_than_a_week_off(today: date, weekday: int) -> None:
    interpreter, calendar = Interpreter(), Calendar()
    name = calendar_module.day_name[weekday]
    ahead = interpreter.day_meant(f"on {name}", today, calendar, looking="forward")
    behind = interpreter.day_meant(f"on {name}", today, calendar, looking="back")
    assert ahead is not None
    assert behind is not None
    assert today < ahead <= today + timedelta(days=7)
    assert today - timedelta(days=7) <= behind < today
    assert ahead.weekday() == behind.weekday() == weekday
