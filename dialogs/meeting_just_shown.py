"""What is said next of the meeting that was just shown: who comes, where it is, the one after it."""

from __future__ import annotations

import re
from datetime import timedelta

from dialogs import meeting_page, wording
from dialogs.meeting_page import MEETING_SHOWN
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions.seeing_meetings import SeenMeeting, see_meeting

_LEAD = r"^(?:(?:and|ok(?:ay)?|so|but),? )*"
_END = r"(?: please| pls| then)?[?.!]*$"
_OF_IT = re.compile(
    _LEAD + r"(?:who(?: else)?(?:'s| is| are| will be| sits| chairs| clerks| comes)?"
    r"(?: (?:coming|going|invited|there|in it|at it|on it|it|to it|chairing|clerking|attending))*"
    r"|where(?:'s| is| will) (?:it|that)(?: be)?(?: held)?"
    r"|when(?:'s| is) (?:it|that)|what time(?:'s| is)?(?: (?:it|that))?(?: at)?"
    r"|(?:can i have |send me |what(?:'s| is) )?the (?:teams )?link|how do i join(?: it)?)" + _END,
    re.IGNORECASE,
)
_AGENDA = re.compile(
    _LEAD
    + r"(?:what(?:'s| is) on |show me |can i see )?(?:the|its) agenda(?: (?:for|of) (?:it|that))?"
    + _END,
    re.IGNORECASE,
)
_AFTER = re.compile(
    _LEAD
    + r"(?:when(?:'s| is) )?(?:the )?(?:one after(?: (?:that|it))?|next one|following one|next after that)"
    + _END,
    re.IGNORECASE,
)
AFTER, AGENDA = "meeting.after", "meeting.agenda"


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words about the meeting just shown amount to; None for others."""
    meeting, plain = turn.memory.get(MEETING_SHOWN), text.strip().replace("\u2019", "'")
    if not isinstance(meeting, int):
        return None
    ways = (("meeting.show", _OF_IT), (AGENDA, _AGENDA), (AFTER, _AFTER))
    return next((Press(do, {"meeting": meeting}) for do, form in ways if form.match(plain)), None)


async def agenda(turn: Turn, press: Press) -> Reply:
    """A meeting with what is on its agenda, also where that is nothing."""
    found = await _seen(turn, press.data.get("meeting"))
    return await meeting_page.shown(turn, found, meeting_page.in_one_line(turn, found), of_agenda=True)


async def after(turn: Turn, press: Press) -> Reply:
    """The meeting of the same body, and school, that follows one."""
    this = await _seen(turn, press.data.get("meeting"))
    one = this.meeting
    following = await turn.uow.meetings.first(one.body, one.school, one.day + timedelta(days=1))
    if following is None:
        turn.memory[MEETING_SHOWN] = one.id
        said = f"No {meeting_page.called_of(turn, this)} is recorded after {wording.day(one.day)}."
        return turn.say(said, summary="No meetings")
    found = await _seen(turn, following.id)
    line = meeting_page.in_one_line(turn, found)
    return await meeting_page.shown(turn, found, f"After that {line[:1].lower()}{line[1:]}")


async def _seen(turn: Turn, number: object) -> SeenMeeting:
    """A meeting that the speaker may see. Raises NotFound."""
    return await see_meeting(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        today=turn.today,
        meeting_id=number if isinstance(number, int) else 0,
    )
