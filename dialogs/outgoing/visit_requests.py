"""What a headteacher asks for about visits: for who decides, who asked, and the partner who is to book it."""

from __future__ import annotations

from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.request_words import card_of, how_it_stands, title, what
from strategy.actions import request_steps
from strategy.ports import Letter, Notice
from strategy.requests import VisitRequest
from strategy.visits import Visit

IN_TEAMS = "Say \u201crequests\u201d to me in Teams to see it."


async def by_message(telling: Telling) -> Notice:
    """The card as it stands, with what the recipient can do."""
    request, visit = await _request(telling)
    uow, now = telling.uow, telling.now
    decides = await request_steps.may_decide(uow, telling.policy, now, telling.recipient, request)
    allocation = (
        await request_steps.allocation_of(uow, telling.policy, telling.today, request) if decides else None
    )
    said, card = card_of(
        request,
        visit,
        telling.recipient,
        telling.trust,
        decides=decides,
        allocation=allocation,
        today=telling.today,
        back=await request_steps.taken_back_of(uow, request),
    )
    return Notice(said, title(request, telling.trust), card)


async def by_mail(telling: Telling) -> Letter:
    """The same without anybody's own words."""
    request, visit = await _request(telling)
    who = telling.trust.person(request.by).name
    asks = f"{who} asks {what(request, visit, telling.trust)}."
    back = await request_steps.taken_back_of(telling.uow, request)
    stands = how_it_stands(request, telling.trust, back)
    return letter(telling, title(request, telling.trust), [asks, stands, IN_TEAMS])


async def _request(telling: Telling) -> tuple[VisitRequest, Visit | None]:
    number, revision = telling.number("request"), telling.subject("request")[1:]
    request = await telling.uow.requests.get(number)
    if request is None or revision != (str(request.revision),):
        raise NoLonger("has gone on since")
    if telling.recipient.id not in await request_steps.concerned(telling.uow, request):
        raise NoLonger("not for them")
    visit = await telling.uow.visits.get(request.visit) if request.visit is not None else None
    return request, visit
