"""A letter as Microsoft Graph's message, with two marks of ours by which it is found again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from strategy.ports import Document, Letter

if TYPE_CHECKING:
    from msgraph.generated.models.file_attachment import FileAttachment
    from msgraph.generated.models.message import Message
    from msgraph.generated.models.single_value_legacy_extended_property import (
        SingleValueLegacyExtendedProperty,
    )

KEYSTONE_ID: Final = "String {6d0b6f0e-5f0a-4d58-9a6e-3f6c1f7c9b52} Name KeystoneId"
"""The mark of what is Keystone's: which row of the outbox a message is of."""

WHOLE: Final = "String {6d0b6f0e-5f0a-4d58-9a6e-3f6c1f7c9b52} Name KeystoneWhole"
"""The mark of a draft that lacks nothing: which letter it holds. A draft without it was left half made."""

INLINE_MOST: Final = 2_500_000
"""Bytes of documents that go with the message itself. A request may have 4 MB, and base64 adds a third."""


def mark_of(key: str) -> str:
    """What marks the message of a key: of one length, and free of what a filter would read as its own."""
    return hashlib.sha256(key.encode()).hexdigest()


def fingerprint(letter: Letter) -> str:
    """What tells whether a draft holds just this letter, without saying anything of it."""
    whole = hashlib.sha256()
    parts = [letter.address, letter.subject, letter.text]
    for document in letter.documents:
        parts += [document.name, document.content_type]
    for part in [*(part.encode() for part in parts), *(document.content for document in letter.documents)]:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def goes_inline(documents: Sequence[Document]) -> bool:
    """Whether documents go with the message itself; else one after the other when it is there."""
    return sum(len(document.content) for document in documents) <= INLINE_MOST


def message_of(key: str, letter: Letter) -> Message:
    """A draft to be made; whole at once if its documents go inline."""
    from msgraph.generated.models.body_type import BodyType
    from msgraph.generated.models.email_address import EmailAddress
    from msgraph.generated.models.item_body import ItemBody
    from msgraph.generated.models.message import Message
    from msgraph.generated.models.recipient import Recipient

    message = Message(
        subject=letter.subject,
        body=ItemBody(content_type=BodyType.Text, content=letter.text),
        to_recipients=[Recipient(email_address=EmailAddress(address=letter.address))],
        single_value_extended_properties=[marked(KEYSTONE_ID, mark_of(key))],
    )
    if goes_inline(letter.documents):
        message.attachments = [attachment_of(document) for document in letter.documents] or None
        message.single_value_extended_properties = [
            marked(KEYSTONE_ID, mark_of(key)),
            marked(WHOLE, fingerprint(letter)),
        ]
    return message


def attachment_of(document: Document) -> FileAttachment:
    """A document that goes in one piece."""
    from msgraph.generated.models.file_attachment import FileAttachment

    return FileAttachment(
        odata_type="#microsoft.graph.fileAttachment",
        name=document.name,
        content_type=document.content_type,
        content_bytes=document.content,
    )


def made_whole(letter: Letter) -> Message:
    """The change that says of a draft that its documents are all there: an object with nothing else in it."""
    from msgraph.generated.models.message import Message

    return Message(single_value_extended_properties=[marked(WHOLE, fingerprint(letter))])


def marked(name: str, value: str) -> SingleValueLegacyExtendedProperty:
    """A property of our own."""
    from msgraph.generated.models.single_value_legacy_extended_property import (
        SingleValueLegacyExtendedProperty,
    )

    return SingleValueLegacyExtendedProperty(id=name, value=value)
