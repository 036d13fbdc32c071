"""Which reminders are coming: "what will you nudge me about", "when will you next remind me"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogs import cards, wording
from dialogs.judging_rows import called, place_of, way_to
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.reminders import REMIND_AGAIN, at_in_words, how_things_are, next_monday
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.coming import Ahead, Coming, what_is_coming
from strategy.duties import REPORTS
from strategy.people import Role
from strategy.school_year import london_day

_OFFICES = {Role.LEAD_SIP: "Lead SIP", Role.DEPUTY_CEO: "Deputy CEO", Role.CEO: "CEO"}
_COLUMNS = ("", "School", "Visit", "Due", "Next reminder", "If it stays late")


async def answer(turn: Turn) -> Reply:
    """What the speaker will be reminded of, when, and who else hears of it."""
    found = await what_is_coming(uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker)
    turn.memory["rows"] = [list(_way(turn, coming)) for coming in found.coming]
    turn.memory.pop("more", None)
    said = in_words(turn, found)
    if not found.coming:
        return turn.say(said, summary="Your reminders: none", card=_card(turn, found, said))
    note_list(turn, "reminders", Interpretation(Intent.UNKNOWN))
    columns = (school_of, about_of, _due, _next, up_of)
    rows = tuple(
        (str(number), *(column(turn, each) for column in columns))
        for number, each in enumerate(found.coming, 1)
    )
    return turn.say(
        said,
        summary=f"Your reminders: {found.total}",
        table=Table(_COLUMNS, rows),
        card=_card(turn, found, said),
    )


def in_words(turn: Turn, found: Ahead) -> str:
    """How many things are owed, when the next reminder comes, and what holds reminders up."""
    said = []
    if found.total == 0:
        said.append("You owe nothing, so no reminder is coming.")
    else:
        others = any(coming.entry.duty.kind not in REPORTS for coming in found.coming)
        what = f"{wording.several(found.total, 'thing')} to do" if others else None
        owe = f"You have {what or wording.several(found.total, 'report') + ' to hand in'}."
        first = next((coming.at for coming in found.coming if coming.at is not None), None)
        said += [owe, f"Your next reminder comes {at_in_words(turn, first)}."] if first else [owe]
    if found.absence is not None:
        ends = found.absence.ends
        until = f" until {wording.short_day(ends, turn.today)}" if ends else ""
        said.append(f"You are marked as away{until}; reminders wait till you are back.")
    said.append(how_things_are(turn, found.reminding))
    if found.hears_of_others:
        said.append("I also tell you of colleagues' reports that stay late.")
    if found.digest_at is not None:
        said.append(f"Your digest of what is late and due comes {at_in_words(turn, found.digest_at)}.")
    if len(found.coming) < found.total:
        said.append(f"Showing the first {len(found.coming)} of {found.total}.")
    return " ".join(sentence for sentence in said if sentence)


def _way(turn: Turn, coming: Coming) -> tuple[str, Mapping[str, str | int]]:
    """What opening a row does."""
    duty = coming.entry.duty
    if duty.visit is not None:
        return "visit.show", {"visit": duty.visit}
    if duty.kind not in REPORTS:
        return way_to(duty.kind, duty.about, duty.school, own=not turn.incoming.read_only)
    return "half_term.show" if turn.incoming.read_only else "half_term.start", {"duty": coming.entry.id}


def school_of(turn: Turn, coming: Coming) -> str:
    """The school that it is about, or what stands for one."""
    duty = coming.entry.duty
    return place_of(duty.kind, duty.school, turn.trust)


def about_of(turn: Turn, coming: Coming) -> str:
    """What is owed: the half term or day of a report, or what the thing is."""
    duty = coming.entry.duty
    if duty.kind not in REPORTS:
        return wording.capitalised(called(duty.kind, duty.about))
    return (
        wording.half_term(duty.half_term) if duty.half_term else wording.short_day(duty.about_on, turn.today)
    )


def _due(turn: Turn, coming: Coming) -> str:
    return wording.short_day(coming.entry.duty.due_on, turn.today)


def _next(turn: Turn, coming: Coming) -> str:
    if coming.at is None:
        return "when you are back"
    return at_in_words(turn, coming.at).removeprefix("on ")


def up_of(turn: Turn, coming: Coming) -> str:
    """`Lead SIP from Mon 30 Nov, Deputy CEO from Wed 2 Dec`."""
    return ", ".join(
        f"{_OFFICES.get(hearing.office, wording.ROLES[hearing.office])} "
        f"{'since' if hearing.has_heard else 'from'} {wording.short_day(hearing.day, turn.today)}"
        for hearing in coming.hearings
    )


def _card(turn: Turn, found: Ahead, said: str) -> dict[str, Any]:
    body: list[dict[str, Any] | None] = [cards.heading("Your reminders"), cards.words(said)]
    rows = []
    for coming in found.coming:
        school = cards.link(school_of(turn, coming), *_way(turn, coming))
        up = up_of(turn, coming)
        rows.append(
            [
                [school, cards.beneath(f"{about_of(turn, coming)}, due {_due(turn, coming)}")],
                [
                    cards.words(_next(turn, coming)),
                    *([cards.beneath(f"If it stays late: {up}")] if up else []),
                ],
            ]
        )
    if rows:
        body.append(cards.table([("School", 5), ("Next reminder", 6)], rows))
    actions = []
    if not turn.incoming.read_only:
        monday, paused = next_monday(turn), found.reminding.choice.paused_until
        if found.coming and (paused is None or london_day(paused) < monday):
            actions.append(cards.press("Pause until Monday", "reminder.pause", {"until": monday.isoformat()}))
        if how_things_are(turn, found.reminding):
            actions.append(cards.press(REMIND_AGAIN, "reminder.resume"))
    return cards.card(body, actions, says=said)
