"""The actions that the text of minutes names: "Actions: Nadia to send the attendance data by 12 March".

They are proposed and never recorded unasked: only what names somebody of the directory and a day is, and
what else the text says of actions is left to whoever reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from dialogs import wording
from dialogs.minutes_lines import Lines, owner_of, read_actions
from dialogs.shortening import as_much_as_fits
from strategy.minutes import ActionText
from strategy.trust import Trust

MOST, _MOST_LINES = 20, 60
"""Actions that are proposed of a text, and lines that are read for them."""
_MOST_SAID, _ROOM = 8, 300
"""Actions that are named in an answer, and bytes of JSON for each."""
_ACTIONS = re.compile(
    r"(?:^|(?<=[.;!?]\s)|(?<=\s\s))\W*(?:agreed |key |new |summary of )?actions?(?: points?)?"
    r"(?: agreed| arising| list| log)?(?: (?:no\.? ?)?\d{1,2})?\s*(?:[:\u2013\u2014-]\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)
_ANOTHER_HEADING = re.compile(r"^\W*[A-Z][\w' ]{2,40}:(?:\s|$)|^\W*[A-Z][\w' ]{2,40}$")
_BETWEEN = re.compile(
    r"\s*;\s*|\.\s+(?=[Aa]ctions?\b)|\s*(?:[.,](?: and)?|\band)\s+"
    r"(?=(?:the \w+(?: \w+)?|(?:The )?[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)?)"
    r" (?:to|will|should|must|agreed to)\b)"
)


def actions_in(text: str, of: Lines) -> tuple[ActionText, ...]:
    """The actions that a text names under "Actions", each with an owner of the directory and a day."""
    found: dict[ActionText, None] = {}
    for line in islice(_lines(text, of), _MOST_LINES):
        parts = [_read(part, of) for part in _BETWEEN.split(line) if part.strip()]
        # "Visit maths; Rowan Pike; 4 December" is one action, none of whose parts is one.
        found |= dict.fromkeys(each for each in parts if each is not None)
        if not any(parts) and (whole := _read(line, of)) is not None:
            found[whole] = None
    return tuple(found)[:MOST]


def _lines(text: str, of: Lines) -> Iterator[str]:
    """What stands after the word, on its line and on those beneath it until another heading."""
    under = False
    for line in text.splitlines():
        said = _ACTIONS.search(line)
        if said is not None:
            under = True
            if said["rest"]:
                yield said["rest"]
        elif under and line.strip():
            under = _ANOTHER_HEADING.match(line) is None or _read(line, of) is not None
            if under:
                yield line


def _read(line: str, of: Lines) -> ActionText | None:
    try:
        [action] = read_actions(line, of)
    except ValueError:
        return None
    return action if action.owner is not None else None


def in_words(found: Sequence[ActionText], trust: Trust, today: date) -> list[str]:
    """`1. Send the attendance data (Nadia Rahman, by Fri 12 Mar)`, a line each."""
    lines = [
        f"{number}. {as_much_as_fits(each.what, _ROOM)} ({owner_of(each, trust)}, "
        f"by {wording.short_day(each.by, today)})"
        for number, each in enumerate(found[:_MOST_SAID], 1)
    ]
    return [*lines, f"And {len(found) - _MOST_SAID} more."] if len(found) > _MOST_SAID else lines
