"""Chasing in conversation: "chase everyone with an overdue report", "chase them", and how it went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dialogs import cards, wording
from dialogs.asked_again import kept, recalled
from dialogs.awaiting import await_yes
from dialogs.duty_lists import Ask, ask_of
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import count_duties
from strategy.actions.chasing import Chased, Except, NotReminded, WhyNot, chase, see_chase, whom_to_chase
from strategy.outgoing import Means
from strategy.permissions import Deed
from strategy.ports import DutyQuery, Outgoing, OutgoingState
from strategy.school_year import london_day

MOST_UNASKED = 5
"""People whom one word reminds; before there are more the bot asks."""
_NAMED = 12
"""People named in a sentence, and rows of a card that name them."""
_ROWS = 30

_EVERYONE = re.compile(r"\b(?:everyone|everybody|all|anyone|anybody|whoever|reports?)\b", re.IGNORECASE)
_THOSE = re.compile(r"\b(?:them|those|these|ones|they)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:him|her)\b", re.IGNORECASE)
_CHASEABLE = frozenset({Intent.REPORT_CHASE, Intent.REPORT_LIST, Intent.DEADLINE_LIST})
_STATES = {
    OutgoingState.FAILED: "not delivered",
    OutgoingState.WAITING: "waiting",
    OutgoingState.SENT: "sent",
    OutgoingState.DROPPED: "not needed any more",
}
_MEANS = {Means.TEAMS: "in Teams", Means.MAIL: "by mail"}


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Remind those whom a sentence means; "them" is whoever is on the list that was shown last."""
    listed = recalled(turn.memory.get("listed"), turn.trust)
    meant, clear = asked, True
    if listed is not None and _is_about_the_list(turn, asked):
        meant = replace(
            listed,
            status=asked.status or listed.status,
            people_left_out=(*listed.people_left_out, *asked.people_left_out),
            schools_left_out=(*listed.schools_left_out, *asked.schools_left_out),
        )
    elif not _narrows(asked):
        clear = bool(_EVERYONE.search(turn.incoming.text))
    return await _chase(turn, meant, sure=False, clear=clear)


async def pressed(turn: Turn, asked: Interpretation, *, sure: bool) -> Reply:
    """Remind those on a list whose button was pressed; `sure` where the bot has asked already."""
    return await _chase(turn, asked, sure=sure, clear=True)


def is_chaseable(asked: Interpretation) -> bool:
    """Whether a question recalled from a button is one whose people can be chased."""
    return asked.intent in _CHASEABLE


async def _chase(turn: Turn, asked: Interpretation, *, sure: bool, clear: bool) -> Reply:
    ask = _reports_of(turn, asked)
    but = Except(frozenset(asked.people_left_out), frozenset(asked.schools_left_out))
    who = await whom_to_chase(
        uow=turn.uow, policy=turn.policy, now=turn.now, chaser=turn.speaker, query=ask.query, but=but
    )
    if not who.told:
        return await _nobody(turn, asked, ask, who)
    several_for_one = len(who.told) > 1 and bool(_ONE.search(turn.incoming.text)) and not asked.person
    if not sure and (len(who.told) > MOST_UNASKED or several_for_one or not clear):
        return _shall_i(turn, asked, who)
    done = await chase(
        uow=turn.uow, policy=turn.policy, now=turn.now, chaser=turn.speaker, query=ask.query, but=but
    )
    if not done.told:
        return await _nobody(turn, asked, ask, done)
    return _done(turn, done)


def _is_about_the_list(turn: Turn, asked: Interpretation) -> bool:
    """Whether a wish points to the list shown last: "chase them", "remind those that are overdue"."""
    bare = replace(asked, status=None) if _THOSE.search(turn.incoming.text) else asked
    return not _narrows(bare)


def _narrows(asked: Interpretation) -> bool:
    """Whether a wish says itself whom or what it means."""
    return bool(
        asked.person
        or asked.people_named
        or asked.school
        or asked.schools_named
        or asked.schools
        or asked.role
        or asked.risk
        or asked.designation
        or asked.designations
        or asked.status
        or asked.date
        or asked.starts
        or asked.ends
    )


def _reports_of(turn: Turn, asked: Interpretation) -> Ask:
    """The reports that are meant, as a list of them would have it: overdue ones, if nothing else is said."""
    if asked.intent is not Intent.DEADLINE_LIST:
        status = asked.status if asked.status in ("due", "outstanding") else "overdue"
        asked = replace(asked, intent=Intent.REPORT_LIST, status=status)
    owner = turn.trust.by_email(asked.person) if asked.person else None
    return ask_of(turn, asked, owner)


async def _nobody(turn: Turn, asked: Interpretation, ask: Ask, who: Chased) -> Reply:
    """Why nobody is reminded, and what else could be done."""
    if who.left_out:
        said = f"Nobody is reminded now. {_left_out(turn, who)}"
        return turn.say(said, summary="Nobody to remind")
    risk = f"{ask.query.risk.value}-risk " if ask.query.risk else ""
    which = " ".join(part for part in (f"{risk}{ask.noun}", ask.whose, ask.narrowed, ask.when) if part)
    are = {"overdue": "late"}.get(ask.are, ask.are)
    said = f"No {which} is {are}, so there is nobody to remind."
    if ask.are != "overdue":
        return turn.say(said, summary="Nobody to remind")
    open_query = replace(ask.query, due_before=None, due_from=None, due_to=None, arisen_by=turn.today)
    count = await _count(turn, open_query)
    if not count:
        return turn.say(said, summary="Nobody to remind")
    verb = "is" if count == 1 else "are"
    said += f" {wording.several(count, 'report')} {verb} still to come."
    due = {"ask": kept(replace(asked, status="outstanding", date=None, starts=None, ends=None))}
    button = cards.press("Remind all the same", "report.chase", due)
    return turn.say(
        said, summary="Nobody to remind", card=cards.card([cards.words(said)], [button], says=said)
    )


