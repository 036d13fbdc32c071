"""Names that a text leaves out: "everyone but Catherine", "all schools except Oak Bank and Eastgate"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogs.understanding.names import Bearer, Named
from dialogs.understanding.sentence import Sentence

_LEAVING_OUT = re.compile(
    r"(?:\b(?:except|except for|excepting|excluding|bar|apart from|other than|aside from|besides"
    r"|leaving out|but not)"
    r"|\b(?:everyone|everybody|everything|all|any|anyone|anybody|schools|reports?|visits?|them|sips|partners"
    r"|sles|advisers)"
    r" but) (?:(?:the|for|at|by|those|reports?|visits?|from|of) )*$"
)
_GOING_ON = re.compile(r"\s*(?:and|or|nor)?\s*")


def parted(
    sentence: Sentence, named: Sequence[Named[Bearer]]
) -> tuple[list[Named[Bearer]], list[Named[Bearer]]]:
    """The names that are meant, and those that are left out; a list of names goes on as it began."""
    meant: list[Named[Bearer]] = []
    left_out: list[Named[Bearer]] = []
    texts = sentence.texts()
    for name in sorted(named, key=lambda each: each.start):
        before = " ".join(texts[: name.start])
        goes_on = bool(left_out) and _GOING_ON.fullmatch(" ".join(texts[left_out[-1].end : name.start]))
        if goes_on or _LEAVING_OUT.search(f"{before} "):
            left_out.append(name)
        else:
            meant.append(name)
    return meant, left_out
