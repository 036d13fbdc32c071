"""How a school was designated over time: in words, as a table, as a chart; and who changed it."""

from __future__ import annotations

import re
from typing import Any

from dialogs import cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.narrowing import mine_or_named
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.judgement_reading import History, Line, changes_of, history_of
from strategy.designations import Designation
from strategy.permissions import Deed, may_see_school
from strategy.school_year import ONE_DAY

ROOM_FOR_A_REASON = 300
"""Bytes of JSON of one reason in the list; the recommendation has the whole of it."""
MOST_LINES = 10
"""Lines of a history that one card shows, the latest ones."""
_WHO = re.compile(r"^\W*(?:who|which person)\b", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation, *, asks_who: bool | None = None) -> Reply:
    """The history of the school that is named, or of the asker's only one; and who changed it last, where
    that is asked for (found from the text where nobody says).
    """
    if asks_who is None:
        asks_who = _WHO.match(turn.incoming.text) is not None
    named = mine_or_named(turn, asked)
    if named is None or len(named) != 1:
        own = turn.trust.headed_by(turn.speaker) or turn.trust.partnered_by(turn.speaker)
        if named or len(own) != 1:
            return turn.say("Of which school? Please name one.", summary="Which school?")
        named = frozenset({own[0].urn})
    [urn] = named
    history = await history_of(uow=turn.uow, reader=turn.speaker, today=turn.today, school=urn)
    if not history.lines:
        said = f"{history.school.known_as} has had no designation yet."
        return turn.say(said, summary=f"Designations: {history.school.known_as}")
    if asks_who and may_see_school(turn.speaker, Deed.READ_AUDIT, urn, turn.today, turn.trust):
        return await _who(turn, history)
    if asks_who:
        return _shown(turn, history, _who_in_history(turn, history))
    return _shown(turn, history, in_words(history))


async def _who(turn: Turn, history: History) -> Reply:
    """Who changed it last, as the record of deeds has it."""
    urn, lines = history.school.urn, {line.since.id: line for line in history.lines}
    entries = await changes_of(uow=turn.uow, reader=turn.speaker, today=turn.today, school=urn)
    latest = next((entry for entry in entries if entry.details.get("to") in lines), None)
    if latest is None or latest.actor is None:
        said = f"Nobody has changed it since it came into Keystone. {in_words(history)}"
        return _shown(turn, history, said)
    now, before = lines[latest.details["to"]], lines.get(latest.details.get("from") or 0)
    who = turn.trust.person(latest.actor).name
    said = (
        f"{who} signed off {wording.DESIGNATIONS[now.since.designation]} for {history.school.known_as} on "
        f"{wording.moment(latest.at)}"
    )
    said += f"; before it was {wording.DESIGNATIONS[before.since.designation]}." if before else "."
    return _shown(turn, history, said)


def _who_in_history(turn: Turn, history: History) -> str:
    """Who changed it last, for those who may read the recommendations; to others that it is not for them."""
    if not history.in_full:
        return f"I can't tell you who decided it. {in_words(history)}"
    latest = history.lines[-1]
    if latest.signed_off_by is None:
        return f"Nobody has changed it since it came into Keystone. {in_words(history)}"
    name = wording.DESIGNATIONS[latest.since.designation]
    who = turn.trust.person(latest.signed_off_by).name
    when = wording.moment(latest.since.at)
    before = (
        f"; before it was {wording.DESIGNATIONS[history.lines[-2].since.designation]}"
        if history.lines[1:]
        else ""
    )
    return f"{who} signed off {name} for {history.school.known_as} on {when}{before}."


def in_words(history: History) -> str:
    """`Oak Bank: Repair from Tue 1 September 2026, then Improve since Mon 23 November 2026.`"""
    parts = []
    for line in history.lines[-MOST_LINES:]:
        name, day = wording.DESIGNATIONS[line.since.designation], wording.day(line.since.from_day)
        parts.append(f"{name} {'since' if line.until is None else 'from'} {day}")
    return f"{history.school.known_as}: {', then '.join(parts)}."


