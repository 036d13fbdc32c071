"""Words that add to the Lead SIP's summary: "add a recommendation to the committee report: fund phonics"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs import wording
from dialogs.form_talk import REVIEW
from dialogs.forms import NOTHING
from dialogs.paper import Added
from dialogs.summary_words import overall_labels
from strategy.actions.summarising import LONGEST_OVERALL
from strategy.policy_reporting import Body

_ADDS = re.compile(
    r"^\W*(?:(?:please|pls|ok|okay|can|could|would|you|i|we|i'd|want|need|like|to|let's|also|and|now)\b"
    r"[ ,]*)*?"
    r"(?:add|put|include|insert|append|note)\b(?: (?:in|on|down))?"
    r"(?: (?:an?|another|one more|this|these|the|new|further|extra|to|under|my|as))*"
    r" (?P<part>recommendation|strength|risk)s?\b(?P<head>[^:]*?)"
    r"(?:\s*:\s*|\s+[\u2013\u2014-]\s+|\s+that\s+|$)(?P<item>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SUMMARY = re.compile(r"\b(?:summary|report|paper)\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"\b(?:committee|trust board|trustees)\b", re.IGNORECASE)
_EIT = re.compile(r"\b(?:eit|education improvement team|summary)\b", re.IGNORECASE)
_TO_IT = re.compile(r"(?:to (?:it|that|this|the draft|my draft))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be added: to which body's, None for the one under way; under which part, and the words."""

    body: Body | None
    part: str
    item: str


def wish_in(text: str) -> Wish | None:
    """What a text wants added to a summary; None where it wants no such thing."""
    found = _ADDS.match(" ".join(text.replace("\u2019", "'").split()))
    if found is None:
        return None
    part, head, item = f"{found['part'].casefold()}s", found["head"].strip(), found["item"].strip()
    if _SUMMARY.search(head) and _COMMITTEE.search(head):
        return Wish(Body.STANDARDS_COMMITTEE, part, item)
    if _SUMMARY.search(head) and _EIT.search(head):
        return Wish(Body.EIT, part, item)
    return Wish(None, part, item) if _TO_IT.fullmatch(head) else None


def with_more(values: Mapping[str, str], part: str, item: str, body: Body) -> Added:
    """A draft's values with more under one part, beneath what stands there; or why that cannot be."""
    label = dict(overall_labels(body))[part]
    before = values.get(part, "").strip()
    before = "" if before.casefold() in NOTHING else before
    text = "\n".join(each for each in (before, wording.capitalised(item)) if each)
    if not item:
        return Added(values, f"What should stand under \u201c{label}\u201d?")
    if len(text) > LONGEST_OVERALL:
        return Added(values, f"At most {LONGEST_OVERALL:,} characters fit under \u201c{label}\u201d.")
    return Added({**values, part: text}, f"Added under \u201c{label}\u201d.")


def added(values: Mapping[str, str], body: Body, at: str, text: str) -> Added | None:
    """What a text adds to a draft while one of its parts is asked for: no answer to that question."""
    wish = wish_in(text) if at != REVIEW else None
    if wish is None or not wish.item or wish.body not in (None, body):
        return None
    return with_more(values, wish.part, wish.item, body)
