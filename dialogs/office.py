"""Sentences of office: who is away or back, and what is decided about the report that a sentence names.

They are recognised beside the intents (`dialogs.understanding.office`); what is missing is asked for. A
sentence does what the buttons on a person's or a duty's page do.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from dialogs import (
    allocations,
    away,
    cards,
    changing_support,
    deciding,
    report_sentences,
    review_office,
    taking_back,
    wording,
)
from dialogs.duty_pages import DUTY_SHOWN, called
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.office import OfficeDeed, OfficeKind, office_deed
from strategy.actions.absences import may_mark_away
from strategy.actions.asking import list_duties
from strategy.actions.changing_duties import may_change_duties
from strategy.duties import REPORTS, StoredDuty
from strategy.errors import NotAllowed
from strategy.people import Person
from strategy.permissions import Deed
from strategy.ports import ChangeKind, DutyQuery, DutyRow, Page


@dataclass(frozen=True, slots=True)
class Said:
    """How a sentence of office is answered; `writes` where that may change something."""

    answer: Callable[[], Awaitable[Reply]]
    writes: bool = True


MOST_CHOICES = 8
LONGEST = 1_000
"""Characters of a text that is read as a sentence of office."""

_KINDS: Mapping[OfficeKind, ChangeKind] = {
    OfficeKind.EXTEND: ChangeKind.EXTENDED,
    OfficeKind.EXCUSE: ChangeKind.EXCUSED,
    OfficeKind.REASSIGN: ChangeKind.REASSIGNED,
}
_WHO_IS_AWAY = re.compile(
    r"^(?:please )?(?:(?:tell|show) me )?(?:who(?:'s| is| are)?(?: all)? (?:currently )?(?:away|off|on leave)"
    r"|(?:is (?:anyone|anybody)|are there (?:any )?people) (?:away|off|on leave)|(?:list )?absences)"
    r"(?: (?:today|now|this week|at the moment))?(?: please)?[?.!]*$",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(r"\b(?:until|till) further notice\b|\bfor now\b", re.IGNORECASE)
_IT = r"(?:it|this|that|this one|that one|the report)"
_OF_THE_SHOWN: Mapping[ChangeKind, re.Pattern[str]] = {
    ChangeKind.EXTENDED: re.compile(
        rf"^extend(?: {_IT})?(?: (?:to|until|till|til) (?P<day>.+?))?"
        r"(?:,? (?:because|as|since) (?P<reason>.+))?[.!]?$",
        re.IGNORECASE,
    ),
    ChangeKind.EXCUSED: re.compile(
        rf"^excuse(?: {_IT}| him| her| them)?(?:,? (?:because|as|since) (?P<reason>.+))?[.!]?$", re.IGNORECASE
    ),
    ChangeKind.REASSIGNED: re.compile(
        rf"^(?:give|hand|pass|reassign)(?: {_IT})(?: over)?(?: to (?P<to>.+?))?"
        r"(?:,? (?:because|as|since) (?P<reason>.+))?[.!]?$",
        re.IGNORECASE,
    ),
}
"""What is said of the duty whose page was shown last."""


def way_for(turn: Turn, text: str) -> Said | None:
    """How a text is answered that is a sentence of office; None for any other text."""
    plain = text.strip().replace("\u2019", "'")
    if len(plain) > LONGEST:
        return None
    if _WHO_IS_AWAY.match(plain):
        return Said(lambda: away.who(turn), writes=False)
    about_shown = _about_what_is_shown(turn, plain)
    if about_shown is not None:
        return about_shown
    of_days = taking_back.wish(turn, text)
    if of_days is not None:
        return Said(of_days)
    of_support = changing_support.wish(turn, text)
    if of_support is not None:
        return Said(of_support)
    of_allocation = allocations.wish(turn, text)
    if of_allocation is not None:
        return Said(of_allocation, writes=False)
    of_reviews = review_office.way_for(turn, text)
    if of_reviews is not None:
        return Said(of_reviews.answer, writes=of_reviews.writes)
    wish = office_deed(text, turn.speaker, turn.trust, turn.now, turn.reader)
    if wish is None:
        return None
    if wish.kind is OfficeKind.AWAY or wish.kind is OfficeKind.BACK:
        return Said(lambda: _about_somebody(turn, wish))
    change = _KINDS.get(wish.kind)
    if change is not None:
        return Said(lambda: _about_a_report(turn, change, wish))
    answer = report_sentences.answer_to(turn, wish)
    return None if answer is None else Said(answer, writes=wish.kind in report_sentences.WRITES)


def _about_what_is_shown(turn: Turn, plain: str) -> Said | None:
    shown = turn.memory.get(DUTY_SHOWN)
    for kind, form in _OF_THE_SHOWN.items():
        match = form.match(plain) if isinstance(shown, int) else None
        if match is not None:
            data = {"duty": shown, **{name: said for name, said in match.groupdict().items() if said}}
            return Said(partial(deciding.consider, turn, kind, data))
    return None


async def _about_somebody(turn: Turn, wish: OfficeDeed) -> Reply:
    """Somebody is away or back; asks which one, where the name fits several."""
    if not may_mark_away(turn.speaker, turn.trust):
        raise NotAllowed(Deed.MARK_AWAY)
    person = turn.trust.by_email(wish.person) if wish.person else None
    if person is None:
        return _which_person(turn, wish)
    if wish.kind is OfficeKind.BACK:
        return await away.back(turn, person, wish.date)
    said = _absence_said(wish)
    if _FOR_NOW.search(turn.incoming.text):
        said["to"] = away.NOT_KNOWN
    return await away.away(turn, person, said)


def _absence_said(wish: OfficeDeed) -> dict[str, str]:
    said = {"from": wish.starts, "to": wish.ends}
    return {name: day.isoformat() for name, day in said.items() if day} | {"reason": wish.reason}


def _which_person(turn: Turn, wish: OfficeDeed) -> Reply:
    people = [turn.trust.person(number) for number in wish.person_choices[:MOST_CHOICES]]
    if not people:
        return turn.say("I couldn't tell whom you mean. Please give the full name.", summary="Who is meant?")
    do, said = "away.back", {}
    if wish.kind is OfficeKind.AWAY:
        do, said = "away.ask", {name: day for name, day in _absence_said(wish).items() if name != "reason"}
    data = [{"person": person.id, **said} for person in people]
    return _which(turn, do, [(person.name, each) for person, each in zip(people, data, strict=True)])


async def _about_a_report(turn: Turn, kind: ChangeKind, wish: OfficeDeed) -> Reply:
    """Decide about the one open report that is meant; asks which, where several fit."""
    if not may_change_duties(turn.speaker, turn.trust):
        raise NotAllowed(Deed.CHANGE_DUTY)
    owners = _ids(turn, wish.person, wish.person_choices)
    schools = frozenset({wish.school} if wish.school else wish.school_choices)
    if not owners and not schools:
        shown = turn.memory.get(DUTY_SHOWN)
        if isinstance(shown, int):
            return await deciding.consider(turn, kind, _said(turn, kind, wish, None) | {"duty": shown})
        return turn.say(
            "Whose report do you mean, and on which school? Say for instance "
            "\u201cextend David's Oak Bank report to Friday\u201d, or open it in a list.",
            summary="Which report?",
        )
    found = await _meant(turn, kind, wish, owners, schools)
    if not found.items:
        return turn.say(_none(turn, owners, schools), summary="No such report")
    stored = [await turn.uow.duties.get(row.id) for row in found.items[:MOST_CHOICES]]
    duties = [each for each in stored if each is not None]
    if len(duties) == 1:
        return await deciding.consider(turn, kind, _said(turn, kind, wish, duties[0]))
    choices = []
    for each in duties:
        said = {name: value for name, value in _said(turn, kind, wish, each).items() if name != "reason"}
        choices.append((f"{called(turn, each.duty)}, {turn.trust.person(each.duty.owner).name}", said))
    more = f" These are the first {len(choices)} of {found.total}." if found.total > len(choices) else ""
    return _which(turn, f"{deciding.DO[kind]}.ask", choices, more)


def _ids(turn: Turn, email: str | None, choices: tuple[int, ...]) -> frozenset[int]:
    person = turn.trust.by_email(email) if email else None
    return frozenset({person.id} if person else choices)


async def _meant(
    turn: Turn, kind: ChangeKind, wish: OfficeDeed, owners: frozenset[int], schools: frozenset[str]
) -> Page[DutyRow]:
    """The open reports that a sentence may mean: those that can be written already, before those to come."""
    query = DutyQuery(kinds=REPORTS, owners=owners or None, schools=schools or None, arisen_by=turn.today)
    for each in (query, replace(query, arisen_by=None)):
        page = await list_duties(
            uow=turn.uow,
            policy=turn.policy,
            today=turn.today,
            asker=turn.speaker,
            query=each,
            limit=4 * MOST_CHOICES,
        )
        on_day = tuple(row for row in page.items if row.about_on == wish.date)
        if on_day and kind is not ChangeKind.EXTENDED:
            return Page(on_day, len(on_day))
        if page.items:
            return page
    return Page((), 0)


def _said(turn: Turn, kind: ChangeKind, wish: OfficeDeed, stored: StoredDuty | None) -> dict[str, object]:
    """What a sentence gives for a change, as a card's inputs would."""
    said: dict[str, object] = {"reason": wish.reason} if wish.reason else {}
    if stored is not None:
        said["duty"] = stored.id
    if kind is ChangeKind.EXTENDED:
        day = wish.date or (_so_much_later(turn, wish, stored) if stored else None)
        said |= {"day": day.isoformat()} if day else {}
    if kind is ChangeKind.REASSIGNED:
        to = turn.trust.by_email(wish.to_person) if wish.to_person else None
        said |= {"to": to.id} if to else {}
        if wish.to_choices:
            said["to"] = _shared_name([turn.trust.person(number) for number in wish.to_choices])
    return said


