"""A pack, all in words, for whoever makes its document: the first page, what is for all, then its schools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs import wording
from dialogs.meeting_words import IN_SHORT, business, times
from dialogs.minutes_lines import owner_of
from dialogs.minutes_words import by_when
from dialogs.pack_school_sheet import at_a_glance, school_blocks
from dialogs.pack_words import file_stem, usual_items
from dialogs.pack_work_sheet import work_blocks
from dialogs.summary_words import TITLES, parts_of
from strategy.meeting_seats import asked_to
from strategy.packs import Pack, Section
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import Block, Form, Grid, Heading, Line, PackSheet
from strategy.school_year import london_day
from strategy.trust import Trust

_FOR_THE_READER = (
    "It holds what {name} may see, and is for {name} alone: please do not pass it on. Others who sit in the "
    "meeting have packs of their own."
)


def sheet_of(pack: Pack, reader: Person, policy: Policy, trust: Trust) -> PackSheet:
    """The pack, for its reader, as its document shows it."""
    meeting = pack.meeting
    school = trust.school(meeting.school) if meeting.school else None
    heading = f"{wording.BODIES[meeting.body]} pack"
    heading += f": {school.known_as}" if school else ""
    made = f"Made on {wording.moment(pack.made_at)}. {_FOR_THE_READER.format(name=reader.name)}"
    return PackSheet(
        name=file_stem(meeting, trust),
        heading=heading,
        facts=tuple(_facts(pack, policy, trust)),
        made=made,
        foot=f"{heading}, {wording.day(meeting.day)}, for {reader.name}",
        blocks=tuple(_blocks(pack, policy, trust)),
        at=pack.made_at,
    )


def _facts(pack: Pack, policy: Policy, trust: Trust) -> Iterator[tuple[str, str]]:
    meeting = pack.meeting
    school = trust.school(meeting.school) if meeting.school else None
    yield "When", f"{wording.day(meeting.day)}, {times(meeting)}"
    if pack.online or school is not None:
        yield "Where", "Microsoft Teams" if pack.online or school is None else school.name
    if pack.chair is not None:
        yield "Chair", trust.person(pack.chair).name
    edition = policy.on(meeting.day, trust.calendar)
    people = asked_to(meeting.body, school, pack.chair, edition, trust)
    if people:
        yield "With", wording.listed([trust.person(person).name for person in people])


def _blocks(pack: Pack, policy: Policy, trust: Trust) -> Iterator[Block]:
    yield from _agenda(pack, policy, trust)
    yield from actions_blocks(pack, trust)
    if Section.SUMMARY in pack.sections:
        yield from summary_blocks(pack, trust)
    one = bool(pack.meeting.school)
    if pack.schools and not one:
        yield from at_a_glance(pack, trust)
    for part in pack.schools:
        yield from school_blocks(part, pack, policy, trust, alone=one)
    if Section.WORK in pack.sections:
        yield from work_blocks(pack, trust)


def _agenda(pack: Pack, policy: Policy, trust: Trust) -> Iterator[Block]:
    yield Heading("Agenda", anchor="agenda", listed=True)
    body = pack.meeting.body
    items = business(body, pack.month, policy.on(pack.meeting.day, trust.calendar))
    for item in (*items, *usual_items(pack.sections)):
        yield Line(item, point=True)


def actions_blocks(pack: Pack, trust: Trust) -> Iterator[Block]:
    """The open actions of the last minutes."""
    note = wording.several(len(pack.actions), "open action") if pack.actions else "none open"
    yield Heading(
        "Actions from the last minutes",
        anchor="actions",
        listed=True,
        note=note if pack.minutes_day is not None else "no minutes recorded",
    )
    if pack.minutes_day is None:
        yield Line(f"No minutes of the {IN_SHORT[pack.meeting.body]} are recorded here yet.", quiet=True)
        return
    held = wording.day(pack.minutes_day)
    if not pack.actions:
        yield Line(f"No action of the minutes of {held} is open.", quiet=True)
        return
    yield Line(f"Still open from the minutes of {held}.", quiet=True)
    today = london_day(pack.made_at)
    rows = tuple(
        (each.text.what, owner_of(each.text, trust), by_when(each, today).removeprefix("by "))
        for each in pack.actions
    )
    yield Grid((("Action", 6), ("Who", 3), ("By", 3)), rows)


def summary_blocks(pack: Pack, trust: Trust) -> Iterator[Block]:
    """What the Lead SIP approved for the meeting."""
    body = pack.meeting.body
    approved = pack.summary is not None
    yield Heading(TITLES[body], anchor="summary", listed=True, note="" if approved else "not approved yet")
    if pack.summary is None:
        yield Line("The Lead SIP has not approved it yet.", quiet=True)
        return
    last = pack.summary.last
    yield Line(f"Approved by {trust.person(last.by).name} on {wording.moment(last.at)}.", quiet=True)
    yield from _long(parts_of(body, last.text, trust))


def _long(parts: Sequence[tuple[str, str]]) -> Iterator[Block]:
    if parts:
        yield Form((), tuple(parts))
