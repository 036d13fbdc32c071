"""Whether Microsoft Graph lets Keystone do what it needs to, found out by calls that leave nothing behind."""

from __future__ import annotations

from dataclasses import dataclass

from scheduling.outlook.client import Outlook
from scheduling.outlook.letters import KEYSTONE_ID, mark_of, marked
from scheduling.outlook.mail import BAD_RECIPIENT
from scheduling.outlook.refusals import GraphError, NoToken, Refused
from scheduling.outlook.remedies import MAIL_READ_WRITE, MAIL_SEND, no_token, refused_mail


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: how it went, and what to do where it did not."""

    about: str
    says: str
    remedy: str = ""


async def examine_mail(outlook: Outlook, mail_from: str) -> list[Check]:
    """Try what mail needs: a token, a draft in the service mailbox, and sending it.

    The draft is empty and addressed to nobody, so that it cannot go; it is deleted again.
    """
    await outlook.warm()
    try:
        await outlook.check_token()
    except NoToken as error:
        remedy = no_token(error)
        return [Check("Graph token", remedy.says, remedy.do)]
    except GraphError as error:
        return [Check("Graph token", str(error), "see that this machine reaches Microsoft's sign-in service")]
    checks = [Check("Graph token", "given")]
    try:
        draft = await _draft_to_nobody(outlook, mail_from)
    except GraphError as error:
        return [*checks, _check(error, mail_from, MAIL_READ_WRITE)]
    checks.append(Check(f"Graph {MAIL_READ_WRITE}", "granted for the service mailbox"))
    checks.append(await _sending(outlook, mail_from, draft))
    try:
        await outlook.call(
            mail_from, lambda graph: graph.users.by_user_id(mail_from).messages.by_message_id(draft).delete()
        )
    except GraphError as error:
        checks.append(_check(error, mail_from, MAIL_READ_WRITE))
    return checks


async def _draft_to_nobody(outlook: Outlook, mail_from: str) -> str:
    from msgraph.generated.models.message import Message

    message = Message(
        subject="Keystone: a check of permissions",
        single_value_extended_properties=[marked(KEYSTONE_ID, mark_of("doctor"))],
    )
    made = await outlook.call(
        mail_from, lambda graph: graph.users.by_user_id(mail_from).messages.post(message)
    )
    return str(made.id) if made is not None else ""


async def _sending(outlook: Outlook, mail_from: str, draft: str) -> Check:
    """Graph looks at what the app may before it looks at whom the draft is for."""
    try:
        await outlook.call(
            mail_from,
            lambda graph: graph.users.by_user_id(mail_from).messages.by_message_id(draft).send.post(),
        )
    except Refused as refused:
        if refused.code not in BAD_RECIPIENT:
            return _check(refused, mail_from, MAIL_SEND)
    except GraphError as error:
        return _check(error, mail_from, MAIL_SEND)
    return Check(f"Graph {MAIL_SEND}", "granted for the service mailbox")


def _check(error: GraphError, mail_from: str, permission: str) -> Check:
    about = f"Graph {permission}"
    remedy = refused_mail(error, mail_from, permission) if isinstance(error, Refused) else None
    if remedy is None:
        return Check(about, str(error), "try again in a few minutes; if it stays so, ask Microsoft's support")
    return Check(about, remedy.says, remedy.do)
