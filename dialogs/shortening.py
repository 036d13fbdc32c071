"""Long text in a card: shown shortened, and never lost by being shown so.

A card must stay small, so a long field shows its beginning and a marker that says how much more is kept. When
the card comes back, the marker stands for the rest: an untouched field is left as it is, and an edited
beginning gets the rest behind it.
"""

from __future__ import annotations

import json
import re

A_LINE = 96
"""Bytes of JSON that each line of text costs besides its words, where it is shown to be read."""

_MARKER = re.compile(r"\n?… \[(?P<count>[\d,]+) more characters are kept; leave this line as it is\]\s*$")


def shortened(text: str, room: int) -> str:
    """The text, or its beginning and a marker, within about `room` bytes of JSON."""
    if len(json.dumps(text)) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(json.dumps(text[:middle])) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low]}\n… [{len(text) - low:,} more characters are kept; leave this line as it is]"


def restored(entered: str, kept: str, room: int) -> str:
    """What a field holds after a card that showed `kept` within `room` came back with `entered`.

    A line that looks like the marker counts as one only where this text was shown with it; what somebody
    typed so themselves stays.
    """
    entered = with_plain_line_ends(entered)
    shown = shortened(kept, room)
    if shown == kept:
        return entered
    left, there = _MARKER.search(entered), _MARKER.search(shown)
    if left is None or there is None or left["count"] != there["count"]:
        return entered
    return entered[: left.start()] + kept[there.start() :]


def with_plain_line_ends(text: str) -> str:
    """The text with one sign for the end of a line, whatever the client sends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_marker(entered: str) -> str:
    """What stands before the marker in a text that a card brought back."""
    return _MARKER.sub("", entered)


def size_shown(text: str) -> int:
    """About how many bytes of JSON a text takes where it is shown to be read, a block a line."""
    return len(json.dumps(text)) + A_LINE * (text.count("\n") + 1)


def as_much_as_fits(text: str, room: int) -> str:
    """The beginning of a text that can be shown within `room` bytes, cut at a space where there is one."""
    size = min(len(text), room)
    while size and size_shown(text[:size]) > room:
        size = int(size * 0.8)
    if size < len(text) and size:
        cut = max(text.rfind(" ", 0, size), text.rfind("\n", 0, size))
        size = cut + 1 if cut > size // 2 else size
    return text[:size]
