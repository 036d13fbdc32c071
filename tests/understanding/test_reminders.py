"""What a wish about reminders means beyond the printed keys: when they come again, and from which hour."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.interpretation import Interpretation
from strategy.trust import Trust

MONDAY = datetime.fromisoformat("2026-11-23T09:02:00+00:00")
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def read(text: str, interpreter: Interpreter, trust: Trust, now: datetime = MONDAY) -> Interpretation:
    speaker = trust.by_email("david.ormerod@fourstones.example")
    assert speaker is not None
    return interpreter.read(text, speaker, trust, now)


@pytest.mark.parametrize(
    ("text", "resumes"),
    [
        ("snooze until Monday", date(2026, 11, 30)),
        ("no nudges till Thursday", date(2026, 11, 26)),
        ("no nudges before Wednesday", date(2026, 11, 25)),
        ("no reminders until next week", date(2026, 11, 30)),
        ("no more reminders this week please", date(2026, 11, 30)),
        ("no more reminders until the end of term", date(2026, 12, 19)),
        ("stop reminding me until after half term", date(2027, 2, 22)),
        ("no reminders till after Christmas", date(2027, 1, 4)),
        ("please don't send me reminders over the Christmas holidays", date(2027, 1, 4)),
        ("don't remind me today", TOMORROW),
        ("remind me on Monday instead", date(2026, 11, 30)),
        ("remind me tomorrow", TOMORROW),
        ("ask me again next week", date(2026, 11, 30)),
        ("put reminders off for two days", date(2026, 11, 25)),
        ("quiet for a week", date(2026, 11, 30)),
        ("snooze for a fortnight", date(2026, 12, 7)),
        ("pause everything until I'm back on 7 December", date(2026, 12, 7)),
        ("mute", None),
        ("no nudges on Fridays", None),
    ],
)
def test_a_pause_says_on_which_day_reminders_come_again(
    text: str, resumes: date | None, interpreter: Interpreter, trust_dev: Trust
) -> None:
    got = read(text, interpreter, trust_dev)
    assert got.intent is Intent.REMINDER_SNOOZE
    assert (got.resumes, got.at, got.again, got.always) == (resumes, None, False, False)


@pytest.mark.parametrize(
    ("text", "at", "resumes"),
    [
        ("not before 4pm", time(16), TODAY),
        ("not before 4", time(16), TODAY),
        ("no nudges before 4.30pm", time(16, 30), TODAY),
        ("snooze till 16:00", time(16), TODAY),
        ("remind me at half past four", time(16, 30), TODAY),
        ("remind me at quarter to five", time(16, 45), TODAY),
        ("not before noon", time(12), TODAY),
        ("not now, after lunch", time(13), TODAY),
        ("remind me this afternoon", time(12), TODAY),
        ("only remind me after 16:30", time(16, 30), TODAY),
        ("not before 8:30", time(8, 30), TOMORROW),
        ("quiet till 2pm on Wednesday", time(14), date(2026, 11, 25)),
        ("remind me on Thursday at 3 o'clock", time(15), date(2026, 11, 26)),
        ("snooze for half an hour", time(9, 30), TODAY),
        ("snooze for 2 hours", time(11), TODAY),
        ("remind me in twenty minutes", time(9, 20), TODAY),
    ],
)
def test_a_time_of_day_is_kept_for_the_day_it_is_meant_for(
    text: str, at: time, resumes: date, interpreter: Interpreter, trust_dev: Trust
) -> None:
    got = read(text, interpreter, trust_dev)
    assert got.intent is Intent.REMINDER_SNOOZE
    assert (got.at, got.resumes, got.always) == (at, resumes, False)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("never remind me before 16:00", time(16)),
        ("always after 4pm please, remind me then", time(16)),
        ("from now on only nudge me after 3.30", time(15, 30)),
        ("don't nudge me in the mornings", time(12)),
        ("reminders at 4pm every day please", time(16)),
    ],
)
def test_a_habit_fixes_no_day(text: str, at: time, interpreter: Interpreter, trust_dev: Trust) -> None:
    got = read(text, interpreter, trust_dev)
    assert got.intent is Intent.REMINDER_SNOOZE
    assert (got.at, got.always, got.resumes) == (at, True, None)


@pytest.mark.parametrize("text", ["no reminders after 5pm", "mute after 5pm", "no pings in the afternoon"])
def test_a_time_from_which_reminders_rest_is_none_from_which_they_come(
    text: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    got = read(text, interpreter, trust_dev)
    assert (got.intent, got.at) == (Intent.REMINDER_SNOOZE, None)


@pytest.mark.parametrize(
    "text",
    [
        "turn reminders back on",
        "switch notifications back on",
        "you can remind me again",
        "remind me at any time",
        "start nudging me again",
        "resume my reminders",
        "please put my reminders back on",
        "unmute",
        "end the snooze",
    ],
)
def test_a_pause_is_lifted(text: str, interpreter: Interpreter, trust_dev: Trust) -> None:
    got = read(text, interpreter, trust_dev)
    assert got.intent is Intent.REMINDER_SNOOZE
    assert (got.again, got.resumes, got.at) == (True, None, None)


@pytest.mark.parametrize(
    "text", ["do not remind me again", "put my reminders on hold", "remind me again tomorrow"]
)
def test_what_only_sounds_like_lifting_a_pause_lifts_none(
    text: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    got = read(text, interpreter, trust_dev)
    assert (got.intent, got.again) == (Intent.REMINDER_SNOOZE, False)


def test_a_length_that_runs_past_midnight_ends_on_the_morrow(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    late = datetime.fromisoformat("2026-11-23T23:30:00+00:00")
    got = read("snooze for an hour", interpreter, trust_dev, late)
    assert (got.resumes, got.at) == (TOMORROW, time(0, 30))


def test_hours_are_those_of_londons_summer_time(interpreter: Interpreter, trust_dev: Trust) -> None:
    summer = datetime.fromisoformat("2027-06-15T09:00:00+00:00")
    assert read("snooze for an hour", interpreter, trust_dev, summer).at == time(11)
    assert read("not before 9:30", interpreter, trust_dev, summer).resumes == date(2027, 6, 16)


@pytest.mark.parametrize(
    ("text", "nudges"),
    [
        ("what will you nudge me about", True),
        ("my reminders", True),
        ("when will you next remind me", True),
        ("what do I need to do this week", False),
    ],
)
def test_a_question_for_coming_reminders_is_told_from_one_for_deadlines(
    text: str, nudges: bool, interpreter: Interpreter, trust_dev: Trust
) -> None:
    got = read(text, interpreter, trust_dev)
    assert (got.intent, got.nudges) == (Intent.DEADLINE_LIST, nudges)
    assert got.person == "david.ormerod@fourstones.example"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("move the Oak Bank visit to 2pm on Tuesday", {"date": "2026-11-24"}),
        ("book Oak Bank for Thursday at half past one", {"date": "2026-11-26"}),
        ("book Oak Bank for Monday 4 pm", {"date": "2026-11-30"}),
        ("reports due by 5pm on Friday", {"to": "2026-11-27"}),
        ("reports due by 5pm Friday", {"to": "2026-11-27"}),
    ],
)
def test_a_time_of_day_leaves_the_days_around_it_alone(
    text: str, expected: dict[str, Any], interpreter: Interpreter, trust_dev: Trust
) -> None:
    printed = read(text, interpreter, trust_dev).as_json()
    assert {key: printed.get(key) for key in ("date", "from", "to") if key in printed} == expected
