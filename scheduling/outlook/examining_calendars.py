"""Whether Microsoft Graph lets Keystone keep people's calendars, found out by calls that change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from scheduling.outlook.batching import Answer, Request, asked
from scheduling.outlook.client import Outlook
from scheduling.outlook.examining import Check
from scheduling.outlook.free_busy import busy_times
from scheduling.outlook.refusals import GraphError, Refused
from scheduling.outlook.remedies import CALENDARS, NO_MAILBOX

ABOUT: Final = f"Graph {CALENDARS}"
_NO_EVENT: Final = "keystone-examines"
"""The id of no event: Graph looks at what the app may before it looks whether the event is there."""

_AGAIN: Final = "try again in a few minutes; if it stays so, ask Microsoft's support"
_MOST_NAMED: Final = 10


async def examine_calendars(
    outlook: Outlook, service: str, organisers: Sequence[str], now: datetime
) -> list[Check]:
    """Try in the mailboxes of the service and of each organiser to change an event that is not there, and to
    ask who is busy. Organisers who have no mailbox are counted: the service mailbox organises for them.
    """
    await outlook.warm()
    mailboxes = list(dict.fromkeys([service, *organisers]))
    answers = await asked(
        outlook, [Request(each, "PATCH", f"events/{_NO_EVENT}", {"showAs": "busy"}) for each in mailboxes]
    )
    told = {each: _refusal(answer) for each, answer in zip(mailboxes, answers, strict=True)}
    if _has_no_mailbox(told[service]):
        return [Check(ABOUT, "the service mailbox is not there", "set KEYSTONE_MAIL_FROM to a mailbox")]
    lacking = [each for each, error in told.items() if isinstance(error, Refused) and error.status == 403]
    without = [each for each, error in told.items() if _has_no_mailbox(error)]
    silent = [error for each, error in told.items() if error and each not in lacking and each not in without]
    granted = len(mailboxes) - len(lacking) - len(without) - len(silent)
    checks = []
    if granted:
        checks.append(Check(ABOUT, f"granted for {_mailboxes(granted)}"))
    if lacking:
        remedy = f"grant the app {CALENDARS} for {_named(lacking)} (RBAC for Applications in Exchange Online)"
        checks.append(Check(ABOUT, f"lacks for {_mailboxes(len(lacking))}", remedy))
    if silent:
        checks.append(Check(ABOUT, f"{_mailboxes(len(silent))}: {silent[0]}", _AGAIN))
    if without:
        says = (
            f"{_mailboxes(len(without), 'partner')} without one there; the service mailbox organises for them"
        )
        checks.append(Check("mailboxes", says))
    if service not in lacking:
        checks.append(await _busy_times(outlook, service, now))
    return checks


async def _busy_times(outlook: Outlook, service: str, now: datetime) -> Check:
    about = "Graph free and busy"
    try:
        await busy_times(outlook, service, [service], now, now + timedelta(hours=1))
    except GraphError as error:
        return Check(about, str(error), _AGAIN)
    return Check(about, "told to the service mailbox")


def _refusal(answer: Answer | GraphError) -> GraphError | None:
    """Why it may not be changed; None where all that lacks is the event."""
    refusal = answer if isinstance(answer, GraphError) else answer.refusal
    if isinstance(refusal, Refused) and refusal.status in (400, 404) and refusal.code not in NO_MAILBOX:
        return None
    return refusal


def _has_no_mailbox(error: GraphError | None) -> bool:
    return isinstance(error, Refused) and error.code in NO_MAILBOX


def _mailboxes(many: int, what: str = "mailbox") -> str:
    plural = "mailboxes" if what == "mailbox" else f"{what}s"
    return f"{many} {what if many == 1 else plural}"


def _named(addresses: Sequence[str]) -> str:
    named = ", ".join(addresses[:_MOST_NAMED])
    more = len(addresses) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
