"""The drafts of minutes: that of a meeting or of an amendment, and the one that the next file is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from dialogs.drafting import start_draft
from dialogs.minutes_form import MINUTES, spelled, typed_from
from dialogs.turn import Turn
from strategy.actions.held_meetings import meeting_of
from strategy.actions.minuting import require_minutes_to_amend
from strategy.errors import NotAllowed
from strategy.minutes import Minutes, Sitting
from strategy.minutes_access import may_record_minutes
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState

AWAITED = "minutes_draft"
"""Where in the memory stands the draft that the next file is for."""
_PATIENCE = timedelta(days=1)


def expect_file_for(turn: Turn, draft: Draft) -> None:
    """Have the next file belong to a draft."""
    turn.memory[AWAITED] = {"draft": draft.key, "at": turn.now.isoformat()}


def awaited(turn: Turn) -> str | None:
    """The draft that the next file is for, by its key; None where none is awaited."""
    kept = turn.memory.get(AWAITED)
    if not isinstance(kept, Mapping) or turn.now - datetime.fromisoformat(str(kept["at"])) > _PATIENCE:
        return None
    return str(kept["draft"])


async def open_draft(turn: Turn) -> Draft | None:
    """The speaker's draft of minutes that was open last, where it is open still."""
    key = awaited(turn)
    draft = await turn.uow.drafts.by_key(key) if key is not None else None
    mine = draft is not None and draft.state is DraftState.OPEN and draft.author == turn.speaker.id
    return draft if mine else None


async def draft_for(turn: Turn, sitting: Sitting) -> Draft:
    """The speaker's draft of a meeting's minutes, or of their amendment where they are in: what was begun,
    else a new one. The next file belongs to it.

    Raises NotAllowed for who may not record them.
    """
    there = await minutes_of(turn, sitting)
    about, values = "", {"meeting": spelled(sitting)}
    if there is not None:
        there = await require_minutes_to_amend(turn.uow, turn.policy, turn.now, turn.speaker, there.id)
        about, values = await amendment_of(turn, there)
    elif not may_record_minutes(turn.speaker, sitting.body, turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    drafts = [each for each in await turn.uow.drafts.open_of(turn.speaker.id, MINUTES) if each.about == about]
    begun = [each for each in drafts if about or each.values.get("meeting") == spelled(sitting)]
    draft = begun[0] if begun else await start_draft(turn, MINUTES, values, about)
    expect_file_for(turn, draft)
    return draft


async def amendment_of(turn: Turn, found: Minutes) -> tuple[str, dict[str, str]]:
    """What the draft of an amendment is about, and minutes as they stand in it."""
    asks = await turn.uow.board_requests.of_minutes(found.id)
    return f"amend:{found.id}:{found.last.number}", typed_from(found, asks, turn.trust)


async def minutes_of(turn: Turn, sitting: Sitting | None) -> Minutes | None:
    """The minutes of a meeting, where they are in."""
    meeting = await meeting_of(turn.uow, sitting) if sitting is not None else None
    return await turn.uow.minutes.of_meeting(meeting.id) if meeting is not None else None
