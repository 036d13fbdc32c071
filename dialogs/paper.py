"""What differs between the papers that people fill in: how a draft is spoken of, what stands beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogs.cards import Element
from dialogs.forms import Form
from dialogs.turn import Turn
from strategy.ports import Draft


@dataclass(frozen=True, slots=True)
class Added:
    """What a text said in a talk adds to what a draft holds, wherever the talk stands; `said` tells of it, or
    why nothing was added.
    """

    values: Mapping[str, str]
    said: str


def _adds_nothing(_draft: Draft, _context: Any, _at: str, _text: str) -> Added | None:
    return None


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper. Its drafts are filled in alike, as a card or as questions.

    `noun` is what people call it, `hand_in` the words that hand it in ("file it"). `context` finds what its
    form needs to know, which the others are given. `above` stands over the fields of every section, `beneath`
    before the last button; `beside` are a few words on one field. `rereads` says that what the form needs to
    know follows from what is entered, and is found anew with each answer. `adds` finds what is to be added to
    what is there, rather than to answer what is asked, and `at_review` are words beside all of it.
    """

    noun: str
    hand_in: str
    context: Callable[[Turn, Draft], Awaitable[Any]]
    form: Callable[[Draft, Any], Form[Any]]
    called: Callable[[Draft, Any], str]
    headline: Callable[[Draft, Any], str]
    button: Callable[[Draft, Any], str]
    above: Callable[[Any], Sequence[Element]]
    beside: Callable[[Draft, Any, str], str]
    beneath: Callable[[Turn, Draft, Any], Sequence[Element]]
    rereads: bool = False
    adds: Callable[[Draft, Any, str, str], Added | None] = _adds_nothing
    at_review: Callable[[Draft, Any], str] = lambda _draft, _context: ""

    @property
    def verb(self) -> str:
        """The word that hands it in: `file`."""
        return self.hand_in.split()[0]
