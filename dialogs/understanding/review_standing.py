"""How the reviews stand that a question asks for: held, still to be held, without a day, late."""

from __future__ import annotations

import re

from strategy.actions.review_reading import Stands

_WORDS: tuple[tuple[Stands, re.Pattern[str]], ...] = tuple(
    (stands, re.compile(words, re.IGNORECASE))
    for stands, words in (
        (
            Stands.NO_DAY,
            r"\b(?:no|without an?|not? (?:got )?an?|need(?:s|ing)? an?|missing an?) (?:date|day)s?\b"
            r"|\bno (?:dates|days)\b|\bun(?:booked|scheduled|arranged)\b"
            r"|(?:\bnot|n't|\byet to|\bstill to|\bto) be(?:en)? (?:booked|set|scheduled|arranged|diarised)\b"
            r"|(?:\bnot|n't) (?:yet )?(?:booked|set|scheduled|arranged)\b"
            r"|\bhave(?:n't| not) (?:\w+ )?a (?:date|day)\b",
        ),
        (Stands.LATE, r"\b(?:overdue|late|missed)\b"),
        (
            Stands.NOT_HELD,
            r"(?:\bnot|n't|\bhasnt|\bhavent|\bnever) (?:yet )?(?:had|been|have|done|held|happened|carried)\b"
            r"|\bstill (?:need|to|owe|outstanding|due|have)|\bneeds?\b|\boutstanding\b|\byet to\b"
            r"|\bremaining\b|\bto (?:do|be held|come|be done)\b|\bwithout (?:a|an|their)\b|\bmissing\b"
            r"|\bleft\b|\b(?:coming up|upcoming|due)\b",
        ),
        (
            Stands.HELD,
            r"^\W*(?:which|what|how many|list|show)\b.*\b(?:held|done|completed|finished|been|had|happened)\b"
            r"|\b(?:held|done|completed|finished) (?:so far|already|this|last|since)\b"
            r"|\breviews? (?:done|held|completed)\b|\baudits? (?:done|held|completed)\b",
        ),
    )
)


def standing_in(text: str) -> Stands:
    """How those asked for stand; ANY where a question does not say."""
    plain = text.replace("\u2019", "'")
    return next((stands for stands, words in _WORDS if words.search(plain)), Stands.ANY)