def _shown(turn: Turn, history: History, said: str) -> Reply:
    wish = Interpretation(Intent.DESIGNATION_HISTORY)
    note_list(turn, "history", wish, of=history.school.urn)
    shown = history.lines[-MOST_LINES:][::-1]
    turn.memory["rows"] = [list(_way(line, history)) for line in shown]
    titles = ("Designation", "From", "Until", *(("Signed off by", "Why") if history.in_full else ()))
    rows = []
    for number, line in enumerate(shown, 1):
        told = [_signer(turn, line), line.since.reason or "-"] if history.in_full else []
        until = wording.day(line.until) if line.until else "now"
        name, day = wording.DESIGNATIONS[line.since.designation], wording.day(line.since.from_day)
        rows.append((str(number), name, day, until, *told))
    school = history.school.known_as
    return turn.say(
        said,
        summary=f"Designations: {school}",
        table=Table(("", *titles), tuple(rows)),
        card=_card(turn, history, said),
    )


def _way(line: Line, history: History) -> tuple[str, dict[str, Any]]:
    """What opening a line does: the recommendation it came from, for those who may read it."""
    if history.in_full and line.since.recommendation is not None:
        return "recommendation.show", {"recommendation": line.since.recommendation}
    return "say", {"text": f"What are the criteria for {line.since.designation.value}?"}


def _signer(turn: Turn, line: Line) -> str:
    return turn.trust.person(line.signed_off_by).name if line.signed_off_by is not None else "-"


def _card(turn: Turn, history: History, said: str) -> dict[str, Any]:
    body: list[cards.Element | None] = [
        cards.heading(f"Designations: {history.school.known_as}"),
        cards.words(said),
        _chart(turn, history) if len(history.lines) > 1 else None,
    ]
    rows = []
    for line in history.lines[-MOST_LINES:][::-1]:
        name, way = wording.DESIGNATIONS[line.since.designation], _way(line, history)
        opens = way[0] == "recommendation.show"
        first = [cards.link(name, *way) if opens else cards.words(name, bold=True)]
        if history.in_full and line.since.reason:
            first.append(cards.beneath(_cut(line.since.reason)))
        until = wording.short_day(line.until, turn.today) if line.until else "now"
        span = [cards.words(wording.short_day(line.since.from_day, turn.today)), cards.beneath(f"to {until}")]
        rows.append([first, span, *([[cards.words(_signer(turn, line))]] if history.in_full else [])])
    titles = [("Designation", 5), ("From", 4), *([("Signed off by", 4)] if history.in_full else [])]
    body.append(cards.table(titles, rows))
    if history.in_full and any(_way(line, history)[0] == "recommendation.show" for line in history.lines):
        body.append(cards.note("Press a designation to see the recommendation behind it."))
    return cards.card(body, says=said)


def _cut(reason: str) -> str:
    beginning = as_much_as_fits(reason, ROOM_FOR_A_REASON)
    return beginning + (" …" if len(beginning) < len(reason) else "")


_LEVEL = {each: level for level, each in enumerate(Designation, 1)}


def _chart(turn: Turn, history: History) -> cards.Element:
    """A line that rises as a school comes to need less; left out by clients without charts."""
    values = []
    for line in history.lines[-MOST_LINES:]:
        level = _LEVEL[line.since.designation]
        values.append({"x": line.since.from_day.isoformat(), "y": level})
        last = turn.today if line.until is None else max(line.until - ONE_DAY, line.since.from_day)
        if last > line.since.from_day:
            values.append({"x": last.isoformat(), "y": level})
    names = ", ".join(f"{level} {wording.DESIGNATIONS[each]}" for each, level in _LEVEL.items())
    return {
        "type": "Chart.Line",
        "title": "Designation over time",
        "yAxisTitle": names,
        "yMin": 0,
        "yMax": len(_LEVEL),
        "data": [{"legend": history.school.known_as, "values": values}],
        "fallback": "drop",
    }
