"""A file that the bot offers in somebody's own chat: the card that asks them, and what they answer.

Whoever allows it has Teams make a place for the file in their own OneDrive, which the answer names. Nothing
in an answer is trusted; the address writes the file for whoever holds it, so it is never logged nor kept. See
"Send and receive files through a bot" on learn.microsoft.com.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from botbuilder.schema import Attachment
from botbuilder.schema.teams import FileConsentCard, FileInfoCard

from bot.channel.delivery import Delivery
from bot.channel.microsoft_files import is_kept_by_microsoft
from dialogs.messages import Offered, Place, Press
from strategy.ports import Document

FILE_CONSENT: Final = "fileConsent/invoke"
CONSENT_CARD: Final = "application/vnd.microsoft.teams.card.file.consent"
INFO_CARD: Final = "application/vnd.microsoft.teams.card.file.info"
_LONGEST_URL: Final = 4_000
_LONGEST_ID: Final = 200
_LONGEST_TYPE: Final = 20


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody answered to a file that was offered. `file` is the reference that the offer carried."""

    is_given: bool
    file: str
    upload_url: str = field(default="", repr=False)
    content_url: str = field(default="", repr=False)
    unique_id: str = ""
    file_type: str = ""

    @property
    def press(self) -> Press:
        """The answer as the button that it is."""
        if not self.is_given:
            return Press("file.leave", {"file": self.file})
        # Teams sends an answer again, sometimes under another id, but never with another place.
        session = sha256(self.upload_url.encode()).hexdigest()[:32] if self.upload_url else ""
        return Press("file.take", {"file": self.file, **({"session": session} if session else {})})


def consent_of(delivery: Delivery) -> Consent | None:
    """The answer to an offered file that a delivery brings; None for any other delivery.

    Teams offers files in somebody's own chat alone.
    """
    if delivery.kind != "invoke" or delivery.name != FILE_CONSENT or delivery.place is not Place.PERSONAL:
        return None
    value = _mapping(delivery.value)
    action, file = value.get("action"), _text(_mapping(value.get("context")).get("file"), _LONGEST_ID)
    if action not in ("accept", "decline"):
        return None
    place = _mapping(value.get("uploadInfo"))
    return Consent(
        action == "accept",
        file,
        _text(place.get("uploadUrl"), _LONGEST_URL),
        _text(place.get("contentUrl"), _LONGEST_URL),
        _text(place.get("uniqueId"), _LONGEST_ID),
        _text(place.get("fileType"), _LONGEST_TYPE),
    )


def consent_card(offered: Offered) -> Attachment:
    """The card that asks whether a file is wanted. It carries what finds the file again, and no more."""
    context = {"file": offered.reference}
    card = FileConsentCard(
        description=offered.about,
        size_in_bytes=offered.size,
        accept_context=context,
        decline_context=context,
    )
    return Attachment(content_type=CONSENT_CARD, name=offered.name, content=card)


def info_card(consent: Consent, document: Document) -> Attachment | None:
    """The card that opens an uploaded file; None where the answer does not say rightly where it lies."""
    if not consent.unique_id or not is_kept_by_microsoft(consent.content_url):
        return None
    ending = document.name.rpartition(".")[2].lower()
    card = FileInfoCard(unique_id=consent.unique_id, file_type=consent.file_type or ending)
    return Attachment(
        content_type=INFO_CARD, name=document.name, content_url=consent.content_url, content=card
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object, at_most: int) -> str:
    return value if isinstance(value, str) and len(value) <= at_most else ""
