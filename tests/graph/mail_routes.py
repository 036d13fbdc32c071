"""What the simulator does about mail, by operation."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from tests.graph.exchange import Answered, Asked, GraphFault, HasUrl
from tests.graph.mailbox import Item, Mailbox

IN_ONE_PIECE = 3 * 1024 * 1024
LARGEST_PIECE = 4 * 1024 * 1024
STEP = 320 * 1024


@dataclass
class Upload:
    """A document that comes in pieces."""

    mailbox: Mailbox
    item: Item
    described: dict[str, Any]
    received: bytearray = field(default_factory=bytearray)


class MailRoutes:
    """Answers what is asked of a mailbox's messages."""

    def __init__(self, at: HasUrl) -> None:
        self._at = at
        self.uploads: dict[str, Upload] = {}

    def answer(self, name: str, asked: Asked, box: Mailbox, given: tuple[str, ...]) -> Answered:
        """The answer to one of the operations of mail."""
        stays = asked.wants_immutable_ids
        match name:
            case "GET messages":
                return self._listed(asked, box)
            case "POST messages":
                return Answered(201, box.create(asked.body).shown(stays, {}))
            case "GET messages/{}":
                return Answered(200, box.find(given[1]).shown(stays, asked.query))
            case "PATCH messages/{}":
                item = box.find(given[1])
                box.change(item, asked.body)
                return Answered(200, item.shown(stays, {}))
            case "DELETE messages/{}":
                box.items.remove(box.find(given[1]))
                return Answered(204)
            case "POST messages/{}/send":
                box.send(box.find(given[1]))
                return Answered(202)
            case "POST messages/{}/attachments":
                return self._attached(asked, box, box.find(given[1]))
            case "POST messages/{}/attachments/createUploadSession":
                return self._opened(asked, box, box.find(given[1]))
            case "POST sendMail":
                item = box.create(asked.body["message"])
                try:
                    box.send(item)
                except GraphFault:
                    box.items.remove(item)
                    raise
                return Answered(202)
        raise GraphFault(501, "NotImplemented", name)

    def _listed(self, asked: Asked, box: Mailbox) -> Answered:
        found = box.matching(asked.query.get("$filter", ""))[: int(asked.query.get("$top", "10"))]
        return Answered(
            200, {"value": [item.shown(asked.wants_immutable_ids, asked.query) for item in found]}
        )

    def _attached(self, asked: Asked, box: Mailbox, item: Item) -> Answered:
        if len(asked.body["contentBytes"]) * 3 // 4 >= IN_ONE_PIECE:
            raise GraphFault(413, "ErrorAttachmentSizeShouldNotExceedMaxSize", "Use an upload session.")
        return Answered(201, box.attach(item, asked.body))

    def _opened(self, asked: Asked, box: Mailbox, item: Item) -> Answered:
        id_ = f"upload-{len(self.uploads) + 1}"
        self.uploads[id_] = Upload(box, item, asked.body["attachmentItem"])
        return Answered(
            201,
            {
                "uploadUrl": f"{self._at.url}/upload/{id_}?authtoken=secret",
                "expirationDateTime": "2026-11-23T10:00:00Z",
                "nextExpectedRanges": ["0-"],
            },
        )

    def put(self, id_: str, content_range: str, piece: bytes) -> Answered:
        """Take a piece of a document."""
        upload = self.uploads.get(id_)
        if upload is None:
            raise GraphFault(404, "ErrorItemNotFound")
        size = int(upload.described["size"])
        start = len(upload.received)
        end = start + len(piece)
        if content_range != f"bytes {start}-{end - 1}/{size}":
            raise GraphFault(416, "ErrorInvalidRange", f"bytes {start}- are expected")
        if len(piece) > LARGEST_PIECE or (end < size and len(piece) % STEP):
            raise GraphFault(400, "ErrorInvalidPiece")
        upload.received += piece
        if end < size:
            return Answered(200, {"nextExpectedRanges": [f"{end}-"]})
        del self.uploads[id_]
        upload.mailbox.attach(
            upload.item,
            {
                "@odata.type": "#microsoft.graph.fileAttachment",
                "name": upload.described["name"],
                "contentType": upload.described.get("contentType"),
                "contentBytes": base64.b64encode(bytes(upload.received)).decode(),
            },
        )
        return Answered(201)
