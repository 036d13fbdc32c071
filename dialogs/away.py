"""Who is away: marking somebody as away or back, by a small card or in words, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.decision_fields import WANTED, day_in
from dialogs.duty_pages import absence_in_words, away_from, away_until
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply
from dialogs.reasons import ASKED_FOR, Wanted, ask_reason
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.absences import (
    MarkedAway,
    bring_back,
    call_off,
    fault_of_reason,
    list_absences,
    mark_away,
    may_mark_away,
    may_see_reasons,
)
from strategy.duties import REPORTS
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.people import Person
from strategy.permissions import Deed, Scope
from strategy.ports import Absence, DutyQuery
from strategy.school_year import ONE_DAY

MOST_SHOWN = 20
"""Absences that one answer lists."""
MOST_OF_ONE = 4
"""Absences that a person's page shows, the next ones."""
_ROOM_FOR_A_REASON = 200
"""Bytes of JSON that a reason may take in a list."""
NOT_KNOWN = "not known"
"""Said for a last day that nobody knows."""
_OPEN_ENDED = re.compile(
    r"^(?:open(?:[\s-]ended)?|until further notice|(?:i )?(?:don't|do not) know(?: yet)?|not known(?: yet)?"
    r"|unknown|no idea|not sure)[.!]?$",
    re.IGNORECASE,
)
_UNTIL = Wanted(
    label="Last day away", question='Until which day? Say "not known" to leave it open.', name="to"
)


async def person_page(turn: Turn, person: Person, said: str) -> Reply:
    """One person, as `said` has them: for those who may know, whether they are away and what can be done."""
    if not may_see_reasons(turn.speaker, turn.trust):
        return turn.say(said, summary=person.name)
    ahead = await turn.uow.absences.ahead(person.id, turn.today)
    lines = [wording.capitalised(absence_in_words(turn, each)) for each in ahead[:MOST_OF_ONE]]
    now = any(each.covers(turn.today) for each in ahead)
    buttons: list[cards.Element] = []
    if may_mark_away(turn.speaker, turn.trust) and not turn.incoming.read_only:
        data = {"person": person.id}
        buttons.append(cards.press("Mark as away", "away.ask", data))
        if now:
            buttons.append(cards.press("Back again", "away.back", data))
        buttons += [
            cards.press(_calling_off(turn, each), "away.call_off", {**data, "absence": each.id})
            for each in ahead[:MOST_OF_ONE]
            if each.starts > turn.today
        ]
    body = [cards.heading(person.name), cards.words(said), *(cards.words(line) for line in lines)]
    card = cards.card([*body, *cards.choices(buttons)], says=said)
    in_full = "\n".join([said, *(f"{line}." for line in lines)])
    return turn.say(said, in_full=in_full, summary=person.name, card=card if lines or buttons else None)


def _calling_off(turn: Turn, absence: Absence) -> str:
    return f"Not away from {wording.short_day(absence.starts, turn.today)} after all"


async def pressed(turn: Turn, press: Press) -> Reply:
    """A button about somebody's absence."""
    person = turn.trust.people.get(press.data["person"]) if _has_person(press.data) else None
    if not may_mark_away(turn.speaker, turn.trust) or person is None:
        raise NotAllowed(Deed.MARK_AWAY)
    if press.do == "away.back":
        return await back(turn, person)
    if press.do == "away.call_off":
        return await _call_off(turn, person, press.data.get("absence"))
    return await away(turn, person, press.data, asks=press.do == "away.ask")


def _has_person(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("person"), int) and not isinstance(data["person"], bool)


