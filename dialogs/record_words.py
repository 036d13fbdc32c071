"""Deeds of the record in plain words, and what each was about. The record holds ids: nothing else shows."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import wording
from dialogs.turn import Turn
from strategy.actions.auditing import Deeds, number_in
from strategy.people import Capacity
from strategy.ports import AuditEntry

_GIVEN_AWAY = "duty reassigned"
_WORDS: Mapping[str, str] = {
    "report filed": "Filed a report",
    "report amended": "Amended a report",
    "report withdrawn": "Withdrew a report",
    "report read": "Opened a report",
    "report acknowledged": "Acknowledged a report",
    "report said to be inaccurate": "Said what is inaccurate in a report",
    "visit recorded by its report": "Recorded a visit by reporting on it",
    "recommendation read": "Opened a recommendation",
    "designation recommended": "Recommended a designation",
    "designation endorsed": "Endorsed a recommendation",
    "designation sent back": "Sent a recommendation back",
    "designation reviewed": "Recorded the Progress Board's review",
    "designation signed off": "Signed off a designation",
    "designation withdrawn": "Withdrew a recommendation",
    "designation superseded": "Replaced an earlier recommendation",
    "designation put in force": "Put a designation in force",
    "meeting recorded": "Recorded a meeting",
    "duty extended": "Moved a deadline",
    "duty excused": "Excused somebody from a duty",
    _GIVEN_AWAY: "Gave a duty to somebody else",
    "marked as away": "Marked somebody as away",
    "marked as back": "Marked somebody as back",
    "absence called off": "Called off an absence",
    "reminders chosen": "Chose when to be reminded",
    "people reminded": "Had people reminded",
    "directory imported": "Imported the trust directory",
    "guarded role granted by an import": "Granted a role by an import",
    "Entra id bound by an import": "Linked a sign-in by an import",
    "Entra id bound by sign-in name": "Signed in for the first time",
    "asked in the terminal": "Asked something in the terminal",
    "deliveries tried again": "Had deliveries tried again",
    "annual review written": "Wrote an annual review",
    "annual review amended": "Amended an annual review",
    "annual review read": "Opened an annual review",
    "days granted": "Granted days beyond the allocation",
    "support allocated": "Allocated support",
    "support changed": "Changed support",
    "support called off": "Called off support",
    "delivery of plan noted": "Noted how a plan's delivery stands",
    "event arranged": "Arranged an event",
    "event moved": "Moved an event",
    "event cancelled": "Cancelled an event",
    "invitation answered": "Answered an invitation",
    "register noted": "Noted who came",
    "exit plan opened": "Opened an exit plan",
    "exit plan void": "Voided an exit plan",
    "exit plan agreed": "Agreed an exit plan",
    "exit plan closed": "Closed an exit plan",
    "exit plan item added": "Added an item to an exit plan",
    "exit plan item taken out": "Took an item out of an exit plan",
    "exit plan item confirmed": "Confirmed an item of an exit plan",
    "plan read": "Opened a tailored plan",
    "plan report filed": "Reported on a tailored plan",
    "plan report amended": "Amended a report on a tailored plan",
    "plan report read": "Opened a report on a tailored plan",
    "priority added": "Added a priority to the trust's plan",
    "targets proposed": "Proposed targets",
    "target noted": "Noted where a target stands",
    "review read": "Opened a review",
    "visit booked": "Booked a visit",
    "visit moved": "Moved a visit",
    "visit cancelled": "Cancelled a visit",
    "visits planned": "Proposed a year's visits",
    "visit plan changed": "Changed the plan of a year's visits",
    "planned visits booked": "Booked a year's visits",
    "request made": "Asked for something about a visit",
    "request changed": "Changed a request",
    "request withdrawn": "Withdrew a request",
    "request approved": "Approved a request",
    "request accepted": "Accepted a request",
    "request declined": "Declined a request",
    "request asked back": "Asked something about a request",
    "audit read": "Read who did what",
}


def what_was_done(deed: str) -> str:
    """A deed in plain words, as the beginning of a sentence without its person."""
    return _WORDS.get(deed, wording.capitalised(deed))


def about(turn: Turn, entry: AuditEntry, deeds: Deeds, *, names_school: bool = True) -> str:
    """What a deed was about, as far as ids tell: `Oak Bank, visit of Wed 18 Nov by David Ormerod`.

    The school is left out where it was asked for.
    """
    school = turn.trust.schools.get(entry.school or "") if names_school else None
    parts = [school.known_as] if school else []
    report = deeds.reports.get(number_in(entry.subject, "report") or 0)
    if report is not None:
        day = wording.short_day(report.visit_on, turn.today)
        what = f"half term to {day}" if report.capacity is Capacity.TEAM_MEMBER else f"visit of {day}"
        parts.append(f"{what} by {_name(turn, report.author)}")
    person = number_in(entry.subject, "person")
    if entry.deed == _GIVEN_AWAY:
        person = entry.details.get("to")
    if isinstance(person, int) and person != entry.actor:
        parts.append(_name(turn, person))
    return ", ".join(parts)


def actor(turn: Turn, entry: AuditEntry) -> str:
    """Who did it; Keystone where nobody did."""
    return "Keystone" if entry.actor is None else _name(turn, entry.actor)


def _name(turn: Turn, person: int) -> str:
    known = turn.trust.people.get(person)
    return known.name if known else "Somebody"
