"""Lists of meetings, such as "my meetings this half term"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogs import cancelled_meetings, cards, wording
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.meeting_words import called, month_name, times
from dialogs.messages import Reply, Table
from dialogs.narrowing import mine_or_named
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.seeing_meetings import SeenMeeting, meetings_seen
from strategy.meetings import months_of
from strategy.permissions import Deed, may_see_school
from strategy.policy_reporting import Body
from strategy.ports import Page
from strategy.schools import School

_SHOW = "meeting.show"
_FEW = 6
"""Days that are named of meetings that are planned."""
_OFTEN = 6
"""Months of a year from which those without a meeting are told instead."""


async def listed(turn: Turn, asked: Interpretation, body: Body | None, offset: int = 0) -> Reply:
    """A page of the meetings that were asked for, of those that the asker may see."""
    if asked.person is not None and asked.person != turn.speaker.email:
        said = "I list your own meetings, or those of a body or a school."
        return turn.say(said, summary="Whose meetings?")
    found = await found_by(turn, asked, body, offset)
    what = _what(turn, asked, body, mine=asked.person is not None)
    when = wording.span(*_span(turn, asked), turn.today)
    if not found.total and asked.date is not None:
        gone = await cancelled_meetings.between(turn, body, _schools(turn, asked, body), *_span(turn, asked))
        if gone:
            only = len(gone) == 1
            return (
                cancelled_meetings.page(turn, gone[0])
                if only
                else cancelled_meetings.listed(turn, gone, len(gone), when)
            )
    if not found.total:
        return await _none(turn, asked, body, what[1], when)
    said = in_words(turn, asked, body, found.total)
    note_list(turn, "meetings", asked, body=str(body or ""))
    if asked.count:
        return turn.say(said, summary=f"{found.total} meetings")
    if found.total > len(found.items):
        said += f" Showing {offset + 1} to {offset + len(found.items)}."
    return _page(turn, asked, body, said, found.items, offset, found.total)


async def found_by(
    turn: Turn, asked: Interpretation, body: Body | None, offset: int = 0, limit: int = PAGE
) -> Page[SeenMeeting]:
    """Some of the meetings that were asked for, of those that the asker may see. Raises NotAllowed."""
    starts, ends = _span(turn, asked)
    return await meetings_seen(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        starts=starts,
        ends=ends,
        body=body,
        schools=_schools(turn, asked, body),
        risk=asked.risk,
        mine=asked.person is not None,
        offset=offset,
        limit=limit,
    )


def in_words(turn: Turn, asked: Interpretation, body: Body | None, total: int) -> str:
    """How many meetings, of whom and when."""
    what = _what(turn, asked, body, mine=asked.person is not None)
    return f"{wording.several(total, *what)} {wording.span(*_span(turn, asked), turn.today)}."


def _span(turn: Turn, asked: Interpretation) -> tuple[date, date]:
    """From when to when: as was asked, or from today until the year ends in which the next meetings are."""
    if asked.date is not None:
        return asked.date, asked.date
    calendar = turn.trust.calendar
    ahead = next((span.ends for _, span in calendar.academic_years() if span.ends > turn.today), date.max)
    return asked.starts or turn.today, asked.ends or max(ahead, asked.starts or turn.today)


def days_in_words(turn: Turn, asked: Interpretation) -> str:
    """`from Tue 1 Sep to Fri 18 Dec`: the days that were asked for, or the year that is left."""
    return wording.span(*_span(turn, asked), turn.today)


def name_of(turn: Turn, body: Body | None, school: School | None) -> str:
    """`Progress Board of Marlow`, `EIT`, or `meeting of yours` where no body is said."""
    if body is None:
        return "meeting of yours"
    return called(turn, body, school.urn if school else "")


def _schools(turn: Turn, asked: Interpretation, body: Body | None) -> frozenset[str] | None:
    """The schools whose Boards are asked for; None for all, and where the body meets for all schools."""
    if asked.schools == "mine" and body in (None, Body.PROGRESS_BOARD):
        chaired = frozenset(school.urn for school in turn.trust.chaired_by(turn.speaker))
        mine = (mine_or_named(turn, asked) or frozenset()) | chaired
        # Of those who have to do with every school, "my schools" are all that they may see.
        return frozenset(urn for urn in mine if _may_see(turn, urn)) if mine else None
    named = frozenset([*asked.schools_named, *([asked.school] if asked.school else [])])
    return named or None


def _may_see(turn: Turn, school: str) -> bool:
    return may_see_school(turn.speaker, Deed.SEE_MEETINGS, school, turn.today, turn.trust)


def _what(turn: Turn, asked: Interpretation, body: Body | None, *, mine: bool) -> tuple[str, str]:
    """What is listed, as one and as several: `Progress Board of Marlow`, `meetings of yours`."""
    of = f" of {turn.trust.school(asked.school).known_as}" if asked.school else ""
    own = asked.schools == "mine" and body in (None, Body.PROGRESS_BOARD)
    of = of or (" of your schools" if own else "")
    at = f" at {wording.RISKS[asked.risk].lower()}" if asked.risk else ""
    yours = " of yours" if mine else ""
    ways = {
        None: ("meeting", "meetings"),
        Body.PROGRESS_BOARD: ("Progress Board", "Progress Boards"),
        Body.EIT: ("EIT", "EITs"),
        Body.STANDARDS_COMMITTEE: ("Standards Committee", "Standards Committees"),
        Body.SCHOOL_IMPROVEMENT_TEAM: ("School Improvement Team meeting", "School Improvement Team meetings"),
        Body.SIP_TRAINING: ("SIP training", "SIP trainings"),
    }
    one, many = ways[body]
    return f"{one}{of}{at}{yours}", f"{many}{of}{at}{yours}"


async def _none(turn: Turn, asked: Interpretation, body: Body | None, what: str, when: str) -> Reply:
    """That there are none, and which are planned; else of a body in which months the strategy has them."""
    said = f"No {what} are recorded {when}."
    planned = await _planned(turn, asked, body)
    if planned:
        days = [wording.day(day) for day in planned[:_FEW]]
        more = len(planned) - len(days)
        listed = f"{', '.join(days)} and {more} more" if more else wording.listed(days)
        said += (
            f" {len(planned)} {'is' if len(planned) == 1 else 'are'} planned and not booked yet: {listed}."
        )
    elif body is not None and asked.risk is None and (asked.school or body is not Body.PROGRESS_BOARD):
        edition = turn.policy.on(asked.starts or turn.today, turn.trust.calendar)
        risk = turn.trust.school(asked.school).risk if asked.school else None
        months = months_of(body, risk, edition)
        names = wording.listed([month_name(month) for month in months])
        rounds = "the rounds of " if edition.meetings[body].follows else ""
        without = wording.listed([month_name(month) for month in range(1, 13) if month not in months])
        often = f"every month but {without}" if len(months) > _OFTEN else f"{rounds}{names}"
        said += f" The strategy has them in {often}."
    return turn.say(said, summary="No meetings")


async def _planned(turn: Turn, asked: Interpretation, body: Body | None) -> list[date]:
    """The days that are asked about on which a body's meetings are planned and not booked."""
    one_body = body is not None and (body is not Body.PROGRESS_BOARD or asked.school is not None)
    if not one_body or asked.risk is not None or asked.person is not None:
        return []
    starts, ends = _span(turn, asked)
    calendar = turn.trust.calendar
    days = []
    for year in sorted({calendar.academic_year_of(starts), calendar.academic_year_of(ends)}):
        plan = await turn.uow.meeting_plans.get(year)
        for each in plan.meetings if plan is not None else ():
            if each.body is body and each.school == (asked.school or "") and each.waits and each.day:
                days.append(each.day)
    return sorted(day for day in days if starts <= day <= ends)


