"""Who gets the pack of a meeting, and when it goes out: "when does the pack for the EIT go out?"

Who is given it goes by who sits in the meeting; what is in anybody's pack but the asker's own is not said.
"""

from __future__ import annotations

import re
from functools import partial

from dialogs import cards, packs, wording
from dialogs.meeting_words import called
from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.pack_words import titled
from dialogs.turn import Turn
from strategy.meetings import Meeting
from strategy.pack_days import pack_day
from strategy.packs_access import readers_of
from strategy.policy_reporting import Body
from strategy.school_year import london_day

LONGEST = 300
"""Characters of a text that is read as such a question."""
_LEAD = (
    r"^\W*(?:(?:and|so|but|hi|hello|ok|okay|please|pls|can you tell me|could you tell me|tell me|do you know"
    r"|remind me)[ ,]+)*"
)
_PACK = r"\b(?:packs?|papers)\b"
_WHO = re.compile(
    rf"{_LEAD}(?:who(?:m|'s|s)?|which people)\b[^?]*\b(?:gets?|getting|got|receives?|ha[sd]|have|sent|sees?"
    rf"|given|goes?|gone)\b[^?]*{_PACK}"
    rf"|{_LEAD}(?:who|whom|to whom)\b[^?]*{_PACK}[^?]*\b(?:to|get|go)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"{_LEAD}(?:when|(?:on )?(?:what|which) day|how long before)\b[^?]*{_PACK}"
    rf"|{_LEAD}by when\b[^?]*{_PACK}",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"{_LEAD}(?:has|have|did|is|are|was|were|will)\b[^?]*{_PACK}[^?]*"
    r"\b(?:gone|out|sent|issued|arrived|circulated|go|been)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:boards?|pb|eit|committee|meetings?|team|packs?)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:visits?|minutes|reviews?|summar\w+|reports?|plans?)\b", re.IGNORECASE)


def way_for(turn: Turn, text: str) -> Said | None:
    """How a question about who gets a pack, or when, is answered; None where a text is none."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST or not _MEETING.search(plain) or _OTHER.search(plain):
        return None
    if not any(form.match(plain) for form in (_WHO, _WHEN, _GONE)):
        return None
    return Said(partial(_answer, turn, text), writes=False)


async def _answer(turn: Turn, text: str) -> Reply:
    """Of the meeting that is meant: who has its pack, and when; of several, when each goes out."""
    of, found = await packs.meant_of(turn, turn.read(text))
    if not found:
        return turn.say(f"{packs.none_in_words(turn, of)}{_rule(turn, of.body)}", summary="No such meeting")
    if len(found) > 1:
        return await _each(turn, found)
    return await _one(turn, found[0])


async def _one(turn: Turn, meeting: Meeting) -> Reply:
    when = await _when(turn, meeting)
    readers = readers_of(meeting, turn.policy, turn.trust, turn.today)
    names = [turn.trust.person(person).name for person in readers if person != turn.speaker.id]
    names += ["you"] if turn.speaker.id in readers else []
    who = f"It is for {wording.listed(names)}." if names else "Nobody in the directory sits there."
    own = "Each gets their own, with what they may see."
    heading = titled(meeting, turn.trust)
    said = " ".join([when, who, own])
    make = cards.press("Make it now", packs.VERB, {"meeting": meeting.id, cards.BESIDE: True})
    body = [cards.heading(heading), *(cards.words(each) for each in (when, who)), cards.note(own)]
    return turn.say(said, summary=heading, card=cards.card(body, [make], says=said))


async def _each(turn: Turn, found: list[Meeting]) -> Reply:
    lines = [await _when(turn, each) for each in found]
    said = "Which meeting's pack do you mean?"
    turn.memory["rows"] = [[packs.VERB, {"meeting": each.id}] for each in found]
    body = [cards.heading(said), *(cards.words(line) for line in lines)]
    return turn.say(
        said,
        in_full="\n".join([said, *lines]),
        summary="Which meeting?",
        card=cards.card(body, says=" ".join(lines)),
    )


async def _when(turn: Turn, meeting: Meeting) -> str:
    """`The pack of the EIT on Thu 3 December 2026 goes out on Wed 2 December 2026, 1 working day ahead.`"""
    name = called(turn, meeting.body, meeting.school)
    pack = f"The pack of the {name} on {wording.day(meeting.day)}"
    day = pack_day(meeting.body, meeting.school, meeting.day, turn.policy, turn.trust.calendar)
    if day is None:
        return f"{pack} goes out to nobody by itself; you can have it made at any time."
    last = await turn.uow.pack_sendings.last([meeting.id])
    sent = [each for (_, of, _), each in last.items() if of == meeting.day]
    if sent:
        # What went out since are later papers; the pack is the first of each reader's.
        mine = next((each for each in sent if each.person == turn.speaker.id), sent[0])
        first = await turn.uow.pack_sendings.get(meeting.id, meeting.day, mine.person, 1) or mine
        yours = " to you" if mine.person == turn.speaker.id else ""
        return f"{pack} went out{yours} on {wording.day(london_day(first.at))}."
    if meeting.day < turn.today:
        return f"{pack} was for {wording.day(day)}, and the meeting is over."
    if day < turn.today:
        return f"{pack} was due on {wording.day(day)} and goes out on the next working morning."
    return f"{pack} goes out on {wording.day(day)},{_ahead(turn, meeting.body, meeting)}."


def _ahead(turn: Turn, body: Body, meeting: Meeting | None = None) -> str:
    """` 5 working days ahead`, as policy has it."""
    on = meeting.day if meeting is not None else turn.today
    days = turn.policy.on(on, turn.trust.calendar).meetings[body].pack_working_days_before
    return f" {wording.several(days, 'working day')} ahead" if days else ""


def _rule(turn: Turn, body: Body | None) -> str:
    """That packs of a body go out so many days ahead; empty where that is not known."""
    ahead = _ahead(turn, body) if body is not None else ""
    return f" The pack of one goes out{ahead}." if ahead else ""
