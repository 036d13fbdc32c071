"""What the person who runs Keystone must do where Microsoft Graph refuses, and what to grant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheduling.outlook.refusals import NoToken, Refused

MAIL_READ_WRITE: Final = "Mail.ReadWrite"
MAIL_SEND: Final = "Mail.Send"
CALENDARS: Final = "Calendars.ReadWrite"
INSTALL: Final = "TeamsAppInstallation.ReadWriteSelfForUser.All"

NO_MAILBOX: Final = (
    "ErrorInvalidUser",
    "ErrorNonExistentMailbox",
    "MailboxNotEnabledForRESTAPI",
    "Request_ResourceNotFound",
    "ResourceNotFound",
)
"""What Graph says of somebody who has no mailbox in the tenant's Exchange Online."""

_BY_ENTRAS_CODE: Final = {
    "AADSTS7000222": "make a new client secret: the app's has ended; set KEYSTONE_GRAPH_CLIENT_SECRET to it",
    "AADSTS7000215": "set KEYSTONE_GRAPH_CLIENT_SECRET to the value of the app's secret, not to its id",
    "AADSTS700016": "set KEYSTONE_GRAPH_CLIENT_ID to the application (client) id of an app of this tenant",
    "AADSTS90002": "set KEYSTONE_TENANT_ID to the directory (tenant) id of the trust's Microsoft 365",
}
_CHECK_ALL: Final = "check KEYSTONE_TENANT_ID, KEYSTONE_GRAPH_CLIENT_ID and KEYSTONE_GRAPH_CLIENT_SECRET"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is amiss, in a few words without names, and what to do about it."""

    says: str
    do: str


_TOKEN_NOT_ACCEPTED: Final = Remedy(
    "Microsoft Graph does not accept the app's token",
    "see that the app is not blocked in Entra ID, and has an administrator's consent",
)


def no_token(error: NoToken) -> Remedy:
    """What to do where Entra ID gives no token."""
    return Remedy(str(error), _BY_ENTRAS_CODE.get(error.code, _CHECK_ALL))


def refused_mail(
    error: Refused, mail_from: str, needed: str = f"{MAIL_READ_WRITE} and {MAIL_SEND}"
) -> Remedy | None:
    """What to do where the service mailbox is refused; None where the refusal is of another kind.

    `needed` are the application permissions, one of which lacks.
    """
    if error.status == 401:
        return _TOKEN_NOT_ACCEPTED
    if error.status == 403:
        return Remedy(
            f"Microsoft Graph does not let the app use the service mailbox: it lacks {needed}",
            f"grant the app {needed} for {mail_from} (RBAC for Applications in Exchange Online)",
        )
    if error.code in ("ErrorInvalidUser", "Request_ResourceNotFound"):
        return Remedy(
            "the service mailbox is not there", "set KEYSTONE_MAIL_FROM to the address of a mailbox"
        )
    if error.code == "MailboxNotEnabledForRESTAPI":
        return Remedy(
            "the service mailbox is not in Exchange Online", f"give {mail_from} a mailbox in Exchange Online"
        )
    return None


def refused_calendar(error: Refused) -> Remedy | None:
    """What to do where an organiser's mailbox is refused; None where the refusal is of another kind.

    Who has no mailbox there needs none: the service mailbox organises for them.
    """
    if error.status == 401:
        return _TOKEN_NOT_ACCEPTED
    if error.status == 403:
        return Remedy(
            f"Microsoft Graph does not let the app use the organiser's calendar: it lacks {CALENDARS}",
            f"grant the app {CALENDARS} for the mailboxes of the service and of every school improvement "
            "partner (RBAC for Applications in Exchange Online)",
        )
    if error.code in NO_MAILBOX:
        return Remedy("the organiser has no mailbox in Exchange Online", "")
    return None


def refused_install(error: Refused) -> Remedy | None:
    """What to do where the app may not be put into somebody's Teams; None where the refusal is of another
    kind.
    """
    if error.status == 401:
        return _TOKEN_NOT_ACCEPTED
    if error.status == 403:
        return Remedy(
            f"Microsoft Graph does not let the app be installed: it lacks {INSTALL}, or a policy of Teams "
            "keeps it from this person",
            f"grant the app {INSTALL} in Entra ID, and see that webApplicationInfo of its package names "
            "KEYSTONE_GRAPH_CLIENT_ID",
        )
    return None
