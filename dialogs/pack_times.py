"""Asked of a pack, not for it: when it goes out, and who has it."""

from __future__ import annotations

import re

from dialogs import cards, wording
from dialogs.messages import Reply
from dialogs.pack_words import of_meeting
from dialogs.turn import Turn
from strategy.meetings import Meeting
from strategy.pack_days import pack_day
from strategy.packs_access import readers_of
from strategy.policy_reporting import Body

_PACK = r"(?:packs?|papers)"
_GOES_OUT = r"(?:go(?:es|ing|ne)?|went|sent|send|issued|circulated|come|due|out)"
_ASKS = (
    re.compile(
        rf"\b(?:who|whom)\b[^?]{{0,40}}\b(?:gets?|got|has|have|receives?|is sent|are sent|will)\b"
        rf"[^?]{{0,40}}\b{_PACK}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bwhen\b[^?]{{0,60}}\b{_PACK}\b[^?]{{0,40}}\b{_GOES_OUT}\b", re.IGNORECASE),
    re.compile(rf"\bwhen\b[^?]{{0,40}}\b(?:will|do|does|can)\b[^?]{{0,30}}\b(?:get|have|send)\b[^?]{{0,30}}"
               rf"\b{_PACK}\b", re.IGNORECASE),
    re.compile(rf"^\W*(?:has|have|is|are|did|was|were)\b[^?]{{0,60}}\b{_PACK}\b[^?]{{0,40}}\b{_GOES_OUT}\b",
               re.IGNORECASE),
    re.compile(rf"\b{_PACK}\b[^?]{{0,30}}\b(?:go(?:es)? out|is sent|are sent)\b[^?]*\bwhen\b", re.IGNORECASE),
)  # fmt: skip


def is_asked(text: str) -> bool:
    """Whether a sentence about a pack asks when it goes out or who has it."""
    plain = " ".join(text.split())
    return any(form.search(plain) for form in _ASKS)


def told(turn: Turn, meeting: Meeting) -> Reply:
    """The day on which a meeting's pack goes out, and to whom: for those who may have it themselves."""
    trust = turn.trust
    out = pack_day(meeting.body, meeting.school, meeting.day, turn.policy, trust.calendar)
    readers = readers_of(meeting, turn.policy, trust, turn.today)
    names = wording.listed([trust.person(each).name for each in readers])
    name = of_meeting(meeting, trust)
    if out is None:
        said = f"The pack of {name} does not go out by itself; say \u201cpack for it\u201d to have it made."
    else:
        did = "went" if out < turn.today else "goes"
        said = f"The pack of {name} {did} out on {wording.day(out)}, to {names}."
        said += " Each has what they may see, and what comes later as a supplement."
    data = {"meeting": meeting.id, cards.BESIDE: True}
    card = cards.card([cards.words(said)], [cards.press("The pack now", "meeting_pack", data)], says=said)
    return turn.say(said, summary="When the pack goes out", card=card)


def ahead(turn: Turn, body: Body | None) -> str:
    """How long before its meetings a body's pack goes out, where none of them is recorded."""
    terms = turn.policy.on(turn.today, turn.trust.calendar).meetings.get(body) if body is not None else None
    days = terms.pack_working_days_before if terms is not None else None
    return f"Packs go out {wording.several(days, 'working day')} ahead." if days else ""
