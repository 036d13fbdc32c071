"""Taking back days that were granted on top: "take back the two extra days for Marlow"."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal, InvalidOperation

from dialogs import cards, wording
from dialogs.messages import Press, Reply
from dialogs.reasons import Wanted, ask_reason
from dialogs.support_words import counted, days, number, to_be_used
from dialogs.turn import Turn
from dialogs.understanding.filling import Setting, filled
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.allocating import LONGEST_REASON, require_may_allocate
from strategy.actions.taking_back_days import (
    Grant,
    GrantChanged,
    grant_that_stands,
    grants_that_stand,
    take_back_days,
)
from strategy.errors import Invalid, NotFound
from strategy.people import Capacity
from strategy.school_year import london_day
from strategy.support import TakenBack

_BEFORE = r"^(?:(?:please|can|could|you|i|we|need|want|have|like|should|must|to|let's|i'd|we'd|now)\b,? )*"
_WISH = re.compile(
    rf"{_BEFORE}(?:take|claw|pull|get|claim) (?:back\b.*\bdays?\b|away\b.*\bdays?\b|.*\bdays?\b.* back\b)"
    rf"|{_BEFORE}(?:withdraw|revoke|rescind|reclaim|remove|cancel|undo|retract|reverse)\b.*"
    r"(?:\b(?:extra|additional|further|granted|more|grant of)\b.*\bdays?\b"
    r"|\bdays?\b.*\b(?:on top|granted|extra|gave)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:visits? (?:to|at|on|of)|requests?|reports?|reminders?|leave|holidays?)\b|\?$", re.IGNORECASE
)
_ADVISER = re.compile(r"\badvis[eo]r'?s?'?\b|\bsia\b", re.IGNORECASE)
_PARTNER = re.compile(r"\bsip\b|\bpartner'?s?'?\b", re.IGNORECASE)
_WHY = re.compile(r"\b(?:because|as|since) (?P<why>.+)$", re.IGNORECASE | re.DOTALL)
_HALVES = {"½": Decimal("0.5")}


def wish(turn: Turn, text: str) -> Callable[[], Awaitable[Reply]] | None:
    """What a text asks for that wants days taken back; None for any other."""
    plain = " ".join(text.split()).replace("’", "'")
    if not _WISH.search(plain) or _NOT.search(plain):
        return None
    why = _WHY.search(plain)
    said = plain[: why.start()] if why else plain
    found = turn.reader.found_in(said, turn.speaker, turn.trust)
    asked = filled(Intent.SUPPORT_ALLOCATE, found, Setting(turn.speaker, turn.trust, turn.now))
    return lambda: _find(turn, said, asked, why["why"].strip() if why else "")


async def _find(turn: Turn, said: str, asked: Interpretation, why: str) -> Reply:
    """Ask about the grant that is meant; which, where several fit."""
    require_may_allocate(turn.speaker, turn.uow)
    schools = [asked.school] if asked.school else list(asked.school_choices)
    if not schools:
        question = "Which school's days do you mean? Say for instance “take back the extra days for Marlow”."
        return turn.say(question, summary="Which school?")
    found = [each for school in schools for each in _of_kind(said, await _standing(turn, school))]
    if not found:
        names = wording.listed([turn.trust.school(school).known_as for school in schools], "or")
        nothing = f"{names} has no days on top of its allocation now, so there is nothing to take back."
        return turn.say(nothing, summary="No days on top")
    exact = [each for each in found if asked.days == each.granted.stands]
    chosen = exact if len(exact) == 1 else found
    if len(chosen) == 1:
        return _ask(turn, chosen[0], asked.days, why)
    return _which(turn, chosen)


async def _standing(turn: Turn, school: str) -> Sequence[Grant]:
    try:
        return await grants_that_stand(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, school=school
        )
    except NotFound:
        return ()


def _of_kind(said: str, found: Sequence[Grant]) -> Sequence[Grant]:
    adviser, partner = bool(_ADVISER.search(said)), bool(_PARTNER.search(said))
    if adviser is partner:
        return found
    wanted = Capacity.SCHOOL_IMPROVEMENT_ADVISER if adviser else Capacity.SIP
    return [each for each in found if each.granted.capacity is wanted]


def _which(turn: Turn, found: Sequence[Grant]) -> Reply:
    titles = [_called(turn, each) for each in found]
    data = [{"grant": each.granted.id} for each in found]
    turn.memory["rows"] = [["days.take_back.ask", each] for each in data]
    buttons = [
        cards.press(title, "days.take_back.ask", each) for title, each in zip(titles, data, strict=True)
    ]
    said = f"{len(found)} grants fit. Which one is it?"
    numbered = "".join(f"\n{place}. {title}" for place, title in enumerate(titles, 1))
    card = cards.card([cards.heading("Which days?"), cards.note(said), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=said + numbered, summary="Which days?", card=card)


async def ask(turn: Turn, press: Press) -> Reply:
    """A button that asks to take days of one grant back."""
    grant = await _grant(turn, press)
    return _gone(turn) if grant is None else _ask(turn, grant, None, "")


async def take_back(turn: Turn, press: Press) -> Reply:
    """Do it; where somebody was quicker, or it cannot be, say what is true now."""
    why = press.data.get("reason")
    again = wish(turn, why) if isinstance(why, str) and turn.incoming.press is None else None
    if again is not None:
        # Words in the place of a reason that wish the same anew, perhaps of another school.
        return await again()
    grant = await _grant(turn, press)
    if grant is None:
        return _gone(turn)
    typed, shown = press.data.get("days"), press.data.get("shown")
    reason = why if isinstance(why, str) else ""
    wanted = _days_in(typed if isinstance(typed, str) else "")
    if wanted is None:
        return _ask(turn, grant, None, reason, fault="Please give the days as a number, like 1 or 1.5.")
    try:
        taken = await take_back_days(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            grant_id=grant.granted.id,
            shown=shown if isinstance(shown, int) else -1,
            days=wanted,
            reason=reason,
        )
    except Invalid as refused:
        return _ask(turn, grant, wanted, reason, fault=" ".join(refused.faults.values()))
    except GrantChanged:
        changed = "Somebody has taken days of it back meanwhile; this is how it stands."
        return _ask(turn, grant, None, reason, fault=changed)
    return _done(turn, grant, taken)


async def _grant(turn: Turn, press: Press) -> Grant | None:
    found = press.data.get("grant")
    require_may_allocate(turn.speaker, turn.uow)
    try:
        return await grant_that_stands(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            grant_id=found if isinstance(found, int) else 0,
        )
    except NotFound:
        return None


def _gone(turn: Turn) -> Reply:
    said = "Those days do not stand any more: they were taken back, or their time is over."
    return turn.say(said, summary="No such days")


def _days_in(typed: str) -> Decimal | None:
    """`2`, `1.5`, `1,5`, `1½` as a number of days."""
    plain = typed.strip().replace(",", ".")
    half = _HALVES.get(plain[-1:], Decimal(0))
    try:
        found = Decimal(plain.removesuffix("½") or 0) + half
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _ask(turn: Turn, grant: Grant, wanted: Decimal | None, given: str, fault: str = "") -> Reply:
    """A small card with the number of days and a reason; in a talk the next words are the reason."""
    granted, school = grant.granted, turn.trust.school(grant.granted.school).known_as
    stays = granted.stands - grant.free
    explained = f"{fault} {_called(turn, grant)}.".strip()
    if stays:
        few = stays <= 1
        how = f"{number(stays)} of them {'is' if few else 'are'}" if grant.free else "All of that is"
        stay = "that stays" if few or not grant.free else "those stay"
        explained += f" {how} used or booked already, and {stay}."
    if not grant.free:
        said = f"{explained} So there is nothing to take back."
        return turn.say(said, summary=f"Nothing to take back: {school}")
    suggested = min(wanted or grant.free, grant.free)
    if suggested > 0 and not turn.incoming.shows_cards:
        explained += f" I would take back {number(suggested)}."
    suggestion = f"{suggested.normalize():f}"
    label = f"Days to take back, at most {number(grant.free)}"
    return ask_reason(
        turn,
        f"Take back days: {school}",
        explained,
        "days.take_back",
        {"grant": granted.id, "shown": granted.changes, "days": suggestion},
        wanted=Wanted(
            label="Reason (those who were told of the days read it)",
            button="Take them back",
            at_most=LONGEST_REASON,
        ),
        fields=[cards.text_input("days", label, suggestion, at_most=5)],
        given=given,
    )


def _called(turn: Turn, grant: Grant) -> str:
    """`Marlow has 2 extra SIP days, to be used by Wed 21 July 2027, granted by Ann Lee on Tue 3 Nov`."""
    granted = grant.granted
    school = turn.trust.school(granted.school).known_as
    by = turn.trust.person(granted.by).name
    on = wording.short_day(london_day(granted.at), turn.today)
    extra = counted(granted.stands, granted.capacity, "extra")
    return f"{school} has {extra}, {to_be_used(granted.span, turn.today)}, granted by {by} on {on}"


def _done(turn: Turn, grant: Grant, taken: TakenBack) -> Reply:
    granted = grant.granted
    school = turn.trust.school(granted.school).known_as
    back = counted(taken.days, granted.capacity, "extra")
    left = granted.stands - taken.days
    said = f"Done: {back} {'is' if taken.days <= 1 else 'are'} taken back from {school}."
    if left:
        said += f" {days(left)} of the grant {'stands' if left <= 1 else 'stand'}."
    said += " I am telling those who were told of the days."
    kind = "SIP" if granted.capacity is Capacity.SIP else "adviser"
    stands = cards.press("How it stands", "say", {"text": f"How many {kind} days are left at {school}?"})
    card = cards.card([cards.heading(f"Days taken back: {school}"), cards.words(said)], [stands], says=said)
    return turn.say(said, summary=f"Days taken back: {school}", card=card)
