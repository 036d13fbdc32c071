"""Ending support early or giving it another last day: "end Tom's deployment at King's Meadow on Friday"."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from dialogs import cards, wording
from dialogs.decision_fields import day_in
from dialogs.messages import Press, Reply
from dialogs.reasons import Wanted, ask_reason
from dialogs.support_words import AS_A
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.allocating import LONGEST_REASON, require_may_allocate
from strategy.actions.changing_support import (
    ChangedMeanwhile,
    Standing,
    change_last_day,
    standing,
    standing_at,
)
from strategy.errors import Invalid
from strategy.support import SupportChange
from strategy.visits import Support

_WHAT = (
    r"(?:deployments?|support|placement|secondment|allocation|sle|director|deputy head|consultant|provider"
    r"|time at|work at)"
)
_WISH = re.compile(
    r"^(?:please |can you |could you |can we |we need to |we want to |let's |i want to )*"
    r"(?:end|stop|finish|terminate|cancel|withdraw|call off|shorten|extend|prolong|lengthen|change|move|bring"
    rf" forward)\b.*\b{_WHAT}\b"
    r"|\b(?:is|are) no longer needed (?:at|in|for)\b"
    r"|\bdeployment\b.* (?:ends|should end|is to end|will end|finishes|should finish) ",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:reports?|visits?|meetings?|boards?|deadlines?|reminders?|recommendations?|plans?)\b|\?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:end(?:s|ing)?|finish(?:es)?|until|till?|to|on|by|from) (?!(?:end|finish)\b)(?P<day>[^,;]+?)"
    r"(?:,? (?:because|as|since) .+)?[.!]*$",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:because|as they|since they)\b (?P<why>.+)$", re.IGNORECASE | re.DOTALL)
_MOST = 8


def wish(turn: Turn, text: str) -> Callable[[], Awaitable[Reply]] | None:
    """What a text asks for that wants support to end on another day; None for any other."""
    plain = text.strip().replace("\u2019", "'")
    if not _WISH.search(plain) or _NOT.search(plain):
        return None
    # "Deployment" is the word that questions about support are read by.
    usual = re.sub(r"\b(?:placement|secondment|allocation)\b", "deployment", plain)
    asked = turn.read(usual)
    if not (asked.school or asked.person or asked.support or asked.school_choices or asked.person_choices):
        return None
    return lambda: _find(turn, plain, asked)


async def _find(turn: Turn, text: str, asked: Interpretation) -> Reply:
    """Ask about the one that is meant; which, where several fit."""
    require_may_allocate(turn.speaker, turn.uow)
    person = turn.trust.by_email(asked.person) if asked.person else None
    kind = Support(asked.support) if asked.support in set(Support) else None
    found = await standing_at(turn.uow, turn.today, asked.school, person.id if person else None, kind)
    day = asked.date or asked.ends or _day_at_the_end(turn, text)
    why = _WHY.search(text)
    if not found:
        said = "Nothing like that stands now. Ask me who is deployed where to see what does."
        return turn.say(said, summary="No such support", suggestions=("Who is deployed where?",))
    if len(found) == 1:
        return _ask(turn, found[0], day, why["why"].strip() if why else "")
    return _which(turn, found, day)


def _day_at_the_end(turn: Turn, text: str) -> date | None:
    tail = _TAIL.search(text)
    return day_in(turn, tail["day"]) if tail else None


def _which(turn: Turn, found: Sequence[Standing], day: date | None) -> Reply:
    shown = found[:_MOST]
    data = [{"about": each.about, "day": day.isoformat() if day else ""} for each in shown]
    titles = [wording.capitalised(_called(turn, each)) for each in shown]
    turn.memory["rows"] = [["support.change.ask", each] for each in data]
    buttons = [
        cards.press(title, "support.change.ask", each) for title, each in zip(titles, data, strict=True)
    ]
    said = f"{len(found)} fit. Which one is it?"
    if len(found) > len(shown):
        said = f"{len(found)} fit, and these are the first. Name the person and the school for another."
    numbered = "".join(f"\n{number}. {title}" for number, title in enumerate(titles, 1))
    card = cards.card([cards.heading("Which support?"), cards.note(said), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=said + numbered, summary="Which support?", card=card)


async def ask(turn: Turn, press: Press) -> Reply:
    """A button that asks for another last day."""
    require_may_allocate(turn.speaker, turn.uow)
    found = await _standing(turn, press)
    if found is None:
        return _gone(turn)
    day = press.data.get("day")
    return _ask(turn, found, day_in(turn, day) if isinstance(day, str) and day else None, "")


async def change(turn: Turn, press: Press) -> Reply:
    """Do it; where somebody was quicker, or it cannot be, say what is true now."""
    require_may_allocate(turn.speaker, turn.uow)
    found = await _standing(turn, press)
    if found is None:
        return _gone(turn)
    typed, shown, why = press.data.get("day"), press.data.get("shown"), press.data.get("reason")
    day = day_in(turn, typed) if isinstance(typed, str) else None
    reason = why if isinstance(why, str) else ""
    if day is None:
        return _ask(turn, found, None, reason, fault="Please give its last day, like 12 February 2027.")
    try:
        done = await change_last_day(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            about=found.about,
            shown=shown if isinstance(shown, int) else -1,
            last_day=day,
            reason=reason,
        )
    except Invalid as refused:
        return _ask(turn, found, day, reason, fault=" ".join(refused.faults.values()))
    except ChangedMeanwhile:
        return _ask(
            turn, found, day, reason, fault="Somebody has changed it meanwhile; this is how it stands."
        )
    return _done(turn, found, done)


async def _standing(turn: Turn, press: Press) -> Standing | None:
    about = press.data.get("about")
    return await standing(turn.uow, about) if isinstance(about, str) else None


def _gone(turn: Turn) -> Reply:
    said = "That does not stand any more: it was called off. Ask me who is deployed where to see what does."
    return turn.say(said, summary="No such support")


def _ask(turn: Turn, found: Standing, day: date | None, given: str, fault: str = "") -> Reply:
    """A small card with the last day and a reason; in a talk the next words are the reason."""
    asked, day = day, day or max(turn.today, found.starts)
    explained = f"{fault} {wording.capitalised(_called(turn, found))}.".strip()
    if day < found.starts:
        explained += " It would be called off before it begins."
    elif asked or not turn.incoming.shows_cards:
        explained += f" Its last day would be {wording.day(day)}."
    where = turn.trust.school(found.school).known_as
    return ask_reason(
        turn,
        f"Change the last day: {where}",
        explained,
        "support.change",
        {"about": found.about, "shown": found.number, "day": day.isoformat()},
        wanted=Wanted(label="Reason (if you like)", button="Change it", at_most=LONGEST_REASON),
        fields=[cards.date_input("day", "Last day", day.isoformat())],
        given=given,
    )


def _called(turn: Turn, found: Standing) -> str:
    """`Tom Haverill at King's Meadow as a Director of Subject, Mon 4 Jan to Fri 12 Feb`."""
    who = turn.trust.person(found.person).name if found.person else "an external provider"
    until = wording.short_day(found.ends, turn.today) if found.ends else "no end set"
    kind = f" as {AS_A[found.support]}" if found.person and found.support in AS_A else ""
    return (
        f"{who} at {turn.trust.school(found.school).known_as}{kind}, "
        f"{wording.short_day(found.starts, turn.today)} to {until}"
    )


def _done(turn: Turn, found: Standing, done: SupportChange) -> Reply:
    who = turn.trust.person(found.person).name if found.person else "the external provider"
    school = turn.trust.school(found.school).known_as
    if done.last_day is None:
        said = f"Done: the support of {who} at {school} is called off."
    else:
        said = f"Done: the last day of {who} at {school} is {wording.day(done.last_day)}."
    said += " I am telling those who are concerned."
    card = cards.card([cards.heading(f"Support changed: {school}"), cards.words(said)], says=said)
    return turn.say(said, summary=f"Support changed: {school}", card=card)
