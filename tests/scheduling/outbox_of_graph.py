"""What lies in Sent Items of the simulator's service mailbox, read as letters."""

from __future__ import annotations

import base64

from strategy.ports import Document, Letter
from tests.graph.simulator import FROM, GraphSimulator


def letters_of(graph: GraphSimulator) -> list[Letter]:
    """The letters that were sent, oldest first."""
    letters = []
    for item in graph.mailbox(FROM).sent:
        body = item.properties["body"]
        assert body["contentType"] == "text"
        documents = tuple(
            Document(one["name"], one["contentType"], base64.b64decode(one["contentBytes"]))
            for one in item.attachments
        )
        [address] = item.recipients
        letters.append(Letter(address, item.properties["subject"], body["content"], documents))
    return letters
