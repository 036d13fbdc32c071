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
    "report sent to the reader": "Had a report sent by mail",
    "report given to the reader": "Took a report as a file",
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
    "meeting pack made": "Had a meeting's pack made",
    "meeting pack sent to the reader": "Had a meeting's pack sent by mail",
    "meeting pack given to the reader": "Took a meeting's pack as a file",
    "later papers sent to the reader": "Had later papers for a meeting sent by mail",
    "later papers given to the reader": "Took later papers for a meeting as a file",
    "minutes recorded": "Recorded minutes",
    "minutes amended": "Amended minutes",
    "minutes read": "Opened minutes",
    "minutes sent to the reader": "Had minutes sent by mail",
    "action done": "Marked an action as done",
    "action opened again": "Opened an action again",
    "visit booked": "Booked a visit",
    "visit moved": "Moved a visit",
    "visit cancelled": "Cancelled a visit",
    "visit moved in the calendar": "Followed a visit moved in the calendar",
    "visit cancelled in the calendar": "Followed a visit cancelled in the calendar",
    "visits planned": "Planned visits",
    "planned visits booked": "Booked planned visits",
    "planned visits tried again": "Tried planned visits again",
    "visit plan changed": "Changed a plan of visits",
    "request made": "Made a request",
    "request changed": "Changed a request",
    "request withdrawn": "Withdrew a request",
    "request approved": "Approved a request",
    "request accepted": "Accepted a request",
    "request declined": "Declined a request",
    "request asked back": "Asked back about a request",
    "support allocated": "Allocated support",
    "days granted": "Granted further days of support",
    "days taken back": "Took back further days of support",
    "support called off": "Called off support",
    "support given another last day": "Gave support another last day",
    "plan read": "Opened a tailored plan",
    "plan action read": "Looked at an action of a tailored plan",
    "plan action added": "Added an action to a tailored plan",
    "plan action changed": "Changed an action of a tailored plan",
    "plan action done": "Marked an action of a tailored plan as done",
    "plan action dropped": "Dropped an action of a tailored plan",
    "plan action opened again": "Opened an action of a tailored plan again",
    "plan report filed": "Filed a plan report",
    "plan report amended": "Amended a plan report",
    "plan report read": "Opened a plan report",
    "exit plan opened": "Opened an exit plan",
    "exit plan item added": "Added to an exit plan",
    "exit plan item taken out": "Took something out of an exit plan",
    "exit plan agreed": "Agreed an exit plan",
    "exit plan item confirmed": "Confirmed something in an exit plan",
    "exit plan closed": "Closed an exit plan",
    "exit plan void": "Made an exit plan void",
    "targets proposed": "Proposed targets",
    "targets signed off": "Signed off targets",
    "targets sent back": "Sent targets back",
    "target noted": "Noted how a target stands",
    "priority added": "Added a priority to the trust's plan",
    "priority changed": "Changed a priority of the trust's plan",
    "priority dropped": "Dropped a priority of the trust's plan",
    "development plan handed in": "Handed in a development plan",
    "development plan signed off": "Signed off a development plan",
    "development plan sent back": "Sent a development plan back",
    "development plan sent to the reader": "Had a development plan sent by mail",
    "development plan given to the reader": "Took a development plan as a file",
    "self evaluation sent to the reader": "Had a self-evaluation sent by mail",
    "self evaluation given to the reader": "Took a self-evaluation as a file",
    "visit paper sent to the reader": "Had a paper for a visit sent by mail",
    "visit paper given to the reader": "Took a paper for a visit as a file",
    "calendar file sent to the reader": "Had meetings sent by mail, as a calendar file",
    "calendar file given to the reader": "Took meetings as a calendar file",
    "results given": "Gave the results of a summer",
    "results amended": "Added to or amended results",
    "results read": "Read results",
    "earlier results read": "Read earlier versions of results",
    "workbook sent to the reader": "Had a list sent by mail",
    "workbook given to the reader": "Took a list as a file",
    "self evaluation handed in": "Handed in a self-evaluation",
    "delivery of plan noted": "Noted how a development plan comes on",
    "review day set": "Set the day of a review",
    "review recorded": "Recorded a review",
    "review corrected": "Corrected what came of a review",
    "review read": "Opened what came of a review",
    "annual review written": "Wrote an annual review",
    "annual review amended": "Amended an annual review",
    "annual review read": "Opened an annual review",
    "event arranged": "Arranged a network or training",
    "event moved": "Moved a network or training",
    "event cancelled": "Cancelled a network or training",
    "invitation answered": "Answered an invitation",
    "register noted": "Noted who came",
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
    "support changed": "Changed support",
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