def _page(
    turn: Turn,
    asked: Interpretation,
    body: Body | None,
    said: str,
    items: Sequence[SeenMeeting],
    offset: int,
    total: int,
) -> Reply:
    turn.memory["rows"] = [[_SHOW, {"meeting": each.meeting.id}] for each in items]
    turn.memory["listed"] = None
    rows = []
    lines = []
    for number, each in enumerate(items, 1):
        name = called(turn, each.meeting.body, each.meeting.school)
        day = wording.short_day(each.meeting.day, turn.today)
        where = "Teams" if each.online else ""
        link = cards.link(name, _SHOW, {"meeting": each.meeting.id})
        beneath = ", ".join(part for part in (times(each.meeting), where) if part)
        rows.append([[cards.words(day)], [link, cards.beneath(beneath)]])
        lines.append((str(number), day, name, beneath))
    further = offset + len(items) < total
    ask = kept(asked)
    turn.memory["more"] = {"ask": ask, "offset": offset + PAGE} if further else None
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": offset + PAGE}) if further else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
        None
        if turn.incoming.read_only
        else cards.press(
            "As a calendar file",
            "meeting.calendar",
            {"ask": ask, "body": str(body or ""), cards.BESIDE: True},
        ),
    ]
    table = cards.table([("Day", 3), ("Meeting", 5)], rows)
    return turn.say(
        said,
        summary=f"{total} meetings" if total != 1 else "1 meeting",
        table=Table(("", "Day", "Meeting", "When"), tuple(lines)),
        card=cards.card([cards.heading(said), table], actions, says=said),
    )
