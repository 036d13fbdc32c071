"""Minutes as they are read: a page, their earlier versions, and which there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dialogs import cards, wording
from dialogs.board_request_words import ASKS, ask_lines
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.minutes_meant import Meant, held_meant
from dialogs.minutes_pages import offset_in, page_buttons, page_in_words
from dialogs.minutes_words import (
    action_lines,
    called,
    in_short,
    of_meeting,
    titled,
    what_came_with,
)
from dialogs.paged import read_on_pages
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.minutes_reading import SeenMinutes, see_minutes, send_minutes
from strategy.minutes import Minutes, MinutesVersion
from strategy.minutes_duties import Held, minutes_due
from strategy.policy_reporting import Body

SHOWN = "minutes"
"""Where in the memory stand the minutes that were shown last."""
PAGE = 8


async def show(turn: Turn, minutes_id: object, *, lead: str = "", page: object = 0) -> Reply:
    """The minutes of one meeting. Remembers them as what "it" would mean."""
    if not isinstance(minutes_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    seen = await see_minutes(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, minutes_id=minutes_id
    )
    minutes = seen.minutes
    turn.memory[SHOWN] = minutes.id
    turn.memory["rows"] = [["minutes.action", {"action": each.id}] for each in minutes.standing_actions]
    name = called(minutes.meeting, turn.trust)
    said = f"{lead} {wording.capitalised(name)}."
    return read_on_pages(
        turn,
        said.strip(),
        titled(minutes.meeting, turn.trust),
        facts=_facts(turn, minutes),
        parts=[*parts_of(turn, minutes, minutes.last), *await _asks(turn, minutes)],
        page=page,
        do="minutes.show",
        data={"minutes": minutes.id},
        actions=_buttons(turn, seen),
    )


def _facts(turn: Turn, minutes: Minutes) -> list[tuple[str, str]]:
    first, last = minutes.first, minutes.last
    facts = [("Recorded", f"by {turn.trust.person(first.by).name}, {wording.moment(first.at)}")]
    if last is not first:
        who = turn.trust.person(last.by).name
        facts.append(("Amended", f"by {who}, {wording.moment(last.at)} (version {last.number})"))
    with_it = what_came_with(last.text)
    return [*facts, ("With them", with_it)] if with_it else facts


def parts_of(turn: Turn, minutes: Minutes, version: MinutesVersion) -> list[tuple[str, str]]:
    """What a version says, part by part; what has nothing to say is left out."""
    said = version.text
    actions = action_lines(minutes.actions_in(version.number), turn.trust, turn.today)
    parts = [("Minutes", said.text), ("Decisions", said.decisions), ("Actions", "\n".join(actions))]
    return [(label, text) for label, text in parts if text.strip()]


async def _asks(turn: Turn, minutes: Minutes) -> list[tuple[str, str]]:
    """What the Board asks of the EIT in them, and how that stands."""
    lines = ask_lines(await turn.uow.board_requests.of_minutes(minutes.id))
    return [(ASKS, "\n".join(lines))] if lines else []


def _buttons(turn: Turn, seen: SeenMinutes) -> list[cards.Element | None]:
    minutes, data = seen.minutes, {"minutes": seen.minutes.id}
    writes = not turn.incoming.read_only
    link = minutes.last.text.link
    return [
        cards.press("Actions", "minutes.actions", {**data, cards.BESIDE: True})
        if minutes.standing_actions
        else None,
        {"type": "Action.OpenUrl", "title": "Open the link", "url": link} if link else None,
        cards.press("Send me a copy", "minutes.send", {**data, cards.BESIDE: True}) if writes else None,
        cards.press("Amend", "minutes.amend", {**data, cards.BESIDE: True})
        if seen.may_amend and writes
        else None,
        cards.press("Earlier versions", "minutes.versions", data) if len(minutes.versions) > 1 else None,
    ]


async def pressed(turn: Turn, press: Press) -> Reply:
    """The row or button of some minutes."""
    return await show(turn, press.data.get("minutes"), page=press.data.get("page", 0))


async def show_versions(turn: Turn, press: Press) -> Reply:
    """What minutes said before they were amended, the newest first."""
    number = press.data.get("minutes")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    seen = await see_minutes(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, minutes_id=number
    )
    minutes = seen.minutes
    earlier = minutes.versions[:-1]
    said = (
        f"{wording.capitalised(wording.several(len(earlier), 'earlier version'))} of "
        f"{called(minutes.meeting, turn.trust)}."
    )
    parts = []
    for version in reversed(earlier):
        who = turn.trust.person(version.by).name
        parts.append((f"Version {version.number}, by {who}", wording.moment(version.at)))
        parts += parts_of(turn, minutes, version)
    return read_on_pages(
        turn,
        said,
        titled(minutes.meeting, turn.trust),
        facts=[],
        parts=parts,
        page=press.data.get("page", 0),
        do="minutes.versions",
        data={"minutes": minutes.id},
        actions=[cards.press("As they are now", "minutes.show", {"minutes": minutes.id})],
    )


async def send(turn: Turn, press: Press) -> Reply:
    """The button that has minutes mailed to whoever presses it."""
    number = press.data.get("minutes")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await send_copy(turn, number)


async def send_copy(turn: Turn, number: int) -> Reply:
    """Have minutes mailed to the speaker."""
    sent = await send_minutes(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, minutes_id=number
    )
    turn.memory[SHOWN] = sent.id
    name = wording.capitalised(called(sent.meeting, turn.trust))
    return turn.say(
        f"{name} are on their way to {turn.speaker.email} by mail.", summary="On their way by mail"
    )


async def find(turn: Turn, of: Meant, offset: int = 0) -> Reply:
    """The minutes that a sentence means; several as a list, none as what is true of the meeting."""
    found = await held_meant(turn, of)
    if not found:
        return await _none(turn, of)
    of_one_body = of.body is not None and (of.school is not None or of.body is not Body.PROGRESS_BOARD)
    latest = of.starts is None and of.ends is None and (of.last or of_one_body)
    if latest or len(found) == 1:
        return await show(turn, found[0].minutes)
    return _listed(turn, found, of, offset)


async def _none(turn: Turn, of: Meant) -> Reply:
    """No minutes fit: whether the meeting is recorded, when they are due, and what the speaker can do."""
    held = await held_meant(turn, of, minuted=None)
    if held:
        meeting = held[0].meeting
        due = minutes_due(meeting.body, meeting.day, turn.policy, turn.trust.calendar)
        when = ""
        if due is not None:
            verb = "They were due" if due < turn.today else "They are due"
            when = f" {verb} by {wording.day(due)}."
        said = f"There are no minutes of {of_meeting(meeting, turn.trust)} yet.{when}"
        return turn.say(said, summary=titled(meeting, turn.trust))
    which = wording.BODIES[of.body] if of.body is not None else "meeting"
    whose = f" of {turn.trust.school(of.school).known_as}" if of.school is not None else ""
    when = wording.span(of.starts, of.ends, turn.today)
    said = f"I know of no {which}{whose} {when} that was held, so there are no minutes."
    return turn.say(" ".join(said.split()).replace(" ,", ","), summary="No minutes")


async def outstanding(turn: Turn, of: Meant, offset: int = 0) -> Reply:
    """The meetings that were held and have no minutes yet."""
    if of.starts is None and of.ends is None:
        of = replace(of, last=False)
    found = await held_meant(turn, of, minuted=False)
    if not found:
        return turn.say("Every meeting that was held has its minutes.", summary="No minutes outstanding")
    return _listed(turn, found, of, offset, missing=True)


async def list_pressed(turn: Turn, press: Press) -> Reply:
    """Another page of a list."""
    of = Meant.carried(press.data, turn.trust)
    go_on = outstanding if press.data.get("missing") is True else find
    return await go_on(turn, of, offset_in(press))


def _listed(turn: Turn, found: Sequence[Held], of: Meant, offset: int, *, missing: bool = False) -> Reply:
    shown = found[offset : offset + PAGE]
    said = in_words(len(found), missing=missing)
    note_list(turn, "minutes", Interpretation(Intent.MINUTES_RECORD), **of.as_data, missing=missing)
    again = ("minutes.list", {**of.as_data, "missing": missing})
    said += page_in_words(turn, offset, len(shown), len(found), again)
    ways = [_way(each) for each in found]
    turn.memory["rows"] = [[do, data] for do, data in ways]
    body: list[cards.Element | None] = [cards.heading("Minutes"), cards.words(said)]
    rows = []
    for number, each in enumerate(shown, offset + 1):
        name = in_short(each.meeting, turn.trust, turn.today)
        due = minutes_due(each.meeting.body, each.meeting.day, turn.policy, turn.trust.calendar)
        stands = "in"
        if each.minutes is None:
            stands = "no minutes yet" if due is None else _due_in_words(turn, due)
        body += [cards.link(name, *_way(each)), cards.beneath(wording.capitalised(stands))]
        rows.append((str(number), name, stands))
    body.append(cards.note("Press one to open it."))
    return turn.say(
        said,
        in_full=said,
        summary="Minutes",
        table=Table(("", "Meeting", "Minutes"), tuple(rows)),
        card=cards.card(body, page_buttons(offset, PAGE, len(found), again), says=said),
    )


def in_words(number: int, *, missing: bool) -> str:
    """Of how many meetings there are minutes, or how many are `missing` them."""
    many = wording.several(number, "meeting")
    if missing:
        return f"{wording.capitalised(many)} {'has' if number == 1 else 'have'} no minutes yet."
    return f"Minutes of {many}, the latest first."


def _due_in_words(turn: Turn, due: date) -> str:
    day = wording.short_day(due, turn.today)
    return f"were due {day}" if due < turn.today else f"due {day}"


def _way(each: Held) -> tuple[str, dict[str, object]]:
    if each.minutes is not None:
        return "minutes.show", {"minutes": each.minutes}
    return "minutes.of", {"meeting": each.meeting.id}
