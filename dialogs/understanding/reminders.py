"""Turns of phrase about reminders: to have them stop, to have them again, to hear which are coming.

What a pause means in days and hours is worked out in `dialogs.understanding.pauses`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def _any_of(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms))


_VERB = r"(?:remind|nudge|chase|ping|prod|prompt|poke|nag|pester|bother|hassle|badger|disturb|message|text)"
_VERBING = (
    r"(?:reminding|nudging|chasing|pinging|prodding|prompting|poking|nagging|pestering|bothering|hassling"
    r"|badgering|disturbing|messaging|texting|emailing)"
)
_DONE_TO = r"(?:chased|reminded|nudged|prodded|pinged|prompted|chivvied)"
_THINGS = r"(?:reminders?|nudges?|notifications?|alerts?|chasers?|prompts?|pings?)"
_SOMEBODY = r"(?:(?:me|us|him|her|them)\b|\x00)"
_ALL_OF = r"(?:(?:my|the|all|your) )*"
_POLITELY = r"(?:(?:please|ok|okay|no|but|and|sorry|actually|well|thanks|just|yes|right|so|hi|hello) )*"
_ENDING = r"(?: please| now| \?)*$"
_NOTHING_ELSE = r"(?! (?:the|a|an|my|any|your) (?!reminders?|nudges?|more))"
"""Not "do not text me the report"."""

_STOP = _any_of(
    rf"\b(?:not|never|stop|no|without|cease|quit) (?:please )?(?:ever |to )?(?:be )?"
    rf"(?:{_VERB}|{_VERBING}|email|contact|write to) (?:me|us)\b{_NOTHING_ELSE}",
    r"\bstop sending (?:me |us )?(?:these|those|them|this|messages|so many)\b",
    rf"\b(?:not|never) (?:want|need|wish) (?:to be )?(?:{_DONE_TO}|{_VERBING})\b",
    r"\b(?:not|never) send (?:me |us )?(?:anything|things|stuff|messages|any more|any)\b",
    rf"\bno more (?:{_VERBING}|nudges?)\b",
)
_NOT_BEFORE = _any_of(
    rf"^{_POLITELY}(?:not|nothing|no more|none) (?:before|until|till)\b",
    rf"^{_POLITELY}(?:only after|after)\b",
    rf"^{_POLITELY}not now\b",
)
_LIFTED = _any_of(
    rf"\b(?:turn|switch|put|set|have|get|start|bring)\b(?: \S+)? {_ALL_OF}{_THINGS}(?: \S+)?"
    r" (?:back )?(?:on|back|again)\b(?! (?:hold|pause|ice|mute|to))",
    rf"\b(?:turn|switch|put)(?: (?:back|on))+ {_ALL_OF}{_THINGS}\b",
    r"\b(?:turn|switch|put|get) them back on\b",
    rf"\b(?:start|begin|resume|restart|carry on|go back to|go on|continue|keep)(?: with)? {_ALL_OF}"
    rf"(?:{_VERBING} (?:me|us)|sending me {_ALL_OF}{_THINGS}|{_THINGS})",
    rf"\b(?:can|may|could|ok to|okay to|fine to|free to|happy for you to|please) (?:now )?{_VERB} me"
    r" (?:now|again)\b",
    rf"^{_POLITELY}{_VERB} me again{_ENDING}",
    rf"\b{_VERB} me (?:again )?(?:at )?(?:any ?time|whenever)\b",
    rf"^{_POLITELY}any ?time(?: is| will)?(?: be)? (?:fine|ok|okay|good)\b",
    r"\b(?:un ?mute|un ?snooze|un ?pause|unsilence)\b",
    r"\b(?:end|lift|cancel|stop|undo|clear|remove|drop|finish)(?: (?:my|the|this|that))*"
    r" (?:snooze|snoozing|pause|mute|silence)\b",
    rf"\b{_THINGS} (?:back )?on(?: again)?{_ENDING}",
)
_COMING = _any_of(
    r"\b(?:what|when|which|who|whom|how often|how soon)\b.*\b(?:will|are|do|would|shall|going to)\b"
    rf".*\b{_VERB} {_SOMEBODY}",
    r"\b(?:what|when|which|who|whom|how often|how soon)\b.*\b(?:are|be|is)\b"
    rf".*\b{_VERBING} {_SOMEBODY}",
    rf"\b(?:what|when|which)\b.*\b(?:be|get|being) {_DONE_TO}\b",
    rf"\b(?:what|which|when|any|list|show|see|how many|view)\b.*\b{_THINGS}\b"
    r".*\b(?:coming|due|next|ahead|planned|scheduled|for me|to come|on (?:the|their) way|lined up|will"
    r"|am i|do i|have i|i have|i get|going to|set)\b",
    r"\b(?:what|which|when|list|show|see|view)\b.*\b(?:next|my|upcoming|coming|planned)"
    rf" (?:\w+ )?{_THINGS}\b",
    rf"^{_POLITELY}(?:my )?(?:next |upcoming |coming )?{_THINGS}"
    rf" (?:coming up|to come|for me|ahead){_ENDING}",
    rf"^{_POLITELY}my (?:next |upcoming |coming )?{_THINGS}{_ENDING}",
)
_STOPPING = re.compile(
    r"\b(?:stop|pause|snooze|mute|hold|silence|suspend|off|quiet|no|not|never|skip|cancel|postpone|put"
    r"|delay|why)\b"
)
_CHASED = re.compile(rf"\b(?:get|have|want|need|getting|make sure)\b.*\b{_DONE_TO}\b")
_HAVE_CHASED = re.compile(rf"^{_POLITELY}have (?:(?!been)\S+ ){{1,4}}{_DONE_TO}\b")
_CHASE_THEM = re.compile(
    r"(?:^|\? |\b(?:and|then|please|so|just|you) )(?:chase|nudge|remind|prod|ping|poke)(?: up)?"
    r" (?:them|him|her|those|these|everyone|everybody)\b"
)
_TELL_THEM = re.compile(
    r"\b(?:tell|email|mail|message|text|ring|call|contact|write to|drop)\b"
    r" (?:(?:all|the|those|any|a line to) )*"
    r"(?:people|everyone|everybody|those|them|authors?|anyone|anybody|whoever|stragglers|ones|late ones"
    r"|colleagues|lot)\b"
)
_WHOM_TO_CHASE = re.compile(
    r"\b(?:who|whom|which|anyone|anybody|whose)\b.*\b(?:need|needs|to|should|must|shall|can|do)"
    rf" (?:be |i |we )*(?:(?:to )?{_VERB}|{_VERBING}|{_DONE_TO})(?: up)?\b(?! me\b)"
)
_LASTS = re.compile(
    r"\b(?:for|another) (?:the )?"
    r"(?:(?:a|an|one|two|three|four|five|six|seven|ten|\d\d?|a couple of|couple of|a few) )?"
    r"(?:whole |full )?(?:days?|weeks?|fortnight)\b"
)
_REFUSED = re.compile(
    rf"\b(?:not|never|no) (?:please )?(?:ever )?(?:{_VERB}|start|turn|switch|put|send|have)\b"
)


def turns(words: Sequence[str], *, asked: bool) -> set[str]:
    """The cues that these words give; `asked` says that the sentence is a question."""
    text = " ".join(words)
    found = set()
    if is_lifted(words):
        found.add("LIFTED")
    elif _STOP.search(text):
        found.add("QUIETLY")
    if _NOT_BEFORE.search(text):
        found.add("NOTBEFORE")
    if _COMING.search(text) and not _STOPPING.search(text):
        found.add("NUDGESCOMING")
    if (_CHASED.search(text) and not asked) or _HAVE_CHASED.search(text):
        found.add("CHASE")
    if _CHASE_THEM.search(text):
        found.add("CHASETHEM")
    if _TELL_THEM.search(text):
        found.add("TELLTHEM")
    if _WHOM_TO_CHASE.search(text) and asked:
        found.add("WHOMTOCHASE")
    return found


def lasts(words: Sequence[str]) -> bool:
    """Whether a length in days or weeks is said: "quiet for a week"."""
    return bool(_LASTS.search(" ".join(words)))


def is_lifted(words: Sequence[str]) -> bool:
    """Whether reminders are to come again: "turn reminders back on"; not "do not remind me again"."""
    text = " ".join(words)
    return bool(_LIFTED.search(text)) and not _REFUSED.search(text)
