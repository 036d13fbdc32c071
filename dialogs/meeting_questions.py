"""Questions about meetings beside when they are: which was last, who comes, which schools have none, and what
cannot be done to a meeting in words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from dialogs import meeting_lists, meeting_page, wording
from dialogs.list_shown import note_list
from dialogs.meeting_words import IN_SHORT
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.planning_meetings import may_plan_meetings
from strategy.actions.seeing_meetings import SeenMeeting, meetings_seen
from strategy.permissions import Deed, may_see_school
from strategy.policy_reporting import Body
from strategy.school_year import LONDON
from strategy.schools import School

_ALTERS = re.compile(
    r"^(?:(?:please|pls|can|could|would|you|we|i|want|need|like|to|have|let'?s|is|it|possible|ok|hi)[, ]+)*"
    r"(?P<deed>cancel|call off|scrap|move|reschedule|rearrange|postpone|put back|bring forward|push back"
    r"|shift)\b",
    re.IGNORECASE,
)
_CANCELS = frozenset({"cancel", "call off", "scrap"})
_NONE = re.compile(
    r"\b(?:schools|which|who|any)\b.*\b(?:no|without|not|(?:has|have|do|does|is|are)n'?t|lacks?|missing)\b"
    r".*\b(?:boards?|PBs?)\b",
    re.IGNORECASE,
)
_MOST_NAMED = 12
_LATEST = 5
"""Meetings among which the last that is over is looked for: several of one body may be on one day."""


def alters(text: str) -> str:
    """`cancel` or `move` where words want that done to a meeting; else nothing."""
    found = _ALTERS.match(text.strip().replace("\u2019", "'"))
    if found is None:
        return ""
    return "cancel" if found["deed"].casefold() in _CANCELS else "move"


def asks_who_has_none(text: str) -> bool:
    """Whether words ask which schools have no Progress Board: "which schools have no board this term"."""
    return _NONE.search(text.replace("\u2019", "'")) is not None


async def not_altered(turn: Turn, way: str, found: SeenMeeting | None) -> Reply:
    """That a meeting is not altered by these words, whom to turn to, and the meeting as it stands."""
    who = "those who plan the year's meetings"
    chair = found.chair if found is not None else None
    if chair is not None and chair != turn.speaker.id:
        who = f"{turn.trust.person(chair).name}, who chairs it,"
    said = f"I can't {way} that meeting for you. Please ask {who} or your administrator."
    if may_plan_meetings(turn.uow, turn.speaker):
        said = f"To which day, and of which month? Say, for example, {_example(turn, found)}."
    if found is None:
        return turn.say(said, summary="Not possible")
    return await meeting_page.shown(turn, found, f"{said} {meeting_page.in_one_line(turn, found)}")


def _example(turn: Turn, found: SeenMeeting | None) -> str:
    if found is None:
        return "\u201cmove the January EIT to the 20th\u201d"
    month, school = f"{found.meeting.day:%B}", found.meeting.school
    if school:
        return f"\u201cmove the {turn.trust.school(school).known_as} board in {month} to the 20th\u201d"
    return f"\u201cmove the {month} {IN_SHORT[found.meeting.body]} to the 20th\u201d"


async def last_held(turn: Turn, asked: Interpretation, body: Body | None, school: School | None) -> Reply:
    """The last meeting of a body, or of one's own, that is over."""
    years = turn.trust.calendar.academic_years()
    so_far = partial(
        meetings_seen,
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        starts=years[0][1].starts if years else turn.today,
        ends=turn.today,
        body=body,
        schools=frozenset({school.urn}) if school else None,
        mine=body is None or asked.person is not None,
    )
    total = (await so_far(limit=1)).total
    page = await so_far(offset=max(total - _LATEST, 0), limit=_LATEST)
    now = turn.now.astimezone(LONDON)
    over = [each for each in page.items if (each.meeting.day, each.meeting.ends) <= (now.date(), now.time())]
    what = meeting_lists.name_of(turn, body, school)
    if not over:
        return turn.say(f"I know of no {what} that was held.", summary="No meetings")
    found = over[-1]
    called = what if body is not None else meeting_page.called_of(turn, found)
    said = f"The last {called} was on {wording.day(found.meeting.day)}, {meeting_page.hours(found)}."
    return await meeting_page.shown(turn, found, said)


async def found_without(turn: Turn, asked: Interpretation) -> tuple[list[School], list[School]]:
    """The schools that a question is about, of those whose Boards the asker may see; and which of them have
    none in the days asked for.
    """
    schools = [each for each in turn.trust.members_by_name if _reaches(turn, Deed.SEE_MEETINGS, each)]
    if asked.risk is not None:
        schools = [
            each for each in schools if each.risk is asked.risk and _reaches(turn, Deed.SEE_RISK, each)
        ]
    plain = replace(asked, count=False, person=None)
    most = len(schools) * 12 + 1
    found = await meeting_lists.found_by(turn, plain, Body.PROGRESS_BOARD, limit=most)
    have = {each.meeting.school for each in found.items}
    return schools, [school for school in schools if school.urn not in have]


async def without_boards(turn: Turn, asked: Interpretation) -> Reply:
    """The schools, of those whose Boards the asker may see, that have none in the days asked for."""
    schools, found = await found_without(turn, asked)
    none = [school.known_as for school in found]
    when = meeting_lists.days_in_words(turn, asked)
    if not none:
        said = f"Each of the {wording.several(len(schools), 'school')} has a Progress Board {when}."
        return turn.say(said, summary="Every school has one")
    note_list(turn, "without boards", asked)
    if len(none) == len(schools) and len(none) > 1:
        said = f"None of the {len(none)} schools has a Progress Board recorded {when}."
        return turn.say(said, summary="None has one")
    lead = wording.several(len(none), "school has", "schools have")
    more = len(none) - _MOST_NAMED
    names = wording.listed(none) if more <= 0 else f"{', '.join(none[:_MOST_NAMED])} and {more} more"
    said = f"{lead} no Progress Board recorded {when}{'.' if asked.count else f': {names}.'}"
    return turn.say(said, summary=f"No Board: {len(none)}")


def _reaches(turn: Turn, deed: Deed, school: School) -> bool:
    return may_see_school(turn.speaker, deed, school.urn, turn.today, turn.trust)
