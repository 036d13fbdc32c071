"""A mailbox of the simulator: its messages and their attachments, drafts and sent ones."""

from __future__ import annotations

import base64
import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from tests.graph.calendar import Calendar
from tests.graph.exchange import AT, OF_MARKS, GraphFault

BY_MARK = re.compile(
    r"singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id eq '((?:[^']|'')*)' "
    r"and \1/value eq '((?:[^']|'')*)'\s*\)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LARGEST_MAIL = 150 * 1024 * 1024


@dataclass(eq=False)
class Item:
    """A message. It has an id that stays, and one that changes when it moves."""

    number: int
    properties: dict[str, Any]
    marks: dict[str, str] = field(default_factory=dict)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    moves: int = 0
    changes: int = 1

    @property
    def is_draft(self) -> bool:
        return bool(self.properties["isDraft"])

    @property
    def recipients(self) -> list[str]:
        """The addresses it is for."""
        return [one["emailAddress"]["address"] for one in self.properties.get("toRecipients") or []]

    def id(self, immutable: bool) -> str:
        return f"IMM-{self.number:06d}=" if immutable else f"AAMk-{self.number:06d}-{self.moves}="

    def shown(self, immutable: bool, query: dict[str, str]) -> dict[str, Any]:
        """As an answer has it: marks of others' own only where asked for."""
        whole = {
            "id": self.id(immutable),
            "changeKey": f"CK{self.changes}",
            "hasAttachments": bool(self.attachments),
            **self.properties,
        }
        chosen = query.get("$select")
        if chosen:
            wanted = {"id", *chosen.split(",")}
            whole = {name: value for name, value in whole.items() if name in wanted}
        marks = OF_MARKS.search(query.get("$expand", ""))
        if marks and marks[1] in self.marks:
            whole["singleValueExtendedProperties"] = [{"id": marks[1], "value": self.marks[marks[1]]}]
        return {"@odata.etag": f'W/"CK{self.changes}"', **whole}


class Mailbox:
    """One mailbox. `refuses` are addresses that the organisation lets no mail go to. `apps` are in its
    owner's Teams, if no policy keeps them out.
    """

    def __init__(self, address: str, numbers: itertools.count[int]) -> None:
        self.address = address
        self.items: list[Item] = []
        self.refuses: set[str] = set()
        self.calendar = Calendar(address, numbers)
        self.apps: list[str] = []
        self.is_kept_from_apps = False
        self.under_way = 0
        self.most_at_once = 0
        self._numbers = numbers

    @property
    def sent(self) -> list[Item]:
        """What lies in Sent Items, oldest first."""
        return [item for item in self.items if item.properties["parentFolderId"] == "sentitems"]

    @property
    def drafts(self) -> list[Item]:
        return [item for item in self.items if item.is_draft]

    def create(self, body: dict[str, Any]) -> Item:
        """A draft of what a request says."""
        body = dict(body)
        marks = body.pop("singleValueExtendedProperties", None) or []
        attachments = body.pop("attachments", None) or []
        item = Item(
            next(self._numbers),
            {
                "isDraft": True,
                "isRead": True,
                "parentFolderId": "drafts",
                "createdDateTime": AT,
                "lastModifiedDateTime": AT,
                **{name: value for name, value in body.items() if not name.startswith("@")},
            },
        )
        item.marks = {mark["id"]: mark["value"] for mark in marks}
        for attachment in attachments:
            self.attach(item, attachment)
        self.items.append(item)
        return item

    def attach(self, item: Item, attachment: dict[str, Any]) -> dict[str, Any]:
        content = base64.b64decode(attachment["contentBytes"], validate=True)
        kept = {
            **attachment,
            "id": f"ATT-{next(self._numbers)}",
            "size": len(content),
            "lastModifiedDateTime": AT,
        }
        item.attachments.append(kept)
        item.changes += 1
        return kept

    def change(self, item: Item, body: dict[str, Any]) -> None:
        """Merge what a PATCH says into a message."""
        body = dict(body)
        item.marks |= {
            mark["id"]: mark["value"] for mark in body.pop("singleValueExtendedProperties", None) or []
        }
        item.properties |= {name: value for name, value in body.items() if not name.startswith("@")}
        item.changes += 1

    def find(self, id_: str) -> Item:
        for item in self.items:
            if id_ in (item.id(immutable=True), item.id(immutable=False)):
                return item
        raise GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.")

    def matching(self, filter_: str) -> list[Item]:
        """Those with a mark, newest first, as Graph lists them."""
        if not filter_:
            return self.items[::-1]
        found = BY_MARK.fullmatch(filter_.strip())
        if found is None:
            raise GraphFault(400, "BadRequest", "Invalid filter clause")
        name, value = (part.replace("''", "'") for part in found.groups()[1:])
        return [item for item in self.items[::-1] if item.marks.get(name) == value]

    def send(self, item: Item) -> None:
        """Send a draft: it moves to Sent Items."""
        if not item.is_draft:
            raise GraphFault(400, "ErrorInvalidOperation", "The message was sent already.")
        self.check(item)
        item.properties |= {"isDraft": False, "parentFolderId": "sentitems", "sentDateTime": AT}
        item.moves += 1
        item.changes += 1

    def check(self, item: Item) -> None:
        """Raise what Graph says of addresses that no mail can go to."""
        bad = [one for one in item.recipients if not ADDRESS.fullmatch(one) or one in self.refuses]
        if bad or not item.recipients:
            raise GraphFault(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")
