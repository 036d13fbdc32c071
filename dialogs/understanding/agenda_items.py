"""The item that somebody wants on an agenda: set aside first, so that its words mean nothing else."""

from __future__ import annotations

import re

from dialogs.understanding.sentence import Sentence

_ADDING = (
    r"add|adding|put|putting|include|stick|pop|raise|table|get|have|bung|squeeze|slot|append|bring"
    r"|place|with|want(?! to)|would like(?! to)|need(?! to)"
)
_ITEMS = (
    re.compile(
        rf"^(?P<lead>.*?\b(?:{_ADDING})\s+)(?P<item>.+)\s+"
        r"(?:on\s?to|to|on|in|into|as an?)\s+(?:(?!(?:on|onto|to|for|at)\b)\S+\s+){0,6}?"
        r"(?:agendas?\b|agenda items?\b|items? (?:for|on) the)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"^(?P<lead>\W*(?:(?:an?|another|new|one more|please|add|can you add|could you"
        r" add)\s+)*(?:agenda\s+)?(?:item|point)s?\b"
        r"[^:]*?(?:agenda|meeting|visit|board|committee|eit|sit|pb)[^:]*:\s*)(?P<item>.+)$",
        re.IGNORECASE | re.DOTALL,
    ),
)
_MINUTED = re.compile(
    r"^[^:]{0,60}?\b(?:add|put|include|record|log|note|minute|insert|append|another|more|new|missed|forgot)\b"
    r"[^:]{0,40}?\b(?:actions?|recommendations?|strengths?|risks?)\b[^:]{0,120}?"
    r"(?:minutes|meeting|board|pb|committee|eit|sit|report|summary)\b[^:]{0,60}?"
    r"(?::\s+|\s+[-\u2013\u2014]\s+)(?P<item>.+)$",
    re.IGNORECASE | re.DOTALL,
)
"""What stands in minutes or in a summary, after the words that say so."""
_QUESTION = re.compile(r"\W*(?:what|which|who|when|whats|what['’]s|has|have|is|are|did)\b", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"(?:an?|the|another|this|something|an item|a new item|this item|one more|new|extra|further"
    r"|items?)(?: (?:item|point))?s?"
    r"|.*\b(?:look|sight|see)\b.*|me|hold of|copy of.*",
    re.IGNORECASE,
)


def claim_item(sentence: Sentence) -> str:
    """The item that is to go on an agenda, as typed; its words then mean nothing else."""
    if _QUESTION.match(sentence.original):
        return ""
    match = next(filter(None, (form.match(sentence.original) for form in _ITEMS)), None)
    if match is None or _NO_ITEM.fullmatch(match["item"].strip()):
        return ""
    return _claim(sentence, match)


def claim_minuted(sentence: Sentence) -> str:
    """The action for minutes, or the words for a summary, as typed; they then mean nothing else."""
    match = _MINUTED.match(sentence.original)
    return _claim(sentence, match) if match is not None else ""


def _claim(sentence: Sentence, match: re.Match[str]) -> str:
    start, end = match.start("item"), match.end("item")
    for word in sentence.words:
        if start <= word.start and word.end <= end:
            word.claim = "item"
    return match["item"].strip()
