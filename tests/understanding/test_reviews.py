"""What people want who write about reviews: to see them, to set a day, to record one, the annual review."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.review_sentences import (
    ReviewSaid,
    ReviewWish,
    kind_named,
    moves_the_shown,
    review_said,
)
from dialogs.understanding.review_standing import standing_in
from strategy.actions.review_reading import Stands
from strategy.trust import Trust

NOW = datetime.fromisoformat("2026-11-24T09:05:00+00:00")
NAMES = ("Pupil premium", "Safeguarding", "Governance")
PP, SAFE, GOV = NAMES
MARLOW, OAK, EASTGATE, THORN = "903765", "902613", "901446", "902988"


def said(text: str, interpreter: Interpreter, trust: Trust, speaker: str = "colin.threlfall") -> ReviewSaid:
    who = trust.by_email(f"{speaker}@fourstones.example")
    assert who is not None
    return review_said(text, NAMES, who, trust, NOW, interpreter)


@pytest.mark.parametrize(
    ("text", "name", "school", "day"),
    [
        ("set the safeguarding review at Marlow for 4 March", SAFE, MARLOW, date(2027, 3, 4)),
        ("can you book Oak Bank's pupil premium review in for Tues 12 Jan?", PP, OAK, date(2027, 1, 12)),
        ("pls put the PP review at Eastgate down for next Wednesday", PP, EASTGATE, date(2026, 12, 2)),
        ("Marlow safeguarding audit is on 4th March", SAFE, MARLOW, date(2027, 3, 4)),
        ("arrange the governance review for Thornbridge on 8/12", GOV, THORN, date(2026, 12, 8)),
        ("I'd like to schedule the safegaurding review at Oak Bank for 2 Feb", SAFE, OAK, date(2027, 2, 2)),
        ("set a date for the Marlow governance review: 3 December", GOV, MARLOW, date(2026, 12, 3)),
        ("fix the safeguarding audit at Eastgate for tomorrow", SAFE, EASTGATE, date(2026, 11, 25)),
        ("the governors' review at Marlow will be on 10 December", GOV, MARLOW, date(2026, 12, 10)),
    ],
)
def test_a_day_is_set(
    text: str, name: str, school: str, day: date, interpreter: Interpreter, trust_dev: Trust
) -> None:
    found = said(text, interpreter, trust_dev)
    assert (found.wish, found.name, found.day) == (ReviewWish.SET_DAY, name, day)
    assert found.schools == (school,)


@pytest.mark.parametrize(
    ("text", "name", "day", "of_month"),
    [
        ("move the safeguarding audit at Marlow to 11 March", SAFE, date(2027, 3, 11), None),
        ("move the Marlow safeguarding review to the 11th", SAFE, date(2026, 12, 11), 11),
        ("reschedule Oak Bank's PP review for 14 January please", PP, date(2027, 1, 14), None),
        ("push the governance review at Oak Bank back to 15 December", GOV, date(2026, 12, 15), None),
        ("change the date of the pupil premium review at Eastgate to 14 Jan", PP, date(2027, 1, 14), None),
        ("can we bring the safeguarding review at Marlow forward to 2 March", SAFE, date(2027, 3, 2), None),
    ],
)
def test_a_day_is_moved(
    text: str, name: str, day: date, of_month: int | None, interpreter: Interpreter, trust_dev: Trust
) -> None:
    found = said(text, interpreter, trust_dev)
    assert (found.wish, found.name, found.day, found.of_month) == (ReviewWish.MOVE_DAY, name, day, of_month)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("move it to the 11th", date(2026, 12, 11)),
        ("make it Thursday instead", date(2026, 11, 26)),
        ("ok change it to 9 March please", date(2027, 3, 9)),
        ("could you put that back to the 15th", date(2026, 12, 15)),
        ("change the date to 3 December", date(2026, 12, 3)),
    ],
)
def test_it_is_the_review_that_was_shown(
    text: str, day: date, interpreter: Interpreter, trust_dev: Trust
) -> None:
    who = trust_dev.by_email("colin.threlfall@fourstones.example")
    assert who is not None
    found = moves_the_shown(text, who, trust_dev, NOW, interpreter)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    ("text", "wish", "name", "day"),
    [
        ("record the safeguarding review at Marlow", ReviewWish.RECORD, SAFE, None),
        ("write up the pp review for Oak Bank", ReviewWish.RECORD, PP, None),
        ("record the outcome of Eastgate's governance review", ReviewWish.RECORD, GOV, None),
        ("we did the safeguarding audit at Marlow on Friday", ReviewWish.RECORD, SAFE, date(2026, 11, 20)),
        ("Marlow's safeguarding review was held yesterday", ReviewWish.RECORD, SAFE, date(2026, 11, 23)),
        ("I've finished the pupil premium review at Oak Bank", ReviewWish.RECORD, PP, None),
        ("correct the outcome of the Marlow safeguarding review", ReviewWish.CORRECT, SAFE, None),
        ("amend the findings from the pp review at Oak Bank", ReviewWish.CORRECT, PP, None),
    ],
)
def test_what_came_of_one_is_recorded(
    text: str, wish: ReviewWish, name: str, day: date | None, interpreter: Interpreter, trust_dev: Trust
) -> None:
    found = said(text, interpreter, trust_dev)
    assert (found.wish, found.name, found.day) == (wish, name, day)


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("when is the pupil premium review at King's Meadow", PP, Stands.ANY),
        ("safeguarding audits next term", SAFE, Stands.ANY),
        ("which schools have not had their safeguarding audit this year", SAFE, Stands.NOT_HELD),
        ("who hasn't had a PP review yet", PP, Stands.NOT_HELD),
        ("which governance reviews have no date", GOV, Stands.NO_DAY),
        ("which safeguarding audits haven't been booked", SAFE, Stands.NO_DAY),
        ("any governance reviews still not arranged?", GOV, Stands.NO_DAY),
        ("overdue reviews", "", Stands.LATE),
        ("are any pupil premium reviews late", PP, Stands.LATE),
        ("which safeguarding reviews have been done this term", SAFE, Stands.HELD),
        ("pp reviews held so far", PP, Stands.HELD),
        ("what reviews are coming up at Eastgate", "", Stands.NOT_HELD),
        ("is the safeguarding review at Marlow on 4 March?", SAFE, Stands.ANY),
        ("was the governance review at Oak Bank held on 3 November?", GOV, Stands.ANY),
        ("what did the safeguarding audit at Marlow find", SAFE, Stands.ANY),
        ("has the date of the Marlow safeguarding review been moved to 11 March", SAFE, Stands.ANY),
        ("who leads the governance review at Thornbridge", GOV, Stands.ANY),
    ],
)
def test_a_question_is_a_question(
    text: str, name: str, stands: Stands, interpreter: Interpreter, trust_dev: Trust
) -> None:
    found = said(text, interpreter, trust_dev)
    assert (found.wish, found.name) == (ReviewWish.LIST, name)
    assert standing_in(text) is stands


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("write the annual review for Oak Bank", ReviewWish.WRITE_ANNUAL),
        ("I need to do Hill Top's annual review", ReviewWish.WRITE_ANNUAL),
        ("start my annual review of Thornbridge pls", ReviewWish.WRITE_ANNUAL),
        ("submit the annual SIP review for Great Oak", ReviewWish.WRITE_ANNUAL),
        ("amend the annual review for Oak Bank", ReviewWish.AMEND_ANNUAL),
        ("can I correct the Thornbridge annual review", ReviewWish.AMEND_ANNUAL),
        ("show me the annual review of Oak Bank", ReviewWish.SHOW_ANNUAL),
        ("what does Oak Bank's annual review say", ReviewWish.SHOW_ANNUAL),
        ("have I done Hill Top's annual review", ReviewWish.SHOW_ANNUAL),
        ("which annual reviews are outstanding", ReviewWish.LIST_ANNUAL),
        ("who still owes an annual review", ReviewWish.LIST_ANNUAL),
        ("how many annual reviews are in", ReviewWish.LIST_ANNUAL),
        ("my annual reviews", ReviewWish.LIST_ANNUAL),
    ],
)
def test_partners_annual_reviews_are_told_from_the_others(
    text: str, wish: ReviewWish, interpreter: Interpreter, trust_dev: Trust
) -> None:
    assert said(text, interpreter, trust_dev, "david.ormerod").wish is wish


@pytest.mark.parametrize(
    "text",
    [
        "move the visit to the 11th",
        "move it",
        "write the report for Oak Bank",
        "book a visit to Marlow for 4 March",
        "set a Progress Board at Marlow for 4 March",
    ],
)
def test_other_wishes_are_none_of_these(text: str, interpreter: Interpreter, trust_dev: Trust) -> None:
    who = trust_dev.by_email("colin.threlfall@fourstones.example")
    assert who is not None
    assert moves_the_shown(text, who, trust_dev, NOW, interpreter) is None
    assert said(text, interpreter, trust_dev).wish is ReviewWish.LIST
    assert interpreter.read(text, who, trust_dev, NOW).intent is not Intent.REVIEW_LIST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("safegaurding review", SAFE),
        ("PPG review at Oak Bank", PP),
        ("pupil-premium review", PP),
        ("governence review", GOV),
        ("our reviews", ""),
    ],
)
def test_slips_in_the_kind_of_review_are_forgiven(text: str, name: str) -> None:
    assert kind_named(text, NAMES) == name
