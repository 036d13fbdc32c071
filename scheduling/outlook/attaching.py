"""Documents put to a draft one after the other, where they are too large to go with it."""

from __future__ import annotations

from typing import Final

from scheduling.outlook.client import Outlook
from scheduling.outlook.letters import attachment_of
from scheduling.outlook.refusals import Refused
from strategy.ports import Document

IN_ONE_PIECE: Final = 3 * 1024 * 1024
"""Bytes from which on Graph wants a document in pieces."""

PIECE: Final = 10 * 320 * 1024
"""Bytes of a piece: a multiple of 320 KiB and under 4 MB ("Attach large files to Outlook messages")."""


async def attach(outlook: Outlook, mailbox: str, draft: str, document: Document) -> None:
    """Put a document to a draft, in pieces if it must be. Raises GraphError."""
    if len(document.content) < IN_ONE_PIECE:
        await outlook.call(
            mailbox,
            lambda graph: (
                graph.users.by_user_id(mailbox)
                .messages.by_message_id(draft)
                .attachments.post(attachment_of(document))
            ),
        )
    else:
        await _in_pieces(outlook, mailbox, await _place(outlook, mailbox, draft, document), document.content)


async def _place(outlook: Outlook, mailbox: str, draft: str, document: Document) -> str:
    """Where the pieces go."""
    from msgraph.generated.models.attachment_item import AttachmentItem
    from msgraph.generated.models.attachment_type import AttachmentType
    from msgraph.generated.users.item.messages.item.attachments.create_upload_session import (
        create_upload_session_post_request_body as post,
    )

    asked = post.CreateUploadSessionPostRequestBody(
        attachment_item=AttachmentItem(
            attachment_type=AttachmentType.File,
            name=document.name,
            content_type=document.content_type,
            size=len(document.content),
        )
    )
    session = await outlook.call(
        mailbox,
        lambda graph: (
            graph.users.by_user_id(mailbox)
            .messages.by_message_id(draft)
            .attachments.create_upload_session.post(asked)
        ),
    )
    if session is None or not session.upload_url:
        raise Refused(0)
    return session.upload_url


async def _in_pieces(outlook: Outlook, mailbox: str, place: str, content: bytes) -> None:
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        reaches = f"bytes {start}-{start + len(piece) - 1}/{len(content)}"
        headers = {"Content-Range": reaches, "Content-Type": "application/octet-stream"}
        await outlook.put(mailbox, place, piece, headers)