async def _count(turn: Turn, query: DutyQuery) -> int:
    return await count_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=query,
        deed=Deed.CHASE_REPORTS,
    )


def _shall_i(turn: Turn, asked: Interpretation, who: Chased) -> Reply:
    """Ask before many are reminded."""
    people = wording.several(len(who.told), "person", "people")
    said = f"That reminds {people} about {wording.several(who.reports, 'report')}. Shall I?"
    data = {"ask": kept(asked), "sure": True}
    await_yes(turn, "report.chase", data)
    names = _told(turn, who, how=False)
    card = cards.card(
        [cards.heading(said), cards.words(names), *_notes(_beyond(who), _left_out(turn, who))],
        [cards.press(f"Remind {people}", "report.chase", data, primary=True)],
        says=f"{said} {names}.",
    )
    in_full = f"{said} {names}."
    return turn.say(said, in_full=in_full, summary=f"Remind {people}?", card=card)


def _done(turn: Turn, done: Chased) -> Reply:
    """Who is told and how, and who is not."""
    people = wording.several(len(done.told), "person", "people")
    head = f"Reminded {people} about {wording.several(done.reports, 'report')}"
    names = _told(turn, done, how=True)
    said = " ".join(part for part in (f"{head}: {names}.", _left_out(turn, done), _beyond(done)) if part)
    card = cards.card(
        [cards.heading(head), cards.words(names), *_notes(_left_out(turn, done), _beyond(done))],
        [cards.press("How did it go?", "chase.show", {"chase": done.chase})],
        says=said,
    )
    return turn.say(said, summary=f"{people.capitalize()} reminded", card=card)


def _notes(*texts: str) -> list[dict[str, Any]]:
    return [cards.note(text) for text in texts if text]


def _told(turn: Turn, who: Chased, *, how: bool) -> str:
    """`David Ormerod (2) in Teams, Wendy Stockdale (1) by mail`."""
    named = [
        f"{turn.trust.person(each.person).name} ({each.reports})" + (f" {_MEANS[each.means]}" if how else "")
        for each in who.told[:_NAMED]
    ]
    more = len(who.told) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _left_out(turn: Turn, who: Chased) -> str:
    """`Not reminded: Catherine Sleight (1), away until Mon 30 Nov.`"""
    if not who.left_out:
        return ""
    named = [_because(turn, each) for each in who.left_out[:_NAMED]]
    more = len(who.left_out) - len(named)
    return f"Not reminded: {'; '.join(named)}" + (f"; and {more} more." if more else ".")


def _because(turn: Turn, each: NotReminded) -> str:
    if each.why is WhyNot.OWN:
        return f"you ({each.reports}), whose own it is"
    away = f"away until {wording.short_day(each.until, turn.today)}" if each.until else "away"
    why = {
        WhyNot.EXCEPTED: "as you asked",
        WhyNot.LEFT: "who has left",
        WhyNot.AWAY: away,
        WhyNot.CHASED: "reminded today already",
    }[each.why]
    return f"{turn.trust.person(each.person).name} ({each.reports}), {why}"


def _beyond(who: Chased) -> str:
    if not who.beyond:
        return ""
    return f"That leaves {wording.several(who.beyond, 'report')}: please name a school or a person for those."


async def show(turn: Turn, chase_id: object) -> Reply:
    """How each message of a chase stands, failed ones first; `chase_id` is what a button sent."""
    number = chase_id if isinstance(chase_id, int) else 0
    _, messages = await see_chase(
        uow=turn.uow, policy=turn.policy, now=turn.now, viewer=turn.speaker, chase_id=number
    )
    messages = in_order(messages)
    said = in_words(messages)
    note_list(turn, "chase", Interpretation(Intent.UNKNOWN), chase=number)
    shown = messages[:_ROWS]
    if len(shown) < len(messages):
        said += f" Showing the first {len(shown)}."
    rows = [(turn.trust.person(each.recipient).name, stands(turn, each)) for each in shown]
    cells = [[[cards.words(name)], [cards.words(how)]] for name, how in rows]
    made = cards.table([("Person", 5), ("Reminder", 7)], cells)
    again = cards.press("Look again", "chase.show", {"chase": number})
    card = cards.card([cards.heading("How it went"), cards.words(said), made], [again], says=said)
    return turn.say(
        said, summary="How the reminders went", table=Table(("Person", "Reminder"), tuple(rows)), card=card
    )


def in_order(messages: Sequence[Outgoing]) -> list[Outgoing]:
    """Messages of a chase, failed ones first."""
    return sorted(messages, key=lambda message: list(_STATES).index(message.state))


def in_words(messages: Sequence[Outgoing]) -> str:
    """How many there are, and how many of them stand how."""
    counts = Counter(message.state for message in messages)
    parts = [f"{counts[state]} {called}" for state, called in _STATES.items() if counts[state]]
    return f"{wording.capitalised(wording.several(len(messages), 'reminder'))}: {', '.join(parts)}."


def stands(turn: Turn, message: Outgoing) -> str:
    """`sent in Teams at 09:05`, `waiting`, `not delivered: ...`."""
    how = _STATES[message.state]
    if message.state is OutgoingState.SENT:
        by = f" {_MEANS[message.means]}" if message.means else ""
        how += by
        if message.done_at is not None:
            day = wording.short_day(london_day(message.done_at), turn.today)
            how += f" on {day} at {wording.clock_time(message.done_at)}"
    elif message.why:
        how += f": {message.why}"
    return how + (f" ({message.tried})" if message.tried else "")
