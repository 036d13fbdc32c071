"""Words that add an action to a draft of minutes: "add an action: Nadia to send the data by Friday", and
"add the actions", which are those that its text names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dialogs import wording
from dialogs.form_talk import REVIEW, command_in
from dialogs.forms import NOTHING, check_field
from dialogs.minutes_form import FORM, MinutesContext, lines_of
from dialogs.minutes_found import actions_in, in_words
from dialogs.minutes_lines import Lines, owner_of, read_actions, typed_actions
from dialogs.paper import Added
from strategy.minutes import ActionText
from strategy.ports import Draft

LONGEST = 700
"""Characters of a text that is read as such a sentence."""
ADD_THEM = "add the actions"
"""What is said to have the actions recorded that a text names."""
HOW = 'To add one, say "add an action:" and then who is to do what by when.'

_ASIDE = (
    r"^\W*(?:(?:please|pls|hi|hello|ok|okay|right|oh|sorry|can|could|would|will|you|i|we|i'd|i'll|we'd|want|need"
    r"|like|to|let's|let us|just|also|and|so|now|keystone|there (?:is|was)|there's|here's)\b[ ,]*)*?"
)
_AN_ACTION = re.compile(
    rf"{_ASIDE}(?:(?:add|put|include|record|log|note|minute|insert|append|capture|forgot|missed|left out"
    r"|have|got)\b(?: (?:in|on|down|off|out))?"
    r"(?: (?:an?|another|one|more|the|this|these|new|further|extra|following))*"
    r"|(?:another|one more|an? (?:further|extra|new|missing|missed)|new|extra|further|an|missing))"
    r" actions?(?: points?)?\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SIGN = re.compile(r"\s*[:]\s+|\s+[\u2013\u2014-]\s+|:$")
_WHOSE = r"for\s+\S+(?:\s+\S+)?\s+to\b"
"""What begins an action rather than names a meeting: `for Nadia to`."""
_OF_A_MEETING = re.compile(
    rf"^(?P<head>\s*(?!{_WHOSE})(?:to|in|into|on|from|of|for|at|off)\s+(?:[\w'/.]+\s+){{0,9}}?"
    r"(?:minutes|mins|boards?|pb|eit|sit|committee|meeting)\b(?:\s+(?:minutes|mins|meeting|board)\b)*"
    rf"(?:\s+(?!{_WHOSE})(?:of|from|for|on|at)\s+(?:(?!for\b|that\b)[\w'/.]+\s*){{1,9}}?"
    r"(?=\s+(?:for|that)\b|$|,))?)\s*(?P<item>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FOR_WHOM = re.compile(
    r"\bfor (?P<who>[\w'\u2019-]+(?: [\w'\u2019-]+)?)(?=\s+(?:from|at|in|to|on|of)\b|\s*$)", re.I
)
_LEADS = re.compile(r"^(?:(?:for|that|where|on|:|,)\s+)+", re.IGNORECASE)
_TAKES = (
    r"^\W*(?:(?:yes|ok|okay|please|can you|could you)[, ]+)*(?:add|take|record|use|include)"
    r" {them}(?: (?:over|too|as actions?))?(?: from the (?:text|minutes))?(?: please)?\W*$"
)
_THE_ACTIONS = r"(?:all )?(?:of )?(?:the|those|these|both|all) (?:\w+ )?actions?"
TAKES_ACTIONS = re.compile(_TAKES.format(them=_THE_ACTIONS), re.IGNORECASE)
"""`add the actions`: those that the text of minutes names."""
_TAKES_THEM = re.compile(_TAKES.format(them=rf"(?:{_THE_ACTIONS}|them(?: all)?|those|these)"), re.IGNORECASE)
_A_NUMBER = re.compile(r"\d\D{0,20}$")
"""What names a day of a month at the end of a line, rather than a weekday."""
_YES = re.compile(r"^\W*(?:yes|yes please|yep|ok|okay|please do)\W*$", re.IGNORECASE)
OF_MINUTES = re.compile(r"\b(?:minutes|mins|boards?|pb|eit|sit|committee|meeting)\b", re.IGNORECASE)
OF_A_PLAN = re.compile(r"\b(?:plans?|plan's|agenda|visits?|reports?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sentence wants added: words that name the meeting, and the action; either may be empty."""

    head: str
    item: str


