"""A visit was moved or cancelled by somebody else or in the calendar, or whom it invites cannot come."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.duties import DutyState
from strategy.ports import Letter, Notice
from strategy.visits import Visit, VisitStatus


async def by_message(telling: Telling) -> Notice:
    """With a way to move it, for who makes the visit."""
    visit, said, summary = await _told(telling)
    actions = []
    if visit.author == telling.recipient.id and visit.status(telling.today) is VisitStatus.PLANNED:
        actions = [
            cards.press("Choose another day", "visit.move", {"visit": visit.id}),
            cards.press("Cancel the visit", "visit.cancel.ask", {"visit": visit.id}),
        ]
    card = cards.card([cards.heading(summary), cards.words(said)], actions, says=said)
    return Notice(said, summary, card)


async def by_mail(telling: Telling) -> Letter:
    """The same in a mail."""
    _, said, summary = await _told(telling)
    return letter(telling, summary, [said])


async def _told(telling: Telling) -> tuple[Visit, str, str]:
    """The visit, what has become of it, and that in short."""
    visit = await telling.uow.visits.get(telling.number("visit"))
    how = telling.subject("visit")[1] if len(telling.subject("visit")) > 1 else ""
    if visit is None:
        raise NoLonger("no such visit")
    trust = telling.trust
    school, day = trust.school(visit.school), wording.day(visit.starts)
    own = visit.author == telling.recipient.id
    whose = "Your visit" if own else f"{trust.person(visit.author).name}'s visit"
    of_the_visit = f"{whose} to {school.known_as}"
    status = visit.status(telling.today)
    if how == "cancelled":
        if status is not VisitStatus.CANCELLED:
            raise NoLonger("not cancelled")
        nothing = " No report is owed." if own else ""
        return visit, f"{of_the_visit} on {day} is cancelled.{nothing}", f"Visit cancelled: {school.known_as}"
    if status is not VisitStatus.PLANNED:
        raise NoLonger("not to come any more")
    if how == "moved":
        said = f"{of_the_visit} is now on {day}.{await _report_due(telling, visit) if own else ''}"
        return visit, said, f"Visit moved: {school.known_as}"
    if how == "put_back":
        said = (
            f"{of_the_visit} was moved in the calendar to a day on which you visit {school.known_as} "
            f"already, so I have put it back to {day}."
        )
        return visit, said, f"Visit put back: {school.known_as}"
    if how == "declined":
        head = trust.person(school.headteacher).name
        said = f"{head} cannot come to your visit to {school.known_as} on {day}."
        return visit, said, f"Visit declined: {school.known_as}"
    raise NoLonger("about nothing known")


async def _report_due(telling: Telling, visit: Visit) -> str:
    duties = await telling.uow.duties.of_visits([visit.id])
    due = next((entry.duty.due_on for entry in duties if entry.state is DutyState.OPEN), None)
    return "" if due is None else f" Your report is due by {wording.day(due)}."
