"""Meetings in conversation: when a body meets next, which there are, and putting one down by hand."""

from __future__ import annotations

import re
from datetime import timedelta

from dialogs import cancelled_meetings, meeting_lists, meeting_page, meeting_planning, wording
from dialogs.meeting_hours import hours_said
from dialogs.meeting_questions import alters, asks_who_has_none, last_held, not_altered, without_boards
from dialogs.meeting_words import times
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.recording_meetings import AlreadyRecorded, may_record_meetings, record_meeting
from strategy.actions.seeing_meetings import SeenMeeting, see_meeting
from strategy.actions.showing import next_planned, see_next_meeting
from strategy.meetings import USUAL_END, USUAL_START, Meeting
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
    body = body_said(asked, turn.incoming.text)
    text = turn.incoming.text
    if way := alters(text):
        return await not_altered(turn, way, await _the_next(turn, asked, body))
    if body is Body.PROGRESS_BOARD and not asked.school and asks_who_has_none(text):
        return await without_boards(turn, asked)
    spanned = asked.starts or asked.date or asked.risk or asked.count or asked.schools_named or asked.schools
    if asked.which == "last" and not spanned:
        return await _last(turn, asked, body)
    if spanned or (asked.which != "next" and (body is None or _SEVERAL.search(text))):
        return await meeting_lists.listed(turn, asked, body)
    if body is None or asked.person is not None:
        return await meeting_page.next_of_mine(turn)
    return await _next(turn, asked, body)


async def every(turn: Turn, asked: Interpretation) -> Reply:
    """The list of the meetings that a question is about, whether or not it asks for the next alone."""
    return await meeting_lists.listed(turn, asked, body_said(asked, turn.incoming.text))


async def page(turn: Turn, asked: Interpretation, offset: int) -> Reply:
    """Another page of a list of meetings."""
    return await meeting_lists.listed(turn, asked, _BODIES.get(asked.body or ""), offset)


async def _next(turn: Turn, asked: Interpretation, body: Body, *, of_agenda: bool = False) -> Reply:
    school = None
    if body is Body.PROGRESS_BOARD:
        school = school_said(turn, asked)
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
        planned = await next_planned(turn.uow, found, turn.today)
        said = f"The next {called} is {wording.meeting_day(found)}."
        if planned is not None and planned.day is not None:
            when = f"{wording.day(planned.day)}, {times(planned)}"
            said = f"The next {called} is planned for {when}, and not booked yet."
        said += await cancelled_meetings.before(turn, body, found.school, found.day)
        asked_of_it = await meeting_page.asked_of_the_eit(turn) if body is Body.EIT else ""
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
    said += await cancelled_meetings.before(turn, body, found.school, found.day)
    return await meeting_page.shown(turn, seen, said, of_agenda=of_agenda)


async def _last(turn: Turn, asked: Interpretation, body: Body | None) -> Reply:
    school = school_said(turn, asked) if body is Body.PROGRESS_BOARD else None
    return await last_held(turn, asked, body, school)


async def _the_next(turn: Turn, asked: Interpretation, body: Body | None) -> SeenMeeting | None:
    """The next recorded meeting of a body, where it is clear which that is. Raises NotAllowed."""
    school = school_said(turn, asked) if body is Body.PROGRESS_BOARD else None
    if body is None or (body is Body.PROGRESS_BOARD and school is None):
        return None
    found = await see_next_meeting(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        body=body,
        school=school.urn if school else "",
    )
    if found.meeting is None:
        return None
    return await see_meeting(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        today=turn.today,
        meeting_id=found.meeting,
    )


async def agenda(turn: Turn, asked: Interpretation) -> Reply:
    """The meeting of a body that is meant, else its next, with what is on its agenda."""
    body = body_said(asked, turn.incoming.text)
    if body is None:
        return await meeting_page.next_of_mine(turn)
    if asked.which == "last":
        return await _last(turn, asked, body)
    if asked.date or asked.starts:
        found = await meeting_lists.found_by(turn, asked, body)
        if found.total == 1:
            one = found.items[0]
            return await meeting_page.shown(turn, one, meeting_page.in_one_line(turn, one), of_agenda=True)
        return await meeting_lists.listed(turn, asked, body)
    return await _next(turn, asked, body, of_agenda=True)


async def agenda_of_mine(turn: Turn) -> Reply | None:
    """The asker's own next meeting with its agenda, where no visit is to come; None where none is."""
    found = await meeting_page.mine_to_come(turn)
    if found is None:
        return None
    said = f"There is no partner's visit to come. {meeting_page.in_future(turn, found)}"
    return await meeting_page.shown(turn, found, said, of_agenda=True)


async def who_is_in(turn: Turn, asked: Interpretation) -> Reply:
    """Who chairs the next meeting of a body, and who else is asked to it."""
    body = body_said(asked, turn.incoming.text)
    seen = await _the_next(turn, asked, body)
    if seen is None or seen.chair is None or body is None:
        return await meeting_page.next_of_mine(turn) if body is None else await _next(turn, asked, body)
    called = _called(body, turn.trust.school(seen.meeting.school) if seen.meeting.school else None)
    when = f"on {wording.day(seen.meeting.day)}, {_times(seen.meeting)}"
    said = f"{turn.trust.person(seen.chair).name} chairs the next {called}, {when}."
    return await meeting_page.shown(turn, seen, said)


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
    body = body_said(asked, turn.incoming.text)
    if body is None:
        names = wording.listed([wording.BODIES[each] for each in Body], "or")
        return turn.say(f"Which meeting is it: {names}?", summary="Which meeting?")
    school = school_said(turn, asked) if body is Body.PROGRESS_BOARD else None
    missing = _missing(turn, body, school, asked)
    if missing or asked.date is None:
        return turn.say(missing, summary="One more thing is needed")
    said_hours = hours_said(turn, asked.date)
    starts, ends = said_hours or (USUAL_START, USUAL_END)
    try:
        meeting = await record_meeting(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            recorder=turn.speaker,
            body=body,
            day=asked.date,
            school=school.urn if school else "",
            starts=starts,
            ends=ends,
        )
    except AlreadyRecorded as already:
        when = f"{wording.day(already.meeting.day)}, {_times(already.meeting)}"
        said = f"That is recorded already: {_called(body, school)}, {when}."
        return turn.say(said, summary="Recorded already")
    said = f"Recorded: {_called(body, school)}, {wording.day(meeting.day)}, {_times(meeting)}."
    if said_hours is None:
        said += " No time was said, so I took the usual one."
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


def body_said(asked: Interpretation, text: str) -> Body | None:
    """The body that a sentence names."""
    if asked.body is None and _TRAINING.search(text):
        return Body.SIP_TRAINING
    return _BODIES.get(asked.body or "")


def school_said(turn: Turn, asked: Interpretation) -> School | None:
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
