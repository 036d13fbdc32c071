"""The frame of every mail."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.outgoing.telling import Telling
from strategy.ports import Document, Letter

INSTEAD = "You get this by mail because I could not reach you in Teams."


def letter(
    telling: Telling, subject: str, paragraphs: Iterable[str], documents: tuple[Document, ...] = ()
) -> Letter:
    """A mail to the recipient. Neither subject nor paragraphs hold what somebody wrote."""
    shown = [
        f"Hello {telling.recipient.first_name},",
        *[paragraph for paragraph in paragraphs if paragraph],
        *([INSTEAD] if telling.comes_instead else []),
        "Keystone",
    ]
    return Letter(telling.recipient.email, " ".join(subject.split()), "\n\n".join(shown), documents)
