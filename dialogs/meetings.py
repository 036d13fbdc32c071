"""Meetings in conversation, as far as reports point at them: recording one, and when a body meets next."""

from __future__ import annotations

import re

from dialogs import wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from dialogs.welcome import not_yet
from strategy.actions.recording_meetings import AlreadyRecorded, may_record_meetings, record_meeting
from strategy.actions.showing import see_next_meeting
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.schools import School

_BODIES = {
    "progress_board": Body.PROGRESS_BOARD,
    "eit": Body.EIT,
    "standards_committee": Body.STANDARDS_COMMITTEE,
    "sit": Body.SCHOOL_IMPROVEMENT_TEAM,
}
"""Bodies as a sentence is understood to name them."""
_TRAINING = re.compile(r"\bSIPs?'? training\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:meetings|boards|committees|EITs|PBs)\b", re.IGNORECASE)
_CALLED = {
    Body.PROGRESS_BOARD: "Progress Board",
    Body.EIT: "meeting of the Education Improvement Team",
    Body.STANDARDS_COMMITTEE: "meeting of the Standards Committee",
    Body.SCHOOL_IMPROVEMENT_TEAM: "meeting of the School Improvement Team",
    Body.SIP_TRAINING: "SIP training",
}
ONE_AT_A_TIME = "I can record one meeting at a time so far. Please give me the day of one."


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """When one body meets next. Any other question about meetings is for later."""
    body = _body(turn, asked)
    if body is None or asked.which != "next" or asked.risk or asked.designation or asked.starts or asked.date:
        return await not_yet(turn, asked)
    school = None
    if body is Body.PROGRESS_BOARD:
        school = _school(turn, asked)
        if school is None:
            return turn.say("Which school's Progress Board do you mean?", summary="Which school?")
    found = await see_next_meeting(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        body=body,
        school=school.urn if school else "",
    )
    called = _called(body, school)
    meeting = await turn.uow.meetings.get(found.meeting) if found.meeting is not None else None
    said = f"The next {called} is {wording.meeting_day(found)}."
    if meeting is not None:
        said = f"The next {called} is on {wording.day(meeting.day)}, {_times(meeting)}."
    return turn.say(said, summary=f"Next meeting: {wording.BODIES[body]}")


async def book(turn: Turn, asked: Interpretation) -> Reply:
    """Record one meeting of one body on one day; ask for what is missing."""
    if not may_record_meetings(turn.speaker, turn.uow):
        said = "Meetings are recorded by the CEO, Deputy CEO, Lead SIP and governance professional."
        return turn.say(said, summary="Not possible")
    several = asked.date is None and _SEVERAL.search(turn.incoming.text)
    if several or asked.starts or asked.ends or asked.schools or asked.risk or asked.designation:
        return turn.say(ONE_AT_A_TIME, summary="One at a time")
    body = _body(turn, asked)
    if body is None:
        names = wording.listed([wording.BODIES[each] for each in Body], "or")
        return turn.say(f"Which meeting is it: {names}?", summary="Which meeting?")
    school = _school(turn, asked) if body is Body.PROGRESS_BOARD else None
    missing = _missing(body, school, asked)
    if missing or asked.date is None:
        return turn.say(missing, summary="One more thing is needed")
    try:
        meeting = await record_meeting(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            recorder=turn.speaker,
            body=body,
            day=asked.date,
            school=school.urn if school else "",
        )
    except AlreadyRecorded as already:
        when = f"{wording.day(already.meeting.day)}, {_times(already.meeting)}"
        said = f"That is recorded already: {_called(body, school)}, {when}."
        return turn.say(said, summary="Recorded already")
    said = (
        f"Recorded: {_called(body, school)}, {wording.day(meeting.day)}, {_times(meeting)}. "
        "So far I put every meeting down for that time of day."
    )
    return turn.say(said, summary=f"Meeting recorded: {wording.BODIES[body]}")


def _missing(body: Body, school: School | None, asked: Interpretation) -> str:
    """One sentence that asks for what is not known yet, with one that says it all; "" where all is known."""
    if body is Body.PROGRESS_BOARD and school is None:
        day = f"{asked.date.day} {asked.date:%B}" if asked.date else "20 January"
        return f'For which school? Say, for example, "set up the Progress Board for Oak Bank on {day}".'
    if asked.date is None:
        what = wording.BODIES[body] if school is None else f"Progress Board for {school.known_as}"
        return f'On which day? Say, for example, "set up the {what} on 20 January".'
    return ""


def _body(turn: Turn, asked: Interpretation) -> Body | None:
    if asked.body is None and _TRAINING.search(turn.incoming.text):
        return Body.SIP_TRAINING
    return _BODIES.get(asked.body or "")


def _school(turn: Turn, asked: Interpretation) -> School | None:
    """The school that is named, else the speaker's own where they have to do with one alone."""
    if asked.school is not None:
        return turn.trust.school(asked.school)
    me, trust = turn.speaker, turn.trust
    own = {
        school.urn: school
        for schools in (
            trust.headed_by(me),
            trust.chaired_by(me),
            trust.led_by(me),
            trust.partnered_by(me),
            trust.advised_by(me),
        )
        for school in schools
    }
    return next(iter(own.values())) if len(own) == 1 else None


def _called(body: Body, school: School | None) -> str:
    return f"{_CALLED[body]} of {school.known_as}" if school else _CALLED[body]


def _times(meeting: Meeting) -> str:
    return f"{meeting.starts:%H:%M} to {meeting.ends:%H:%M}"
