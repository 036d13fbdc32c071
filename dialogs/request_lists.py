"""Requests in conversation: "requests waiting?", "what happened to my request?", and deciding them."""

from __future__ import annotations

import re
from dataclasses import replace

from dialogs import cards, wording
from dialogs.asked_again import day_in, kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.reasons import Wanted, ask_reason
from dialogs.request_choice import ask_which, deciding
from dialogs.request_words import STATES, asked_for, title, what
from dialogs.requesting import days_given, shown
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import deciding_requests, requesting
from strategy.actions.booking import CannotBook
from strategy.ports import RequestQuery
from strategy.requests import LONGEST_TEXT, RequestOvertaken, RequestState, VisitRequest

_OF_STATUS = {
    "pending": frozenset({RequestState.PENDING, RequestState.ASKED_BACK}),
    "approved": frozenset({RequestState.APPROVED}),
    "declined": frozenset({RequestState.DECLINED}),
}
_APPROVES = re.compile(r"^(?:please )?(?:approve|accept|grant|agree to|ok|say yes to)\b", re.IGNORECASE)
_DECLINES = re.compile(r"^(?:please )?(?:decline|refuse|reject|turn down|say no to)\b", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:\bbecause\b|\bas\b|\bsince\b|[,:;\u2013-])\s*(?P<why>\S.*)$", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """The requests that are asked for; one is shown whole, or decided where the sentence does."""
    text = turn.incoming.text
    decides = None if turn.incoming.press else _decision_in(text)
    query = query_of(asked)
    states = query.states
    if decides:
        query = replace(query, states=_OF_STATUS["pending"])
    page = await requesting.list_requests(
        uow=turn.uow, person=turn.speaker, query=query, offset=offset, limit=PAGE
    )
    if not page.total and states is not None and not asked.count and turn.trust.headed_by(turn.speaker):
        # "Has it been approved?" is answered with how the one there is stands.
        page = await requesting.list_requests(
            uow=turn.uow, person=turn.speaker, query=replace(query, states=None), limit=PAGE
        )
        if page.total != 1:
            return _list(turn, asked, (), 0, 0)
    note_list(turn, "requests", asked)
    if decides and page.total == 1 and not turn.incoming.read_only:
        return await decide(turn, deciding(page.items[0], decides, _why_in(text)))
    if decides and page.total > 1 and not turn.incoming.read_only:
        return ask_which(turn, page.items, decides, _why_in(text))
    if page.total == 1 and not asked.count:
        return await shown(turn, page.items[0])
    return _list(turn, asked, page.items, page.total, offset)


def query_of(asked: Interpretation) -> RequestQuery:
    """The query that a question about requests means."""
    return RequestQuery(
        states=_OF_STATUS.get(asked.status or ""),
        school=asked.school,
        starts=asked.starts or asked.date,
        ends=asked.ends or asked.date,
    )


def in_words(turn: Turn, asked: Interpretation, total: int) -> str:
    """How many requests, how they stand and where from."""
    noun = wording.several(total, "request")
    stands = {"pending": " waiting", "approved": " approved", "declined": " declined"}.get(
        asked.status or "", ""
    )
    of = f" from {turn.trust.school(asked.school).known_as}" if asked.school else ""
    return f"{wording.capitalised(noun)}{stands}{of}."


def _list(
    turn: Turn, asked: Interpretation, items: tuple[VisitRequest, ...], total: int, offset: int
) -> Reply:
    said = in_words(turn, asked, total)
    if not items:
        return turn.say(said, summary="Requests: none")
    end = offset + len(items)
    if total > len(items):
        said += f" Showing {offset + 1} to {end} of {total}."
        if end < total:
            turn.memory["more"] = {"ask": kept(asked), "offset": end}
    turn.memory["rows"] = [["request.show", {"request": each.id}] for each in items]
    rows, made = [], []
    for number, each in enumerate(items, 1):
        kind = asked_for(each)
        asked_on = wording.short_day(each.at.date(), turn.today)
        rows.append((str(number), title(each, turn.trust), kind, f"{asked_on}, {STATES[each.state]}"))
        made.append(
            [
                [cards.link(turn.trust.school(each.school).known_as, "request.show", {"request": each.id})],
                [cards.words(kind), cards.beneath(f"{asked_on}, {STATES[each.state]}")],
            ]
        )
    actions = [
        cards.press("Next", "list.page", {"ask": kept(asked), "offset": end}) if end < total else None,
        cards.press("Back", "list.page", {"ask": kept(asked), "offset": max(offset - PAGE, 0)})
        if offset
        else None,
    ]
    card = cards.card(
        [cards.heading(said), cards.table([("School", 4), ("Asked for", 5)], made)], actions, says=said
    )
    return turn.say(
        said, summary="Requests", table=Table(("", "Request", "For", "Status"), tuple(rows)), card=card
    )


async def show(turn: Turn, press: Press) -> Reply:
    """One request."""
    number = press.data.get("request")
    request = await requesting.see(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        request_id=number if isinstance(number, int) else 0,
    )
    return await shown(turn, request)


async def decide(turn: Turn, press: Press) -> Reply:
    """Approve, accept, decline or ask back; a stale card is answered with what is true now."""
    number, revision = press.data.get("request"), press.data.get("revision")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    request = await requesting.see(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, request_id=number
    )
    reason = press.data.get("reason")
    if press.do.endswith(".ask") or (press.do in _NEEDS_WORDS and not isinstance(reason, str)):
        return await _ask_why(turn, request, press.do.removesuffix(".ask"), revision)
    try:
        after = await _decided(turn, press, number, revision, str(reason or ""))
    except RequestOvertaken as overtaken:
        return await shown(turn, overtaken.request, "It has changed since you were shown it.")
    except CannotBook:
        first = "That day will not do any more: please move the visit yourself."
        return await shown(turn, request, first)
    return await shown(turn, after)


_NEEDS_WORDS = frozenset({"request.decline", "request.ask_back"})


async def _decided(turn: Turn, press: Press, number: int, revision: int, words: str) -> VisitRequest:
    uow, policy, now, person = turn.uow, turn.policy, turn.now, turn.speaker
    if press.do == "request.decline":
        return await deciding_requests.decline(
            uow=uow, policy=policy, now=now, person=person, request_id=number, revision=revision, reason=words
        )
    if press.do == "request.ask_back":
        return await deciding_requests.ask_back(
            uow=uow,
            policy=policy,
            now=now,
            person=person,
            request_id=number,
            revision=revision,
            question=words,
        )
    if press.do == "request.accept":
        return await deciding_requests.accept_change(
            uow=uow, policy=policy, now=now, person=person, request_id=number, revision=revision
        )
    request = await requesting.see(uow=uow, policy=policy, now=now, person=person, request_id=number)
    days = days_given(press.data) if "days" in press.data else request.days
    return await deciding_requests.approve(
        uow=uow,
        policy=policy,
        now=now,
        person=person,
        request_id=number,
        revision=revision,
        days=days if days is not None else 0 * request.days,
        by_when=day_in(press.data.get("by_when")),
    )


async def _ask_why(turn: Turn, request: VisitRequest, do: str, revision: int) -> Reply:
    visit = await turn.uow.visits.get(request.visit) if request.visit is not None else None
    who = turn.trust.person(request.by).name
    explanation = f"{who} asks {what(request, visit, turn.trust)}."
    declines = do == "request.decline"
    wanted = Wanted(
        label="Why not?" if declines else "What do you want to know?",
        question="Why not?" if declines else "What do you want to know?",
        button="Decline" if declines else "Ask",
        at_most=LONGEST_TEXT,
    )
    heading = "Decline a request" if declines else "Ask back"
    data = {"request": request.id, "revision": revision}
    return ask_reason(turn, heading, explanation, do, data, wanted=wanted)


def _decision_in(text: str) -> str | None:
    plain = text.strip()
    if _APPROVES.match(plain):
        return "approve"
    return "decline" if _DECLINES.match(plain) else None


def _why_in(text: str) -> str:
    found = _BECAUSE.search(text)
    return found["why"] if found else ""
