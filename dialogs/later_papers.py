"""What came after a meeting's pack, for who taps the card that told of it."""

from __future__ import annotations

from dataclasses import replace

from dialogs import cards, wording
from dialogs.handing_over import hand_out, offers_here
from dialogs.later_words import how_many_later, later_in_counts, sits_as
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions.sending_packs import later_papers_wanted

VERB = "meeting_pack.later"
"""What a button says that has them made: with the meeting's id as `meeting` and of which sending `number`."""


async def pressed(turn: Turn, press: Press) -> Reply:
    """The document of them here, or by mail where that cannot be."""
    meeting, number = press.data.get("meeting"), press.data.get("number")
    found, wanted = await later_papers_wanted(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        meeting_id=meeting if isinstance(meeting, int) else 0,
        number=number if isinstance(number, int) else 0,
    )
    pack = found.pack
    inside = later_in_counts(pack)
    of = f"the {sits_as(pack.meeting, turn.trust)} on {wording.day(pack.meeting.day)}"
    if not inside:
        return turn.say(f"Nothing that came later for {of} is still there.", summary="Nothing new")
    handed = Reply()
    if not turn.incoming.read_only:
        handed = await hand_out(turn, [wanted], "")
    said = f"{how_many_later(pack)} for {of}: {wording.listed(inside)}."
    how = _how(turn)
    titled = f"Later papers: {sits_as(pack.meeting, turn.trust)}"
    card = cards.card([cards.heading(titled), cards.words(said), cards.note(how)], says=f"{said} {how}")
    shown = turn.say(f"{said} {how}", summary=titled, card=card)
    return replace(shown, messages=(*shown.messages, *(handed.messages if _takes_here(turn) else ())))


def _takes_here(turn: Turn) -> bool:
    return offers_here(turn) and not turn.incoming.read_only


def _how(turn: Turn) -> str:
    if turn.incoming.read_only:
        return "In Teams I can give you that as a Word document."
    if _takes_here(turn):
        return "The Word document is below."
    return f"On its way to {turn.speaker.email} by mail, as a Word document."
