"""A duty was extended, excused or given to somebody else: for who owed it before, and who owes it now."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.owed import school_of, what_of, write_it
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.duties import DutyState, StoredDuty
from strategy.ports import ChangeKind, DutyChange, Letter, Notice


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a change, the duty where the recipient owes it now, and the reason as written."""

    said: str
    summary: str
    owed: StoredDuty | None
    reason: str


async def by_message(telling: Telling) -> Notice:
    """With the reason in the card, and the form one tap away for who owes it now."""
    told = await _told(telling)
    reason, _ = quoted([("Reason", told.reason)]) if told.reason.strip() else ([], False)
    body = [cards.heading(told.summary), cards.words(told.said), *reason]
    ready = told.owed is not None and told.owed.duty.arises_on <= telling.today
    action = write_it(told.owed) if told.owed is not None and ready else None
    return Notice(told.said, told.summary, cards.card(body, [action], says=told.said))


async def by_mail(telling: Telling) -> Letter:
    """Without the reason: a mail may be read by anybody."""
    told = await _told(telling)
    return letter(telling, told.summary, [told.said])


async def _told(telling: Telling) -> _Told:
    uow = telling.uow
    change = await uow.duty_changes.get(telling.number("duty_change"))
    entry = await uow.duties.get(change.duty) if change is not None else None
    if change is None or entry is None:
        raise NoLonger("no such change")
    if telling.recipient.id not in (change.from_person, change.to_person):
        raise NoLonger("not about a duty of theirs")
    if (await uow.duty_changes.of_duty(change.duty))[-1].id != change.id or not _stands(
        change, entry, telling.recipient.id
    ):
        raise NoLonger("has changed again since")
    duty = entry.duty
    who = telling.trust.person(change.changed_by).name
    what = f"the report on {school_of(duty, telling)}, {what_of(duty, telling)}"
    due = wording.day(duty.due_on)
    owes = entry.state is DutyState.OPEN and duty.owner == telling.recipient.id
    if change.kind is ChangeKind.EXTENDED:
        said = f"{who} has given you until {due} for {what}; it was due {wording.day(change.from_day)}."
    elif change.kind is ChangeKind.EXCUSED:
        said = f"{who} has excused you from {what}. There is nothing left for you to do."
    elif telling.recipient.id == change.to_person:
        before = telling.trust.person(change.from_person).name
        said = f"{who} has given you {what}, in the place of {before}. It is due {due}."
    else:
        now = "you" if change.to_person is None else telling.trust.person(change.to_person).name
        said = f"{who} has given {what}, to {now}. There is nothing left for you to do."
    summary = {
        ChangeKind.EXTENDED: "More time for a report",
        ChangeKind.EXCUSED: "A report is not owed any more",
        ChangeKind.REASSIGNED: "A report has changed hands",
    }[change.kind]
    return _Told(said, f"{summary}: {school_of(duty, telling)}", entry if owes else None, change.reason)


def _stands(change: DutyChange, entry: StoredDuty, recipient: int) -> bool:
    """Whether the duty is still as the change left it.

    Who has been relieved of it is told so even where it has been done meanwhile.
    """
    if change.kind is ChangeKind.EXCUSED:
        return entry.state is DutyState.EXCUSED
    if change.kind is ChangeKind.EXTENDED:
        return entry.state is DutyState.OPEN and entry.duty.extended_to == change.to_day
    still_matters = entry.state is DutyState.OPEN or recipient != change.to_person
    return still_matters and entry.duty.owner == change.to_person
