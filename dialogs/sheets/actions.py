"""The actions that minutes name, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import wording
from dialogs.minutes_lines import owner_of
from dialogs.minutes_words import of_meeting
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.minuted_actions import actions_owed_by
from strategy.actions.minutes_reading import see_minutes
from strategy.minutes import MinutedAction
from strategy.ports import Cell, Listing

_COLUMNS = ("Meeting", "School", "Day of the meeting", "Action", "Who", "By", "Stands")


async def listing(turn: Turn, question: Question) -> Listing:
    """The actions that some minutes name, or the open ones that the speaker owes."""
    number = question.terms.get("minutes")
    if not isinstance(number, int):
        owed = await actions_owed_by(uow=turn.uow, person=turn.speaker)
        return _framed(turn, owed, f"You owe {wording.several(len(owed), 'action')}.")
    seen = await see_minutes(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, minutes_id=number
    )
    found: Sequence[MinutedAction] = seen.minutes.standing_actions
    if question.terms.get("open_only") is True:
        found = [action for action in found if action.is_open]
    counted = wording.capitalised(wording.several(len(found), "action"))
    return _framed(turn, found, f"{counted} from {of_meeting(seen.minutes.meeting, turn.trust)}.")


def _framed(turn: Turn, found: Sequence[MinutedAction], said: str) -> Listing:
    return framed(turn, "Actions from minutes", said, _COLUMNS, [_row(turn, each) for each in found])


def _row(turn: Turn, each: MinutedAction) -> tuple[Cell, ...]:
    meeting = each.meeting
    school = each.text.school or meeting.school
    return (
        wording.BODIES[meeting.body],
        turn.trust.school(school).known_as if school else None,
        meeting.day,
        each.text.what,
        owner_of(each.text, turn.trust),
        each.text.by,
        "Late" if each.is_late(turn.today) else wording.capitalised(each.state),
    )