async def away(turn: Turn, person: Person, data: Mapping[str, Any], *, asks: bool = False) -> Reply:
    """Mark somebody as away where everything for it is given; else ask for what is missing.

    `data` has the days `from` and `to` and the `reason`, as they were entered or said; `asks` never does
    anything. Without a first day it is today; `to` is open where a card leaves it empty.
    """
    if not may_mark_away(turn.speaker, turn.trust):
        raise NotAllowed(Deed.MARK_AWAY)
    given = {name: data.get(name) for name in ("from", "to", "reason")}
    entered = {
        name: value.strip() for name, value in given.items() if isinstance(value, str) and value.strip()
    }
    days, faults = _days(turn, entered)
    faults |= fault_of_reason(entered["reason"]) if "reason" in entered else {}
    by_card = turn.incoming.press is not None
    lacks = [] if by_card or "to" in entered or "from" in entered else ["to"]
    lacks += [] if entered.get("reason") else ["reason"]
    if asks or faults or lacks:
        if by_card and not asks and "reason" in lacks:
            faults["reason"] = "Please give a reason; a word is enough."
        return _ask(turn, person, entered, days, faults, lacks)
    try:
        marked = await mark_away(
            uow=turn.uow,
            now=turn.now,
            marker=turn.speaker,
            person_id=person.id,
            starts=days["from"] or turn.today,
            ends=days["to"],
            reason=entered["reason"],
        )
    except Invalid as refused:
        return _ask(turn, person, entered, days, dict(refused.faults), [])
    return await _marked(turn, person, marked)


def _days(turn: Turn, entered: Mapping[str, str]) -> tuple[dict[str, date | None], dict[str, str]]:
    """The first and last day as entered, None where there is none, and what is wrong with them."""
    days: dict[str, date | None] = {"from": None, "to": None}
    faults = {}
    for name in ("from", "to"):
        typed = entered.get(name, "").replace("\u2019", "'")
        if not typed or (name == "to" and _OPEN_ENDED.match(typed)):
            continue
        days[name] = day_in(turn, typed)
        if days[name] is None:
            faults[name] = "I couldn't read that as a day. Please give it like 4 December 2026."
    return days, faults


def _ask(
    turn: Turn,
    person: Person,
    entered: Mapping[str, str],
    days: Mapping[str, date | None],
    faults: Mapping[str, str],
    lacks: list[str],
) -> Reply:
    """A small card for first day, last day and reason; in words, the next thing that is missing."""
    at = next((name for name in ("from", "to", "reason") if name in faults), (lacks or ["reason"])[0])
    iso = {name: day.isoformat() for name, day in days.items() if day is not None}
    explained = f"Reminders to {person.name} wait while they are away, and lists say that they are."
    if turn.incoming.press is None:
        explained = " ".join([*faults.values(), explained])
    fields: list[cards.Element] = []
    for name, label, value in (
        ("from", "First day away", iso.get("from", turn.today.isoformat())),
        ("to", "Last day away (leave it empty if nobody knows)", iso.get("to", "")),
    ):
        fields.append(cards.date_input(name, label, value))
        if name in faults:
            fields.append(cards.fault(faults[name]))
    data: dict[str, Any] = {"person": person.id}
    in_words = {"to": _UNTIL, "from": Wanted(label="First day away", question="From which day?", name="from")}
    wanted = WANTED["reason"] if turn.incoming.shows_cards else in_words.get(at, WANTED["reason"])
    reply = ask_reason(
        turn,
        f"Away: {person.name}",
        explained,
        "away.mark",
        data,
        wanted=Wanted(wanted.label, wanted.question, "Mark as away", wanted.name, wanted.at_most),
        fields=fields,
        given=entered.get("reason", "") if turn.incoming.shows_cards or at == "reason" else "",
        fault=faults.get("reason", ""),
        instead=cards.press("Leave it as it is", "person.show", data),
    )
    kept = {name: value for name, value in entered.items() if name != at and name not in faults} | iso
    kept.pop(at, None)
    turn.memory[ASKED_FOR] |= {"name": at, "data": {**data, **kept}}
    return reply