def _shared_name(people: list[Person]) -> str:
    """A name that all of these bear, to be asked back about."""
    shared = [word for word in people[0].name.split() if all(word in other.name for other in people)]
    return shared[0] if shared else people[0].name


def _so_much_later(turn: Turn, wish: OfficeDeed, stored: StoredDuty) -> date | None:
    """The working day that is so many days later than the day it is due, or than today if that has passed."""
    calendar = turn.policy.working_calendar(turn.trust.calendar)
    from_day = max(stored.duty.due_on, turn.today)
    if wish.working_days:
        return calendar.working_days_after(from_day, wish.working_days)
    return calendar.on_or_after(from_day + timedelta(days=wish.days)) if wish.days else None


def _none(turn: Turn, owners: frozenset[int], schools: frozenset[str]) -> str:
    who = wording.listed([turn.trust.person(number).name for number in sorted(owners)], "or")
    where = wording.listed([turn.trust.school(urn).known_as for urn in sorted(schools)], "or")
    said = f"{who} owes no report" if who else "No report is owed"
    return f"{said} on {where}." if where else f"{said}."


def _which(turn: Turn, do: str, choices: list[tuple[str, dict[str, object]]], more: str = "") -> Reply:
    """Ask which one, with a button for each; its number will do too."""
    turn.memory["rows"] = [[do, data] for _, data in choices]
    said = f"Which one do you mean?{more}"
    numbered = "".join(f"\n{number}. {title}" for number, (title, _) in enumerate(choices, 1))
    buttons = [cards.press(title, do, data) for title, data in choices]
    card = cards.card([cards.heading("Which one do you mean?"), *cards.choices(buttons)], says=said)
    return turn.say(
        said, in_full=f"{said}{numbered}\nSay its number.", summary="Which one do you mean?", card=card
    )
