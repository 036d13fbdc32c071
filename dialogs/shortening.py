"""Long text in a card: shown shortened, and never lost by being shown so.

A card must stay small, so a long field shows its beginning and a marker that says how much more is kept. When
the card comes back, the marker stands for the rest: an untouched field is left as it is, an edited beginning
gets the rest behind it, and where the draft has changed meanwhile the kept text wins.
"""

from __future__ import annotations

import json
import re

_MARKER = re.compile(r"\n*… \[(?P<count>[\d,]+) more characters are kept; leave this line as it is\]\s*$")


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


def restored(entered: str, kept: str) -> str:
    """What the field holds after a card that may have shown `kept` shortened came back with `entered`."""
    entered = entered.replace("\r\n", "\n").replace("\r", "\n")
    marker = _MARKER.search(entered)
    if marker is None:
        return entered
    rest = int(marker["count"].replace(",", ""))
    if not 0 < rest < len(kept):
        return kept
    return entered[: marker.start()] + kept[len(kept) - rest :]