def asked_in(text: str) -> Asked | None:
    """What is to be added to minutes; None where a text asks for no such thing."""
    plain = " ".join(text.replace("\u2019", "'").split())
    found = _AN_ACTION.match(plain) if len(plain) <= LONGEST else None
    if found is None:
        return None
    rest = found["rest"].strip(" .!?") if not found["rest"].strip(" .!?") else found["rest"]
    sign = _SIGN.search(rest)
    if sign is not None:
        return Asked(rest[: sign.start()].strip(), _with_owner(rest[: sign.start()], rest[sign.end() :]))
    of = _OF_A_MEETING.match(rest)
    head, item = (of["head"], of["item"]) if of is not None else ("", rest)
    return Asked(head.strip(), _LEADS.sub("", item.strip(" ,")))


def _with_owner(head: str, item: str) -> str:
    """The action with whoever it is for, where that was said before: "an action for Hugh: visit Oak Bank"."""
    who = _FOR_WHOM.search(head)
    if who is None or OF_MINUTES.search(who["who"]):
        return item.strip()
    return f"{who['who']} to {item.strip()}"


def read_one(item: str, of: Lines) -> ActionText:
    """One action in words; a weekday that is over since the meeting is the next. Raises ValueError with a
    sentence about what is missing.
    """
    line = " ".join(item.split())
    try:
        [action] = read_actions(line, of)
        if of.sitting is not None and action.by < of.today and not _A_NUMBER.search(line):
            [action] = read_actions(line, replace(of, sitting=replace(of.sitting, day=of.today)))
    except ValueError as fault:
        said = str(fault)
        if said.startswith("I couldn't read"):
            said = 'Who is to do what by when? Like: "Visit the maths department; David Ormerod; 4 December".'
        raise ValueError(wording.capitalised(said.removeprefix("Line 1 of the actions: "))) from None
    return action


def added(draft: Draft, context: MinutesContext, at: str, text: str) -> Added | None:
    """What a text adds to a draft of minutes, wherever its talk stands."""
    of = lines_of(context, draft.values)
    wish = asked_in(text)
    if wish is not None and wish.item and not OF_A_PLAN.search(wish.head):
        try:
            return with_actions(draft.values, [read_one(wish.item, of)], context)
        except ValueError as fault:
            return Added(draft.values, str(fault))
    named = proposed(draft.values, context)
    if named and (_TAKES_THEM.match(text) or (at == "actions" and _YES.match(text))):
        return with_actions(draft.values, named, context)
    if at != REVIEW or command_in(text) is not None or len(text) > LONGEST or text.rstrip().endswith("?"):
        return None
    try:
        action = read_one(text, of)
    except ValueError:
        return None
    return with_actions(draft.values, [action], context) if action.owner is not None else None


def proposed(values: Mapping[str, str], context: MinutesContext) -> tuple[ActionText, ...]:
    """The actions that a draft's text names, where it holds none of its own and nobody has said that there
    are none.
    """
    if values.get("actions", "").strip():
        return ()
    text = f"{values.get('text', '')}\n\n{values.get('decisions', '')}"
    return actions_in(text, lines_of(context, values))


def proposal(values: Mapping[str, str], context: MinutesContext) -> str:
    """What is said of the actions that a draft's text names; "" where it names none."""
    named = proposed(values, context)
    if not named:
        return ""
    lines = "\n".join(in_words(named, context.trust, context.today))
    return f'{naming(len(named), "Your text")}\n{lines}\nThey are not recorded yet: say "{ADD_THEM}".'


def naming(count: int, text: str = "Their text") -> str:
    """`Their text names 2 actions:`."""
    return f"{text} names {wording.several(count, 'action')}:"


def with_actions(values: Mapping[str, str], more: Sequence[ActionText], context: MinutesContext) -> Added:
    """A draft's values with more actions at the end of those they hold, each once."""
    before = values.get("actions", "").strip()
    before = "" if before.casefold() in NOTHING else before
    try:
        held = check_field(FORM.field("actions"), context, {**values, "actions": before}) or ()
    except ValueError:
        held = ()
    new = [each for each in more if each not in held]
    if not new:
        return Added(values, "That is among the actions already.")
    typed = "\n".join([*([before] if before else []), typed_actions(new, context.trust)])
    said = "; ".join(
        f"{each.what} ({owner_of(each, context.trust)}, by {wording.short_day(each.by, context.today)})"
        for each in new
    )
    return Added({**values, "actions": typed}, f"Added: {said}.")
