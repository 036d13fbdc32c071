"""A headteacher's note on who is to be left out of a visit: from the visit's card alone, on a small card.

What is typed goes from the card into its one row. It is in no memory of a conversation, and is shown to the
two whom it concerns alone, when they ask for it.
"""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.visit_meant import named, visit_of
from strategy.actions import leaving_out
from strategy.actions.leaving_out import LONGEST_NOTE
from strategy.errors import NotAllowed, Stale
from strategy.permissions import Deed
from strategy.visits import Visit

_EXPLAINS = (
    "Who is to be left out of the learning walk, work scrutiny or student voice? Only {partner} and you can "
    "read this. It is deleted after the visit."
)


async def pressed(turn: Turn, press: Press) -> Reply:
    """Ask for a note, leave it, read it or take it back."""
    visit = await visit_of(turn, press.data)
    if visit is None:
        raise NotAllowed(Deed.ASK_TO_LEAVE_OUT)
    if press.do == "left_out.read":
        return await _read(turn, visit)
    if press.do == "left_out.take_back":
        gone = await leaving_out.take_back(uow=turn.uow, now=turn.now, person=turn.speaker, visit=visit)
        return _said(turn, visit, "Your note is deleted." if gone else "There is no note any more.")
    if press.do == "left_out.ask":
        return await _ask(turn, visit)
    text = press.data.get("text")
    await leaving_out.leave_out(
        uow=turn.uow,
        now=turn.now,
        person=turn.speaker,
        visit=visit,
        text=text if isinstance(text, str) else "",
    )
    partner = turn.trust.person(turn.trust.school(visit.school).sip)
    return _said(turn, visit, f"Your note is kept, and {partner.name} is told that there is one.")


async def _ask(turn: Turn, visit: Visit) -> Reply:
    if not leaving_out.may_leave_out(turn.uow, turn.now, turn.speaker, visit):
        raise NotAllowed(Deed.ASK_TO_LEAVE_OUT) if visit.cancelled_on is None else Stale("visit")
    note = await leaving_out.note_for(uow=turn.uow, now=turn.now, person=turn.speaker, visit=visit)
    partner = turn.trust.person(turn.trust.school(visit.school).sip)
    said = _EXPLAINS.format(partner=partner.name)
    entry: cards.Element = {
        "type": "Input.Text",
        "id": "text",
        "label": "Note",
        "isMultiline": True,
        "maxLength": LONGEST_NOTE,
        "value": note.text if note else "",
    }
    data = {"visit": visit.id}
    back = cards.press("Delete the note", "left_out.take_back", data) if note else None
    card = cards.card(
        [cards.heading("Leave somebody out"), cards.words(said), entry],
        [cards.press("Keep the note", "left_out.write", data, primary=True), back],
        says=said,
    )
    return turn.say(said, summary="A note for a visit", card=card)


async def _read(turn: Turn, visit: Visit) -> Reply:
    note = await leaving_out.read_note(uow=turn.uow, now=turn.now, person=turn.speaker, visit=visit)
    who = "You" if note.by == turn.speaker.id else turn.trust.person(note.by).name
    said = f"A note for {named(turn, visit)}."
    own = note.by == turn.speaker.id
    change = cards.press("Change it", "left_out.ask", {"visit": visit.id}) if own else None
    card = cards.card(
        [
            cards.heading("A note for your visit" if not own else "Your note"),
            cards.note(f"{said} {who} left it on {wording.moment(note.at)}. It is deleted after the visit."),
            cards.words(note.text),
        ],
        [change],
        says=said,
    )
    return turn.say(said, in_full=f"{said}\n{note.text}", summary="A note for a visit", card=card)


def _said(turn: Turn, visit: Visit, said: str) -> Reply:
    show = cards.press("Show the visit", "visit.show", {"visit": visit.id})
    card = cards.card([cards.heading("Leave somebody out"), cards.words(said)], [show], says=said)
    return turn.say(said, summary="A note for a visit", card=card)