async def _marked(turn: Turn, person: Person, marked: MarkedAway) -> Reply:
    absence = marked.absence
    when = away_until(turn, absence) if absence.covers(turn.today) else away_from(turn, absence)
    said = f"{person.name} is marked as {when}. Reminders wait for that time."
    if marked.replaced:
        before = wording.listed([away_from(turn, each) for each in marked.replaced])
        said += f" It takes the place of what I had: {before}."
    owed = await turn.uow.duties.count(
        DutyQuery(kinds=REPORTS, owner=person.id, arisen_by=turn.today), Scope(everything=True)
    )
    if owed:
        reports = "1 report waits" if owed == 1 else f"{owed} reports wait"
        said += f" {reports} for {person.first_name}; you can give a report to somebody else."
    return _say(turn, f"Away: {person.name}", said, person)


async def back(turn: Turn, person: Person, day: date | None = None) -> Reply:
    """Have somebody be back today, or from a later day on; where they are not away, say what is true."""
    try:
        ended = await bring_back(
            uow=turn.uow, now=turn.now, marker=turn.speaker, person_id=person.id, day=day
        )
    except NotFound:
        ahead = await turn.uow.absences.ahead(person.id, turn.today)
        said = f"{person.name} isn't marked as away{' on that day' if day and day > turn.today else ''}."
        if ahead:
            said += f" I have them down as {wording.listed([away_from(turn, each) for each in ahead])}."
        return _say(turn, f"Not away: {person.name}", said, person)
    first = (ended.ends or turn.today) + ONE_DAY
    said = f"{person.name} is marked as back. Reminders go on from now."
    if first > turn.today:
        said = f"{person.name} is marked as back from {wording.day(first)}. Reminders go on from then."
    return _say(turn, f"Back: {person.name}", said, person)


async def _call_off(turn: Turn, person: Person, absence_id: object) -> Reply:
    try:
        absence = await call_off(
            uow=turn.uow,
            now=turn.now,
            marker=turn.speaker,
            person_id=person.id,
            absence_id=absence_id if isinstance(absence_id, int) else 0,
        )
    except NotFound:
        return _say(turn, person.name, "That has changed meanwhile; here is what stands now.", person)
    said = f"Taken away: {person.name} is not {away_from(turn, absence)}."
    return _say(turn, f"Not away after all: {person.name}", said, person)


def _say(turn: Turn, heading: str, said: str, person: Person) -> Reply:
    card = cards.card(
        [cards.heading(heading), cards.words(said)],
        [cards.press("Open", "person.show", {"person": person.id})],
        says=said,
    )
    return turn.say(said, summary=heading, card=card)


async def who(turn: Turn) -> Reply:
    """Who is away today, and who will be."""
    found = await list_absences(uow=turn.uow, today=turn.today, asker=turn.speaker, limit=MOST_SHOWN + 1)
    more, found = len(found) > MOST_SHOWN, found[:MOST_SHOWN]
    if found:
        note_list(turn, "absences", Interpretation(Intent.UNKNOWN))
    said, now, later = in_words(turn, found)
    lines = [
        (turn.trust.person(each.person).name, absence_in_words(turn, each, _ROOM_FOR_A_REASON))
        for each in [*now, *later]
    ]
    if more:
        said += f" I show the first {MOST_SHOWN}."
    in_full = "\n".join([said, *(f"{name}: {line}" for name, line in lines)])
    body = [cards.heading("Who is away"), cards.words(said), cards.facts(lines)]
    card = cards.card(body, says=said) if lines else None
    return turn.say(said, in_full=in_full, summary="Who is away", card=card)


def in_words(turn: Turn, found: Sequence[Absence]) -> tuple[str, list[Absence], list[Absence]]:
    """How many are away today and how many absences are to come; those of today, and those to come."""
    now = [each for each in found if each.covers(turn.today)]
    later = [each for each in found if not each.covers(turn.today)]
    people = wording.several(len({each.person for each in now}), "person is", "people are")
    said = f"{wording.capitalised(people)} away today." if now else "Nobody is marked as away today."
    if later:
        said += f" {wording.capitalised(wording.several(len(later), 'absence is', 'absences are'))} to come."
    return said, now, later
