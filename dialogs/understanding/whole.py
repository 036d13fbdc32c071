"""Texts that are nothing but a greeting, a cry for help or a change of mind."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.findings import Findings
from dialogs.understanding.intents import Intent
from dialogs.understanding.moments import GAP
from dialogs.understanding.phrases import PhraseBook
from dialogs.understanding.shades import SHADES
from dialogs.understanding.words import word_set

_BOOKS = {
    Intent.CANCEL: PhraseBook({"CUE": {"NEVERMIND": SHADES["NEVERMIND"]}}),
    Intent.GREETING: PhraseBook({"CUE": {"HELLO": SHADES["HELLO"]}}),
    Intent.HELP: PhraseBook({"CUE": {"STARTUP": SHADES["STARTUP"]}}),
}
_HELLO = _BOOKS[Intent.GREETING]
_FILLERS = word_set(
    """
    nah nope eh please then now just all again so oh ok okay um er right well actually for me i it that to the
    this keystone bot mate everyone there you very much really and but one sorry today with your
    from us we team what was is a an of my yes no yeah ah here on at in ? pls everybody folks friend
    thing quick bye guys any kind thanks hello hi hey lovely great afterwards shall think could
    would can will do some let be know if time being had have rest day week weekend evening start
    """
)


def whole_of(found: Findings) -> Intent | None:
    """The one wordless wish that the whole text is; None where it says anything else."""
    if found.schools or found.item:
        return None
    words = found.words
    free = [word for word in words if word != GAP]
    if not free:
        return None
    for intent, book in _BOOKS.items():
        if found.moments and intent is not Intent.GREETING:
            continue
        if _covers(book, free) and not (intent is Intent.HELP and found.people):
            return intent
    return None


def _covers(book: PhraseBook, words: Sequence[str]) -> bool:
    used: set[int] = set()
    for phrase in book.find(words):
        used.update(range(phrase.start, phrase.end))
    if not used:
        return False
    for phrase in _HELLO.find(words):
        used.update(range(phrase.start, phrase.end))
    return all(place in used or word in _FILLERS for place, word in enumerate(words))
