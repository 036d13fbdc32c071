"""What differs between the papers that people fill in: how a draft is spoken of, what stands beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dialogs.cards import Element
from dialogs.forms import Form
from dialogs.turn import Turn
from strategy.ports import Draft


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper. Its drafts are filled in alike, as a card or as questions.

    `noun` is what people call it, `hand_in` the words that hand it in ("file it"). `context` finds what its
    form needs to know, which the others are given. `above` stands over the fields of every section, `beneath`
    before the last button; `beside` are a few words on one field. `rereads` says that what the form needs to
    know follows from what is entered, and is found anew with each answer.
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

    @property
    def verb(self) -> str:
        """The word that hands it in: `file`."""
        return self.hand_in.split()[0]
