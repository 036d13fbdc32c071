"""Headteachers' requests in conversation: "we need an extra visit", "can we move it"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dialogs import allocating, cards, wording
from dialogs.asked_again import day_in
from dialogs.booking_data import mode_in
from dialogs.booking_words import MODES, amount
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.reasons import Wanted, ask_reason
from dialogs.request_reasons import asked_in
from dialogs.request_words import card_of, days_in_words, what
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import request_steps, requesting
from strategy.actions.allocating import may_allocate
from strategy.errors import NotAllowed
from strategy.permissions import Deed, may_see_school
from strategy.requests import LONGEST_TEXT, RequestKind, RequestOvertaken, RequestState, VisitRequest
from strategy.visits import Mode, Support, Visit

_WHY = Wanted(
    label="Why, and what for?",
    question="Why is it needed, and what for?",
    button="Send",
    at_most=LONGEST_TEXT,
)
REQUEST_SHOWN = "request"
"""Where in the memory the request stands that was shown just now: what is said next may change it."""
_EITHER = "either"
_WHERE = ((_EITHER, "Either"), (Mode.ON_SITE.value, "On site"), (Mode.TEAMS.value, "On Teams"))


def way_for(turn: Turn, text: str) -> Said | None:
    """How a headteacher's sentence is answered that says why an extra visit is needed; None for others.

    Only what is before the reason is read for days and names: those in it are not those of the visit.
    """
    if len(text) > LONGEST_TEXT or not turn.trust.headed_by(turn.speaker):
        return None
    said = asked_in(turn, text)
    if not said.reason:
        return None
    wish = turn.read(said.wish)
    if wish.intent is not Intent.VISIT_REQUEST:
        return None
    return Said(lambda: ask(turn, wish, said.reason))


async def ask(turn: Turn, asked: Interpretation, reason: str = "") -> Reply:
    """Ask why an extra visit is needed, with what the sentence says filled in. Who decides on support asks
    nobody for days: they give them.
    """
    school = asked.school or _only_school(turn)
    if school is None or not _may_ask(turn, school):
        if asked.days is not None and may_allocate(turn.speaker, turn.uow):
            return await allocating.begin(turn, replace(asked, support=asked.support or Support.SIP))
        return _not_theirs_to_ask(turn, school)
    when = _when(turn, asked)
    return _form(turn, school, asked.days or Decimal(1), asked.mode, when, reason)


def _not_theirs_to_ask(turn: Turn, school: str | None) -> Reply:
    """Says who asks for extra visits and who decides."""
    whose = f"an extra visit to {turn.trust.school(school).known_as} is for its headteacher" if school else ""
    whose = whose or "extra visits are for headteachers"
    said = f"I can't do that for you: {whose} to ask for, and the Deputy CEO decides."
    return turn.say(said, summary="Not possible")


def _form(turn: Turn, school: str, days: Decimal, mode: Mode | None, when: str, given: str = "") -> Reply:
    name = turn.trust.school(school).known_as
    about = f"An extra visit to {name}, {_length(days, mode)}{f', {when}' if when else ''}."
    explanation = f"{about} It goes to the Deputy CEO, who decides."
    if given:
        explanation += " I have put down why as you said it: say yes to send it so."
    fields: list[cards.Element] = [
        cards.text_input("days", "Days", amount(days), at_most=5),
        {
            "type": "Input.ChoiceSet",
            "id": "mode",
            "label": "Where",
            "style": "compact",
            "value": mode.value if mode else _EITHER,
            "choices": [{"title": title, "value": value} for value, title in _WHERE],
        },
        cards.text_input("when", "When would suit", when),
    ]
    data = {"school": school, "days": str(days), "when": when, **({"mode": mode.value} if mode else {})}
    return ask_reason(
        turn,
        "Ask for an extra visit",
        explanation,
        "request.send",
        data,
        wanted=_WHY,
        fields=fields,
        given=given,
        takes_yes=True,
    )


def _length(days: Decimal, mode: Mode | None) -> str:
    return days_in_words(days) + (f" {MODES[mode]}" if mode else "")


async def send(turn: Turn, press: Press) -> Reply:
    """Send a request for an extra visit."""
    school, reason = press.data.get("school"), press.data.get("reason")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    days, when = days_given(press.data), press.data.get("when")
    made = await requesting.ask_for_visit(
        uow=turn.uow,
        now=turn.now,
        person=turn.speaker,
        school=school,
        reason=reason if isinstance(reason, str) else "",
        days=days if days is not None else Decimal(0),
        mode=mode_in(press.data),
        when=when if isinstance(when, str) else "",
    )
    return await shown(turn, made, "Sent.")


async def ask_to_change(turn: Turn, visit: Visit, day: date | None) -> Reply:
    """Ask why a visit is to be moved or cancelled: for who does not make it, that is a request."""
    if not _may_ask(turn, visit.school):
        raise NotAllowed(Deed.CHANGE_VISIT)
    if day == visit.starts:
        return turn.say(f"That visit is on {wording.day(day)} already.", summary="On that day already")
    before = await requesting.waiting_for(turn.uow, turn.speaker, visit)
    if before is not None:
        return await _asked_already(turn, before, day)
    who = turn.trust.person(visit.author).name
    of = f"the visit of {wording.day(visit.starts)}"
    to = f"to have {of} moved to {wording.day(day)}" if day else f"to have {of} cancelled"
    explanation = f"I'll ask {who} {to}. {turn.trust.person(visit.author).first_name} decides in one tap."
    data = {"visit": visit.id, **({"day": day.isoformat()} if day else {})}
    wanted = Wanted(label="Why?", question="Why?", button="Send", at_most=LONGEST_TEXT)
    heading = "Ask to move a visit" if day else "Ask to cancel a visit"
    return ask_reason(turn, heading, explanation, "request.change.send", data, wanted=wanted)


async def _asked_already(turn: Turn, before: VisitRequest, day: date | None) -> Reply:
    """Something is asked about that visit already: another day changes it, else they are to say."""
    if before.kind is RequestKind.MOVE and day is not None and day != before.day:
        return await edit_or_withdraw(
            turn,
            Press(
                "request.edit",
                {"request": before.id, "revision": before.revision, "day": day.isoformat()},
            ),
        )
    asks_else = (day is None) is not (before.kind is RequestKind.CANCEL)
    also = ' To ask for something else, say "withdraw it" first.' if asks_else else ""
    return await shown(turn, before, f"You have asked about that visit already.{also}")


async def send_change(turn: Turn, press: Press) -> Reply:
    """Send a request that a visit be moved or cancelled."""
    number, reason = press.data.get("visit"), press.data.get("reason")
    visit = await turn.uow.visits.get(number) if isinstance(number, int) else None
    if visit is None:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    made = await requesting.ask_to_change(
        uow=turn.uow,
        now=turn.now,
        person=turn.speaker,
        visit=visit,
        reason=reason if isinstance(reason, str) else "",
        day=day_in(press.data.get("day")),
    )
    return await shown(turn, made, "Sent.")


async def edit_or_withdraw(turn: Turn, press: Press) -> Reply:
    """The one who asked changes, answers or takes back what they asked for."""
    number, revision = press.data.get("request"), press.data.get("revision")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    request = await requesting.see(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, request_id=number
    )
    try:
        if press.do == "request.withdraw":
            after = await requesting.withdraw(
                uow=turn.uow, now=turn.now, person=turn.speaker, request_id=number, revision=revision
            )
            return await shown(turn, after, "Withdrawn.")
        reason = press.data.get("reason")
        day, days, mode = _other_than(press.data)
        if press.do == "request.edit.ask" or (reason, day, days, mode) == (None, None, None, None):
            return await _ask_to_edit(turn, request)
        after = await requesting.edit(
            uow=turn.uow,
            now=turn.now,
            person=turn.speaker,
            request_id=number,
            revision=revision,
            reason=reason if isinstance(reason, str) else None,
            day=day,
            days=days,
            mode=mode,
        )
    except RequestOvertaken as overtaken:
        return await shown(turn, overtaken.request, "It has changed since you were shown it.")
    return await shown(turn, after, "Sent.")


def _other_than(data: Mapping[str, Any]) -> tuple[date | None, Decimal | None, Mode | None]:
    """What is asked for instead: another day, length or place."""
    return day_in(data.get("day")), days_given(data) if "days" in data else None, mode_in(data)


async def _ask_to_edit(turn: Turn, request: VisitRequest) -> Reply:
    answers = request.state is RequestState.ASKED_BACK
    visit = await turn.uow.visits.get(request.visit) if request.visit is not None else None
    explanation = f"You asked {what(request, visit, turn.trust)}."
    data = {"request": request.id, "revision": request.revision}
    label = "Why, and what for (with your answer)" if answers else "Why, and what for?"
    wanted = Wanted(label=label, question=label, button="Send", at_most=LONGEST_TEXT)
    heading = "Answer" if answers else "Change your request"
    return ask_reason(turn, heading, explanation, "request.edit", data, wanted=wanted, given=request.reason)


async def shown(turn: Turn, request: VisitRequest, first: str = "") -> Reply:
    """A request as it stands, with what the speaker can do about it."""
    visit = await turn.uow.visits.get(request.visit) if request.visit is not None else None
    decides = await request_steps.may_decide(turn.uow, turn.policy, turn.now, turn.speaker, request)
    allocation = (
        await request_steps.allocation_of(turn.uow, turn.policy, turn.today, request) if decides else None
    )
    said, card = card_of(
        request,
        visit,
        turn.speaker,
        turn.trust,
        decides=decides,
        allocation=allocation,
        first=first,
        today=turn.today,
        back=await request_steps.taken_back_of(turn.uow, request),
    )
    turn.memory[REQUEST_SHOWN] = {
        "request": request.id,
        "revision": request.revision,
        "changes": request.by == turn.speaker.id and request.state.is_open,
        "decides": str(request.kind) if decides and request.state.is_open else "",
    }
    return turn.say(said, summary=f"Request: {turn.trust.school(request.school).known_as}", card=card)


def days_given(data: Mapping[str, Any]) -> Decimal | None:
    """The days that were typed; None for what is no number."""
    typed = str(data.get("days", "1")).strip().casefold().removesuffix("days").removesuffix("day").strip()
    if typed in ("half", "half a", "1/2", "\u00bd"):
        return Decimal("0.5")
    try:
        days = Decimal(typed)
    except InvalidOperation:
        return None
    return days if days.is_finite() else None


def _only_school(turn: Turn) -> str | None:
    schools = turn.trust.headed_by(turn.speaker)
    return schools[0].urn if len(schools) == 1 else None


def _may_ask(turn: Turn, school: str) -> bool:
    return may_see_school(turn.speaker, Deed.REQUEST_VISIT, school, turn.today, turn.trust)


def _when(turn: Turn, asked: Interpretation) -> str:
    if asked.date is not None:
        return f"on {wording.day(asked.date)}"
    return wording.span(asked.starts, asked.ends, turn.today)
