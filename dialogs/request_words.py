"""How a request about visits is put, and the card that shows how it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dialogs import cards, wording
from dialogs.booking_words import MODES, amount
from strategy.entitlements import Allocation
from strategy.people import Person
from strategy.requests import RequestKind, RequestState, VisitRequest
from strategy.trust import Trust
from strategy.visits import Visit

STATES = {
    RequestState.PENDING: "waiting to be decided",
    RequestState.ASKED_BACK: "waiting for the headteacher's answer",
    RequestState.APPROVED: "approved",
    RequestState.DECLINED: "declined",
    RequestState.WITHDRAWN: "withdrawn",
}
_NONE = Decimal(0)


def days_in_words(days: Decimal) -> str:
    """`half a day`, `1 day`, `2.5 days`."""
    if days == Decimal("0.5"):
        return "half a day"
    return f"{amount(days)} {'day' if days == 1 else 'days'}"


def what(request: VisitRequest, visit: Visit | None, trust: Trust) -> str:
    """`for an extra visit to Oak Bank, 1 day`, `to have the visit to Oak Bank of Tue 8 Dec cancelled`."""
    school = trust.school(request.school).known_as
    if request.kind is RequestKind.EXTRA:
        where = f" {MODES[request.mode]}" if request.mode is not None else ""
        return f"for an extra visit to {school}, {days_in_words(request.days)}{where}"
    of = f" of {wording.day(visit.starts)}" if visit is not None else ""
    if request.kind is RequestKind.CANCEL:
        return f"to have the visit to {school}{of} cancelled"
    to = f" to {wording.day(request.day)}" if request.day is not None else ""
    return f"to have the visit to {school}{of} moved{to}"


def asked_for(request: VisitRequest) -> str:
    """`1 day`, `to move a visit`: what a row says of it."""
    is_extra = request.kind is RequestKind.EXTRA
    return days_in_words(request.days) if is_extra else f"to {request.kind} a visit"


def title(request: VisitRequest, trust: Trust) -> str:
    """What a toast says."""
    kind = "Extra visit" if request.kind is RequestKind.EXTRA else "Change of a visit"
    return f"{kind}: {trust.school(request.school).known_as}"


def how_it_stands(request: VisitRequest, trust: Trust, back: Decimal = _NONE) -> str:
    """What has become of it; `back` are the days that were granted and taken back since."""
    who = trust.person(request.decided_by).name if request.decided_by is not None else ""
    on = wording.moment(request.decided_at) if request.decided_at is not None else ""
    match request.state:
        case RequestState.PENDING:
            return "It waits to be decided."
        case RequestState.ASKED_BACK:
            return f"{who} asks something before deciding."
        case RequestState.APPROVED if request.kind is RequestKind.EXTRA:
            granted = days_in_words(request.granted or request.days)
            by = f", to be booked by {wording.day(request.by_when)}" if request.by_when else ""
            return f"{who} approved {granted} on {on}{by}.{_taken_back(request, back)}"
        case RequestState.APPROVED:
            return f"{who} accepted it on {on}."
        case RequestState.DECLINED:
            return f"{who} declined it on {on}."
        case RequestState.WITHDRAWN:
            return f"{trust.person(request.by).name} has withdrawn it."


def _taken_back(request: VisitRequest, back: Decimal) -> str:
    if not back:
        return ""
    granted = request.granted or request.days
    whole = "It was" if granted <= 1 else "They were"
    return f" {whole if back >= granted else f'{days_in_words(back)} of that was'} taken back since."


def allocation_in_words(allocation: Allocation | None) -> str:
    """`6 of 10 SIP days used, 1 booked, 3 left.`"""
    if allocation is None:
        return ""
    total = allocation.due + allocation.extra
    said = f"{amount(allocation.used)} of {amount(total)} SIP days used, {amount(allocation.booked)} booked"
    return f"{said}, {amount(allocation.left)} left."


def card_of(
    request: VisitRequest,
    visit: Visit | None,
    viewer: Person,
    trust: Trust,
    *,
    decides: bool,
    allocation: Allocation | None = None,
    first: str = "",
    today: date,
    back: Decimal = _NONE,
) -> tuple[str, dict[str, Any]]:
    """What is said of a request as it stands, and its card with what the viewer can do."""
    asks = f"{trust.person(request.by).name} asks {what(request, visit, trust)}."
    if request.by == viewer.id:
        asks = f"You asked {what(request, visit, trust)}."
    stands = how_it_stands(request, trust, back)
    if request.state is RequestState.WITHDRAWN and request.by == viewer.id:
        stands = "You have withdrawn it."
    over = _overtaken(request, visit, today)
    if over:
        stands, decides = over, False
    due = allocation_in_words(allocation) if decides else ""
    said = " ".join(part for part in (first, asks, stands, due) if part)
    body = [
        cards.heading(title(request, trust)),
        *([cards.words(first)] if first else []),
        cards.words(asks),
        *(cards.labelled("Why", request.reason) if request.reason else []),
        *(cards.labelled("When would suit", request.when) if request.when else []),
        cards.words(stands, bold=not request.state.is_open),
        *(
            cards.labelled("What is asked" if request.state.is_open else "Why", request.answer)
            if request.answer
            else []
        ),
        *([cards.note(due)] if due else []),
    ]
    actions: list[dict[str, Any]] = []
    data = {"request": request.id, "revision": request.revision}
    if decides and request.state.is_open:
        body += _inputs(request, today)
        actions = _decisions(request, data)
    elif request.by == viewer.id and request.state.is_open:
        answers = request.state is RequestState.ASKED_BACK
        actions = [
            cards.press("Answer" if answers else "Change it", "request.edit.ask", data, primary=answers),
            cards.press("Withdraw it", "request.withdraw", data),
        ]
    elif _is_to_book(request, viewer, trust):
        days = min(request.granted or request.days, Decimal(1))
        wish = {"school": request.school, "days": str(days), "mode": str(request.mode or "on_site")}
        actions = [cards.press("Book it", "visit.book", wish, primary=True)]
    return said, cards.card(body, actions, says=said)


def _overtaken(request: VisitRequest, visit: Visit | None, today: date) -> str:
    """Why nothing is left to decide about a visit, empty where something is."""
    if not request.state.is_open or visit is None:
        return ""
    if visit.cancelled_on is not None:
        return "The visit has been cancelled since, so nothing is left to decide."
    if visit.ends < today:
        return "The visit is over, so nothing is left to decide."
    if visit.starts == request.day:
        return "The visit is on that day now, so nothing is left to decide."
    return ""


def _is_to_book(request: VisitRequest, viewer: Person, trust: Trust) -> bool:
    is_granted = request.state is RequestState.APPROVED and request.kind is RequestKind.EXTRA
    return is_granted and trust.school(request.school).sip == viewer.id


def _inputs(request: VisitRequest, today: date) -> list[dict[str, Any]]:
    if request.kind is not RequestKind.EXTRA:
        return []
    return [
        cards.text_input("days", "Days", amount(request.days), at_most=5),
        cards.date_input("by_when", "To be booked by (may be left empty)"),
    ]


def _decisions(request: VisitRequest, data: dict[str, Any]) -> list[dict[str, Any]]:
    if request.kind is RequestKind.EXTRA:
        first = cards.press("Approve", "request.approve", data, primary=True)
    else:
        yes = "Cancel the visit" if request.kind is RequestKind.CANCEL else "Move the visit"
        first = cards.press(yes, "request.accept", data, primary=True)
    return [
        first,
        cards.press("Decline", "request.decline.ask", data),
        cards.press("Ask back", "request.ask_back.ask", data),
    ]
