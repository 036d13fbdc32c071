"""Who did what, in conversation: who changed a designation, who read a report, and the record of deeds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs import cards, designation_history, wording
from dialogs.asked_again import day_in
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.record_words import about, actor, what_was_done
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.record import RecordKind, RecordQuestion, record_question
from strategy.actions.auditing import READINGS, Deeds, may_read_audit, read_audit
from strategy.school_year import Span, london_day

LONGEST = 300
"""Characters of a text that is read as a question about who did what."""
LAST_PAGE = 1_000_000
_MAILED = "What was sent by mail may have been read there."


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the record, as its card's buttons carry it."""

    school: str | None = None
    person: int | None = None
    days: Span | None = None
    readings: bool = False

    @property
    def kinds(self) -> tuple[str, ...] | None:
        """The deeds that are asked about; None for all."""
        return READINGS if self.readings else None

    def as_data(self, offset: int) -> dict[str, Any]:
        """What a button carries to show the page that begins with that entry."""
        data: dict[str, Any] = {"offset": offset, "readings": self.readings}
        if self.school:
            data["school"] = self.school
        if self.person:
            data["person"] = self.person
        if self.days:
            data |= {"from": self.days.starts.isoformat(), "to": self.days.ends.isoformat()}
        return data


def answer_to(turn: Turn, text: str) -> Callable[[], Awaitable[Reply]] | None:
    """How a question about who did what is answered; None for any other text.

    Who has seen a report is answered from its deliveries, and what happened at a school from elsewhere, to
    those who do not read the record.
    """
    if len(text) > LONGEST:
        return None
    asked = record_question(text, turn.speaker, turn.trust, turn.now, turn.reader)
    if asked is None:
        return None
    reads = may_read_audit(turn.speaker, turn.uow)
    if not reads and asked.kind in (RecordKind.READ, RecordKind.HAPPENED):
        return None
    if asked.kind is RecordKind.DESIGNATION:
        return lambda: _of_designation(turn, asked)
    return lambda: _of_record(turn, asked)


async def _of_designation(turn: Turn, asked: RecordQuestion) -> Reply:
    named = _one_school(turn, asked)
    if isinstance(named, Reply):
        return named
    wish = Interpretation(intent=Intent.DESIGNATION_HISTORY, school=named)
    return await designation_history.answer(turn, wish, asks_who=asked.asks_who)


async def _of_record(turn: Turn, asked: RecordQuestion) -> Reply:
    school = _one_school(turn, asked)
    if isinstance(school, Reply):
        return school
    if len(asked.people) > 1:
        names = wording.listed([turn.trust.person(each).name for each in asked.people], "or")
        return turn.say(f"Whom do you mean: {names}?", summary="Which person?")
    person = asked.people[0] if asked.people else None
    return await _page(turn, Asked(school, person, asked.days, asked.kind is RecordKind.READ), 0)


def _one_school(turn: Turn, asked: RecordQuestion) -> str | Reply | None:
    """The school that is named; the question which, where several are."""
    if len(asked.schools) > 1:
        names = wording.listed([turn.trust.school(urn).known_as for urn in asked.schools], "or")
        return turn.say(f"Which school do you mean: {names}?", summary="Which school?")
    return asked.schools[0] if asked.schools else None


async def page(turn: Turn, press: Press) -> Reply:
    """Another page, pressed on a card."""
    asked, offset = recalled(turn, press.data), press.data.get("offset")
    if asked is None or not isinstance(offset, int) or not 0 <= offset < LAST_PAGE:
        return turn.say("That button is from an older card. Please ask me again.", summary="An older card")
    return await _page(turn, asked, offset)


def recalled(turn: Turn, data: Mapping[str, Any]) -> Asked | None:
    """The question that a button or a note of a list carries; None for nothing such."""
    school, person = data.get("school"), data.get("person")
    starts, ends = day_in(data.get("from")), day_in(data.get("to"))
    days = Span(starts, ends) if starts and ends else None
    known = school is None or (isinstance(school, str) and school in turn.trust.schools)
    known = known and (person is None or (isinstance(person, int) and person in turn.trust.people))
    return Asked(school, person, days, data.get("readings") is True) if known else None


async def _page(turn: Turn, asked: Asked, offset: int) -> Reply:
    deeds = await read_audit(
        uow=turn.uow,
        now=turn.now,
        reader=turn.speaker,
        school=asked.school,
        actor=asked.person,
        days=asked.days,
        deeds=asked.kinds,
        offset=offset,
        limit=PAGE,
    )
    turn.memory.pop("rows", None)
    turn.memory.pop("more", None)
    said = in_words(turn, asked, deeds.total)
    if not deeds.entries:
        return turn.say(said, summary="Who did what: nothing")
    note_list(turn, "record", Interpretation(Intent.UNKNOWN), **asked.as_data(0))
    end = offset + len(deeds.entries)
    if deeds.total > len(deeds.entries):
        said += f" Showing {offset + 1} to {end}, newest first."
    if end < deeds.total:
        turn.memory["more"] = {"press": ["record.page", asked.as_data(end)]}
    return _shown(turn, asked, deeds, said, offset)


def in_words(turn: Turn, asked: Asked, total: int) -> str:
    """`5 entries in the record for Oak Bank, from Mon 16 Nov to Sun 22 Nov.`"""
    who = turn.trust.person(asked.person).name if asked.person else ""
    where = turn.trust.school(asked.school).known_as if asked.school else ""
    when = wording.span(asked.days.starts, asked.days.ends, turn.today) if asked.days else ""
    if asked.readings:
        what = f"reports or recommendations on {where}" if where else "reports or recommendations"
        if not total:
            reader = f"{who} has opened no" if who else "Nobody but their authors has opened"
            return f"{_joined(reader, what, when)} {_MAILED}"
        whose = f"by {who}" if who else "by others than their authors"
        return _joined(
            wording.capitalised(what), "were opened", "once" if total == 1 else f"{total} times", whose, when
        )
    found = wording.capitalised(wording.several(total, "entry", "entries"))
    return _joined(
        f"{found} in the record", f"for {where}" if where else "", f"of what {who} did" if who else "", when
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part) + "."


def _shown(turn: Turn, asked: Asked, deeds: Deeds, said: str, offset: int) -> Reply:
    rows, shown = [], []
    for entry in deeds.entries:
        day, at = wording.short_day(london_day(entry.at), turn.today), wording.clock_time(entry.at)
        what, of = what_was_done(entry.deed), about(turn, entry, deeds, names_school=asked.school is None)
        rows.append((f"{day} {at}", actor(turn, entry), what, of or "-"))
        first = [cards.words(day), cards.beneath(at)]
        second = [cards.words(what), *([cards.beneath(of)] if of else [])]
        shown.append([first, [cards.words(actor(turn, entry))], second])
    end = offset + len(deeds.entries)
    actions = [
        cards.press("Older", "record.page", asked.as_data(end)) if end < deeds.total else None,
        cards.press("Newer", "record.page", asked.as_data(max(offset - PAGE, 0))) if offset else None,
    ]
    table = cards.table((("When", 3), ("Who", 4), ("What", 6)), shown)
    return turn.say(
        said,
        in_full=said + (' Say "more" for older ones.' if end < deeds.total else ""),
        summary="Who did what",
        table=Table(("When", "Who", "What", "About"), tuple(rows)),
        card=cards.card([cards.heading("Who did what"), cards.words(said), table], actions, says=said),
    )
