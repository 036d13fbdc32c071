"""Meetings in conversation: when a body meets next, which there are, and putting one down by hand."""

from __future__ import annotations

import re
from datetime import timedelta

from dialogs import meeting_lists, meeting_planning, wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.recording_meetings import AlreadyRecorded, may_record_meetings, record_meeting
from strategy.actions.seeing_meetings import see_meeting
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
_SEVERAL = re.compile(
    r"\b(?:meetings|boards|committees|EITs|PBs|SITs|trainings|dates|calendar|programme|cycle)\b",
    re.IGNORECASE,
)
_CALLED = {
    Body.PROGRESS_BOARD: "Progress Board",
    Body.EIT: "meeting of the Education Improvement Team",
    Body.STANDARDS_COMMITTEE: "meeting of the Standards Committee",
    Body.SCHOOL_IMPROVEMENT_TEAM: "meeting of the School Improvement Team",
    Body.SIP_TRAINING: "SIP training",
}
_WELL_AHEAD = timedelta(weeks=4)
"""How far ahead the day of an example is."""
ONE_AT_A_TIME = (
    "I put down one meeting at a time: please give me the day of one. Or say \u201cplan the meetings for "
    "{year}\u201d, and I find days for all of them."
)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """When a body meets next, or a list of meetings."""
    body = _body(turn, asked)
    spanned = asked.starts or asked.date or asked.risk or asked.count or asked.schools_named
    if spanned or (asked.which != "next" and (body is None or _SEVERAL.search(turn.incoming.text))):
        return await meeting_lists.listed(turn, asked, body)
    if body is None or asked.person is not None:
        return await meeting_lists.next_of_mine(turn)
    return await _next(turn, asked, body)


async def every(turn: Turn, asked: Interpretation) -> Reply:
    """The list of the meetings that a question is about, whether or not it asks for the next alone."""
    return await meeting_lists.listed(turn, asked, _body(turn, asked))


async def page(turn: Turn, asked: Interpretation, offset: int) -> Reply:
    """Another page of a list of meetings."""
    return await meeting_lists.listed(turn, asked, _BODIES.get(asked.body or ""), offset)


async def _next(turn: Turn, asked: Interpretation, body: Body) -> Reply:
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
    if found.meeting is None:
        said = f"The next {called} is {wording.meeting_day(found)}."
        asked_of_it = await meeting_lists.asked_of_the_eit(turn) if body is Body.EIT else ""
        said += f" {asked_of_it}." if asked_of_it else ""
        return turn.say(said, summary=f"Next meeting: {wording.BODIES[body]}")
    seen = await see_meeting(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        today=turn.today,
        meeting_id=found.meeting,
    )
    said = f"The next {called} is on {wording.day(seen.meeting.day)}, {_times(seen.meeting)}."
    return await meeting_lists.shown(turn, seen, said)


async def agenda(turn: Turn, asked: Interpretation) -> Reply:
    """The next meeting of a body with what is on its agenda."""
    body = _body(turn, asked)
    return await (meeting_lists.next_of_mine(turn) if body is None else _next(turn, asked, body))


async def book(turn: Turn, asked: Interpretation) -> Reply:
    """Record one meeting of one body on one day, and ask for what is missing; or plan those of a year."""
    if not may_record_meetings(turn.speaker, turn.uow):
        return _not_theirs(turn)
    several = asked.date is None and (asked.starts or _SEVERAL.search(turn.incoming.text))
    if several and not (asked.school or asked.schools or asked.risk or asked.designation):
        return await meeting_planning.plan(turn, asked)
    if several or asked.starts or asked.ends or asked.schools or asked.risk or asked.designation:
        year = turn.trust.calendar.academic_year_of(asked.starts or turn.today)
        return turn.say(ONE_AT_A_TIME.format(year=year), summary="One at a time")
    body = _body(turn, asked)
    if body is None:
        names = wording.listed([wording.BODIES[each] for each in Body], "or")
        return turn.say(f"Which meeting is it: {names}?", summary="Which meeting?")
    school = _school(turn, asked) if body is Body.PROGRESS_BOARD else None
    missing = _missing(turn, body, school, asked)
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


async def plan_year(turn: Turn, asked: Interpretation) -> Reply:
    """Days for all the meetings of a year."""
    if not may_record_meetings(turn.speaker, turn.uow):
        return _not_theirs(turn)
    return await meeting_planning.plan(turn, asked)


def _not_theirs(turn: Turn) -> Reply:
    said = "Meetings are recorded by the CEO, Deputy CEO, Lead SIP and governance professional."
    return turn.say(said, summary="Not possible")


def _missing(turn: Turn, body: Body, school: School | None, asked: Interpretation) -> str:
    """One sentence that asks for what is not known yet, with one that says it all; "" where all is known."""
    no_school = body is Body.PROGRESS_BOARD and school is None
    if not no_school and asked.date is not None:
        return ""
    calendar = turn.policy.working_calendar(turn.trust.calendar)
    day = asked.date or calendar.on_or_after(turn.today + _WELL_AHEAD)
    called = school or next(iter(turn.trust.members_by_name), None)
    of = f" for {called.known_as}" if body is Body.PROGRESS_BOARD and called else ""
    ask = "For which school" if no_school else "On which day"
    return f'{ask}? Say, for example, "set up the {wording.BODIES[body]}{of} on {day.day} {day:%B}".'


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
