"""Mail by Microsoft Graph, from the service mailbox.

A letter is first made a draft that carries a mark of its key, then sent. Whoever tries again, after a crash
or an answer that was lost, finds by the mark what was made: what was sent is left, a draft of the same letter
is sent, and any other draft is thrown away.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from scheduling.outlook.attaching import attach
from scheduling.outlook.client import Outlook
from scheduling.outlook.letters import (
    KEYSTONE_ID,
    WHOLE,
    fingerprint,
    goes_inline,
    made_whole,
    mark_of,
    message_of,
)
from scheduling.outlook.refusals import GraphError, NoToken, Refused
from scheduling.outlook.remedies import no_token, refused_mail
from strategy.ports import Letter, Outcome, Sending

if TYPE_CHECKING:
    from msgraph.generated.models.message import Message
    from msgraph.generated.users.item.messages.item.message_item_request_builder import (
        MessageItemRequestBuilder,
    )
    from msgraph.graph_service_client import GraphServiceClient

log = logging.getLogger("keystone.outlook")

BAD_RECIPIENT: Final = ("ErrorInvalidRecipients", "ErrorInvalidSmtpAddress", "ErrorRecipientNotFound")
"""What Graph says of an address that no mail can go to."""

OVER_LIMITS: Final = ("ErrorMessageSizeExceeded", "ErrorAttachmentSizeLimitExceeded")
"""What Graph says of a letter that is too large, however often it is tried."""

FOR_GOOD: Final = (*BAD_RECIPIENT, *OVER_LIMITS)


class OutlookMailer:
    """The port `Mailer` over Microsoft Graph."""

    def __init__(self, outlook: Outlook, mail_from: str) -> None:
        """`mail_from` is the address of the service mailbox."""
        self._outlook = outlook
        self._from = mail_from

    async def deliver(self, key: str, letter: Letter) -> Sending:
        """Send a letter, unless one of this key was sent before."""
        # First of all: an import here, of what a thread still loads, stops the event loop, even for good.
        await self._outlook.warm()
        try:
            await self._send_once(key, letter)
        except GraphError as error:
            sending = outcome_of(error, self._from)
            log.info("a mail was not sent: %s", error)
            return sending
        return Sending(Outcome.SENT)

    async def _send_once(self, key: str, letter: Letter) -> None:
        found = await self._found(key)
        if any(message.is_draft is False for message in found):
            return
        ready = [str(draft.id) for draft in found if _whole(draft) == fingerprint(letter)]
        await self._throw_away(str(draft.id) for draft in found if str(draft.id) not in ready[:1])
        draft = ready[0] if ready else await self._draft(key, letter)
        try:
            await self._outlook.call(self._from, lambda graph: self._message(graph, draft).send.post())
        except Refused as refused:
            if refused.code in FOR_GOOD:
                await self._throw_away([draft])
            raise

    async def _found(self, key: str) -> Sequence[Message]:
        """What is marked with a key, in whichever folder of the mailbox."""
        from kiota_abstractions.base_request_configuration import RequestConfiguration
        from msgraph.generated.users.item.messages.messages_request_builder import MessagesRequestBuilder

        asked = RequestConfiguration(
            query_parameters=MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters(
                filter=(
                    f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEYSTONE_ID}' "
                    f"and ep/value eq '{mark_of(key)}')"
                ),
                select=["id", "isDraft"],
                expand=[f"singleValueExtendedProperties($filter=id eq '{WHOLE}')"],
            )
        )
        answer = await self._outlook.call(
            self._from, lambda graph: graph.users.by_user_id(self._from).messages.get(asked)
        )
        return answer.value or [] if answer is not None else []

    async def _draft(self, key: str, letter: Letter) -> str:
        """Make a draft of a letter with all its documents; its id."""
        made = await self._outlook.call(
            self._from,
            lambda graph: graph.users.by_user_id(self._from).messages.post(message_of(key, letter)),
        )
        draft = str(made.id) if made is not None else ""
        if not goes_inline(letter.documents):
            for document in letter.documents:
                await attach(self._outlook, self._from, draft, document)
            await self._outlook.call(
                self._from, lambda graph: self._message(graph, draft).patch(made_whole(letter))
            )
        return draft

    async def _throw_away(self, drafts: Iterable[str]) -> None:
        """Delete drafts that were left half made, or whose letter is not true any more."""
        for draft in drafts:
            await self._outlook.call(self._from, partial(self._delete, draft))

    async def _delete(self, id_: str, graph: GraphServiceClient) -> None:
        await self._message(graph, id_).delete()

    def _message(self, graph: GraphServiceClient, id_: str) -> MessageItemRequestBuilder:
        return graph.users.by_user_id(self._from).messages.by_message_id(id_)


def outcome_of(error: GraphError, mail_from: str) -> Sending:
    """What an error means for a letter: that it never goes, that it waits until somebody acts, or not yet."""
    if isinstance(error, NoToken):
        return Sending(Outcome.NOT_SET_UP, no_token(error).says)
    if not isinstance(error, Refused):
        return Sending(Outcome.FAILED, str(error))
    if error.code in BAD_RECIPIENT:
        return Sending(Outcome.UNREACHABLE, "Microsoft Graph takes no mail for this address")
    if error.code in OVER_LIMITS:
        return Sending(Outcome.UNREACHABLE, "the mail is larger than the mailbox may send")
    lacking = refused_mail(error, mail_from)
    if lacking is not None:
        return Sending(Outcome.NOT_SET_UP, lacking.says)
    return Sending(Outcome.FAILED, str(error), error.retry_after)


def _whole(draft: Message) -> str:
    """The fingerprint of the letter that a draft holds; "" where it was left half made."""
    marks = draft.single_value_extended_properties or []
    return next((str(mark.value) for mark in marks if mark.id == WHOLE), "")
