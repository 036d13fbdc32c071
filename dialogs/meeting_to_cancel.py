"""Which meeting somebody means who cancels one, or asks after one that was cancelled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dialogs import cancelled_meetings, meeting_page
from dialogs.cancelling_words import asks_whether_still_on
from dialogs.meeting_lists import days_in_words, found_by
from dialogs.meeting_words import called
from dialogs.meetings import body_said, school_said
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.seeing_meetings import SeenMeeting, see_meeting
from strategy.pack_days import has_begun
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY

MOST_CHOICES = 6
_WAS = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)
_A_YEAR = re.compile(r"\b20\d\d\b|\b(?:this|next|today|tomorrow)\b", re.IGNORECASE)
_A_ROUND = 45
"""Days after the month of a round in which its meetings are looked for."""
_SO_FAR_BACK = 120
"""Days before today from which a cancelled meeting is looked for where no day is said."""


async def meetings_coming(turn: Turn, asked: Interpretation, body: Body | None) -> list[SeenMeeting]:
    """The meetings to come that are meant, in order; one more than can be chosen from."""
    plain = replace(asked, person=None, count=False)
    if asked.date is None and asked.starts is not None and asked.starts < turn.today:
        plain = replace(plain, starts=turn.today)
    found = await found_by(turn, plain, body, limit=MOST_CHOICES + 1)
    return [each for each in found.items if not has_begun(each.meeting, turn.now)]


async def meetings_meant(turn: Turn, asked: Interpretation, body: Body | None) -> list[SeenMeeting]:
    """The meetings to come in the days that were said, else those of the round of the month that was said."""
    return await meetings_coming(turn, asked, body) or await _of_the_round(turn, asked, body)


def a_year_on(asked: Interpretation, words: str) -> Interpretation | None:
    """The same a year later; None where no days were said, or their year was."""
    days = [day for day in (asked.date, asked.starts, asked.ends) if day is not None]
    if not days or _A_YEAR.search(words) or any((day.month, day.day) == (2, 29) for day in days):
        return None
    date_, starts, ends = (
        None if day is None else day.replace(year=day.year + 1)
        for day in (asked.date, asked.starts, asked.ends)
    )
    return replace(asked, date=date_, starts=starts, ends=ends)


async def _of_the_round(turn: Turn, asked: Interpretation, body: Body | None) -> list[SeenMeeting]:
    """The meetings to come of the round of a month that was said: its EIT may be in the next one."""
    if body is None or asked.date is not None or asked.starts is None or asked.ends is None:
        return []
    if asked.starts.month != asked.ends.month or asked.starts.day != 1:
        return []
    later = replace(asked, person=None, count=False, ends=asked.ends + _A_ROUND * ONE_DAY)
    found = await found_by(turn, later, body, limit=MOST_CHOICES)
    return [each for each in found.items if each.month == asked.starts.month]


async def meetings_cancelled(turn: Turn, asked: Interpretation, body: Body | None) -> list[SeenMeeting]:
    """The cancelled meetings that are meant, of those that the speaker may see, in order."""
    schools = frozenset({asked.school}) if asked.school else None
    starts, ends = asked.date or asked.starts or turn.today, asked.date or asked.ends or date.max
    return list(await cancelled_meetings.between(turn, body, schools, starts, ends))


async def asked_after(turn: Turn, text: str) -> Reply:
    """Whether a meeting was cancelled, by whom and why; else when it is."""
    # "Was the March EIT cancelled?" asks of the one to come as often as of the one that is over.
    asked = turn.read(_WAS.sub("is", text))
    body = body_said(asked, text)
    school = school_said(turn, asked) if body is Body.PROGRESS_BOARD else None
    asked = replace(asked, school=school.urn if school is not None else asked.school, person=None)
    spanned = bool(asked.date or asked.starts)
    gone = await meetings_cancelled(turn, asked, body)
    if not gone and spanned:
        before = turn.read(text)
        gone = await meetings_cancelled(
            turn, replace(asked, date=before.date, starts=before.starts, ends=before.ends), body
        )
    if not gone and (later := a_year_on(asked, text)) is not None:
        gone = await meetings_cancelled(turn, later, body)
    if not gone and not spanned:
        lately = replace(asked, starts=turn.today - _SO_FAR_BACK * ONE_DAY, ends=turn.today)
        gone = (await meetings_cancelled(turn, lately, body))[-1:]
    if gone and not spanned and asks_whether_still_on(text):
        held = await meetings_coming(turn, asked, body)
        if held:
            return await _next_with_gone(turn, held[0], gone)
    if len(gone) == 1:
        return cancelled_meetings.page(turn, gone[0])
    if gone:
        when = days_in_words(turn, asked)
        return cancelled_meetings.listed(turn, tuple(gone), len(gone), when)
    what = called(turn, body, asked.school or "") if body is not None else "meeting"
    when = f" {days_in_words(turn, asked)}" if spanned else ""
    none = f"No {what}{when} is cancelled."
    coming = await meetings_coming(turn, replace(asked, count=False), body)
    if not coming and spanned:
        none = f"No {what} is recorded{when}, and none is cancelled."
        coming = await meetings_coming(turn, replace(asked, date=None, starts=None, ends=None), body)
    if not coming:
        return turn.say(none, summary="Not cancelled")
    return await meeting_page.shown(turn, coming[0], f"{none} {meeting_page.in_one_line(turn, coming[0])}")


async def _next_with_gone(turn: Turn, found: SeenMeeting, gone: list[SeenMeeting]) -> Reply:
    """The next meeting that stands, and behind it those of its body that were cancelled."""
    same = [each for each in gone if (each.meeting.body, each.meeting.school) == _of(found)]
    said = meeting_page.in_one_line(turn, found) + cancelled_meetings.named(same)
    return await meeting_page.shown(turn, found, said)


def _of(found: SeenMeeting) -> tuple[Body, str]:
    return found.meeting.body, found.meeting.school


async def meeting_pressed(turn: Turn, press: Press) -> SeenMeeting:
    """The meeting that a button is of, for who may see it. Raises NotFound."""
    number = press.data.get("meeting")
    return await meeting_seen(turn, number if isinstance(number, int) else 0)


async def meeting_seen(turn: Turn, number: int) -> SeenMeeting:
    """A meeting that the speaker may see. Raises NotFound."""
    return await see_meeting(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, today=turn.today, meeting_id=number
    )
