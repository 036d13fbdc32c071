"""The forms that sentences of office take, over words in which names and days have been marked.

`@p` stands for a person, `@s` for a school and `@d` for a day or span with the word that introduces it. A
form fits a whole sentence or not at all: what merely mentions a report on the way to something else is left
to the intents. Named parts: `who` owns the duty or is away, `to` gets it or was sent it, `when` is the new
day, `back` the first day back, `longer` a length, `why` the words that are themselves the reason; a report
that is `owned` has to be said to be somebody's, one that is `mine` the speaker's.
"""

from __future__ import annotations

import re
from enum import StrEnum


class OfficeKind(StrEnum):
    """What somebody in office, an author or a headteacher wants done."""

    AWAY = "away"
    BACK = "back"
    EXTEND = "extend"
    EXCUSE = "excuse"
    REASSIGN = "reassign"
    WITHDRAW = "withdraw"
    ACKNOWLEDGE = "acknowledge"
    INACCURATE = "inaccurate"
    DELIVERIES = "deliveries"


_BEFORE = (
    r"(?:(?:please|ok|okay|hi|hello|thanks|thank you|can|could|would|will|you|we|i|want|need|like|to|let us"
    r"|just|kindly|now|also|and|so|yes) )*?"
)
_AFTER = r"(?: (?:please|thanks|thank you|now|again|for me|yet|\?))*"

_OF_A_REPORT = (
    r"(?:the|a|an|her|his|their|my|our|this|that|any|last|latest|overdue|late|outstanding|missing|visit"
    r"|half termly|@p|@s|@d|from|on|for|of|about|at|by)"
)
_OF_THIS_REPORT = (
    r"(?:on|for|about|at|from|of|by|the|visit|his|her|their|my|our|@p|@s|@d"
    r"|(?:that )?(?:i|he|she) (?:filed|wrote|sent|submitted))"
)
_REPORT = rf"(?:{_OF_A_REPORT} )*reports?(?: {_OF_THIS_REPORT})*"
_DUTY = rf"(?:{_REPORT}|(?:the |her |his |their )?@s(?: one| visit)?)"
_DEADLINE = r"(?:(?:the|her|his|their|@p|@s) )*(?:deadline|due date)"
_WHEN = r"(?:(?:on|for|in|starting|all) )?(?P<when>@d)"
_LENGTH = (
    r"(?P<longer>(?:(?:another|a further|an extra|a|an|one|two|three|four|five|\d\d?) )?"
    r"(?:more |extra )?(?:working )?(?:days?|weeks?|fortnight))"
)

_AWAY = (
    r"(?:away|off(?: (?:sick|ill|work))?(?: with (?:a |an |the )?\w+(?: \w+)?)?|ill|sick|poorly|unwell"
    r"|signed off|not in|not working|unavailable|out of (?:the )?office"
    r"|on (?:(?:a|\w+) )?(?:leave|holiday|course|jury service|sabbatical|secondment))"
)
_TELL = r"(?:(?:note|record|log)(?: that)? )?"
_MARK = r"(?:mark|set|put|show|record|note|log|list|flag)"
_HOW_LONG = (
    rf"(?: until further notice| {_WHEN})?(?: with \w+)?"
    r"(?: (?:and )?(?:is |will be )?back (?:on |in )?(?P<back>@d))?"
)
_NEED_NOT = (
    r"(?:need not|need no longer|does not need to|does not have to|do not need to|do not have to"
    r"|no longer needs to|no longer has to|is not required to|should not have to|is excused from)"
)
_TO_FILE = r"(?:for|on|to (?:file|write|do|finish|submit|complete))"
_DO = r"(?:file|write|do|submit|send|filing|writing|doing)"
_ELSE = r"(?:somebody|someone|anybody|anyone) else"
_TAKE_ON = r"(?:take over|take on|pick up)"
_NOT_RIGHT = (
    r"(?:(?:not|is not) (?:(?:quite|entirely|completely|fully|all|strictly) )?(?:accurate|right|correct|true)"
    r"|(?:factually )?(?:inaccurate|incorrect|wrong|untrue|mistaken))"
)
_SAY = r"(?:(?:say|tell you|point out|flag|let you know) (?:that )?)?"
_MISTAKES = (
    r"(?:(?:a|an|some|several|two|a few) )?(?:factual )?"
    r"(?:(?:mistake|error|inaccuracy)|(?:mistakes|errors|inaccuracies)|something wrong)"
)
_REACHED = r"(?:got|get|had|received|receive|seen|see|read|been sent|been given|had sight of|acknowledged)"
_ANYBODY = (
    r"(?:(?P<to>@p)|(?:the |my )?(?:head|headteacher|chair|sip|ceo|deputy ceo|lead sip)"
    r"|everyone|everybody|anyone|anybody)"
)
_GONE = r"(?:(?:sent|delivered|emailed|mailed)(?: out)?|gone(?: out)?|arrived|go out|arrive|get sent|go)"

_FORMS: dict[OfficeKind, tuple[str, ...]] = {
    OfficeKind.AWAY: (
        rf"{_TELL}(?P<who>@p) (?:(?:is|are|will be|has been|is going to be) )?(?P<why>{_AWAY})(?: now)?"
        rf"{_HOW_LONG}",
        rf"{_TELL}(?P<who>@p) has (?:gone|called in|phoned in|rung in|gone home) (?P<why>{_AWAY}){_HOW_LONG}",
        rf"{_MARK} (?P<who>@p) (?:down )?(?:(?:as|to|as being) )?(?P<why>{_AWAY}){_HOW_LONG}",
        rf"(?P<who>i) (?:am|will be|am going to be) (?P<why>{_AWAY}) {_WHEN}",
    ),
    OfficeKind.BACK: (
        rf"{_TELL}(?P<who>@p) (?:(?:is|will be) )?(?:now )?back"
        rf"(?: (?:at work|in|in the office|from (?:\w+ )?(?:leave|holiday)))?(?: {_WHEN})?",
        rf"{_MARK} (?P<who>@p) (?:as |to |down as )?"
        rf"(?:back|returned|available|available again|no longer away)(?: {_WHEN})?",
        rf"{_TELL}(?P<who>@p) has (?:come back|returned|got back)"
        rf"(?: (?:to work|from (?:\w+ )?(?:leave|holiday)))?(?: {_WHEN})?",
        rf"{_TELL}(?P<who>@p) is (?:no longer|not) {_AWAY}(?: any more)?",
        rf"(?:unmark|un mark) (?P<who>@p)(?: as {_AWAY})?",
    ),
    OfficeKind.EXTEND: (
        rf"extend {_REPORT}(?: (?:to |until )?{_WHEN}| by {_LENGTH})?",
        rf"extend {_DEADLINE} (?:for|of|on) {_DUTY}(?: {_WHEN}| by {_LENGTH})?",
        rf"(?:give|allow|grant|let) (?P<who>@p) (?:have )?{_WHEN} {_TO_FILE} {_DUTY}",
        rf"(?:give|allow|grant) (?P<who>@p) (?:more time|longer|an extension|extra time) {_TO_FILE} {_DUTY}"
        rf"(?: {_WHEN})?",
        rf"(?:give|allow|grant|let) (?P<who>@p) (?:have )?{_LENGTH} {_TO_FILE} {_REPORT}",
        rf"(?P<who>@p) (?:(?:can|may|could) have|needs) {_WHEN} {_TO_FILE} {_DUTY}",
        rf"(?:move|push|put|change|shift)(?: back)? {_DEADLINE} (?:for|of|on) {_DUTY}(?: back)? {_WHEN}",
        rf"(?:move|push|put|postpone|delay)(?: back)? {_REPORT}(?: back)? {_WHEN}",
    ),
    OfficeKind.EXCUSE: (
        rf"(?:excuse|exempt|release) (?P<who>@p) (?:from )?(?:(?:filing|writing|doing|submitting) )?{_DUTY}",
        rf"(?:excuse|waive|write off|cross off|strike off) {_REPORT}",
        rf"let (?P<who>@p) off {_DUTY}",
        rf"(?P<who>@p) (?:can|may) (?:skip|miss|leave out) {_REPORT}",
        rf"(?P<who>@p) {_NEED_NOT} {_DO} {_REPORT}",
        rf"(?P<who>@p) {_NEED_NOT} (?:report|reporting) (?:on|for|about) (?:the )?@s(?: visit)?",
        rf"(?:there is )?no need for (?P<who>@p) to"
        rf" (?:{_DO} {_REPORT}|report (?:on|for|about) (?:the )?@s(?: visit)?)",
        r"no report is needed (?:from (?P<who>@p) )?(?:on|for|about) (?:the )?@s(?: visit)?",
    ),
    OfficeKind.REASSIGN: (
        rf"(?:reassign|re assign|transfer|assign|reallocate|re allocate) {_REPORT} (?:over )?to (?P<to>@p)",
        rf"(?:give|hand|pass|move|switch|swap)(?: over)? (?P<owned>{_REPORT}) (?:over |on )?to (?P<to>@p)",
        rf"(?:reassign|re assign|reallocate|re allocate) (?P<owned>{_REPORT})(?: (?:over )?to {_ELSE})?",
        rf"(?:give|hand|pass|transfer|assign|switch)(?: over)? (?P<owned>{_REPORT}) (?:over |on )?to {_ELSE}",
        rf"(?:give|hand|assign) (?P<to>@p) (?P<owned>{_REPORT})",
        rf"(?:let|have) (?P<to>@p) (?:do|write|file|take|{_TAKE_ON}) (?P<owned>{_REPORT})",
        rf"(?P<to>@p) (?:will|can|is going to) (?:do|write|file|take) (?P<owned>{_REPORT})",
        rf"(?P<to>@p) (?:(?:will|can|is going to) )?{_TAKE_ON} (?P<owned>{_REPORT})",
        rf"make (?P<to>@p) responsible for {_REPORT}",
    ),
    OfficeKind.WITHDRAW: (
        rf"(?:withdraw|take back|take down|retract|unfile|unsubmit|un submit|rescind) {_REPORT}",
        rf"take {_REPORT} back",
        rf"(?P<why>i (?:have )?(?:filed|sent|submitted|put in) {_REPORT} (?:for|against|on|under|to)"
        r" the wrong school)",
        rf"{_REPORT} (?P<why>(?:is|was|was filed|has been filed) (?:for|against|on|under) the wrong school)",
    ),
    OfficeKind.ACKNOWLEDGE: (
        rf"(?:i )?acknowledge (?:receipt of )?(?:{_REPORT}|it|this|that)",
        r"i (?:(?:can )?confirm (?:that )?)?(?:i )?have (?:now |just )?"
        rf"(?:read|seen|received|read through|looked at) (?:{_REPORT}|it|this|that)"
        r"(?: and acknowledge it)?(?: acknowledged)?",
        rf"(?:have )?seen (?:{_REPORT}|it)",
        rf"mark {_REPORT} as (?:acknowledged|read|seen)",
        r"(?:(?:read and|the report is|report|it is) )?acknowledged",
        r"(?:the )?report (?:received|read|seen)(?: and (?:read|noted|acknowledged))*",
    ),
    OfficeKind.INACCURATE: (
        rf"{_SAY}(?:(?:something|part|some|parts|a few things|a fact) (?:of|in) )?{_REPORT}"
        rf" (?:(?:is|was|are) )?{_NOT_RIGHT}",
        rf"{_SAY}there (?:is|are) {_MISTAKES} in {_REPORT}",
        rf"{_SAY}{_REPORT} (?:has|contains|has got) {_MISTAKES}(?: in it)?",
        rf"(?:i )?(?:do not think|do not believe) (?:that )?{_REPORT} is (?:(?:quite|entirely) )?"
        r"(?:accurate|right|correct|true)",
        rf"(?:i )?(?:do not agree|disagree) with {_REPORT}",
        rf"{_REPORT} (?P<why>says .+ but .+)",
    ),
    OfficeKind.DELIVERIES: (
        rf"who (?:(?:has|have|is) )?(?:{_REACHED}|has|was sent|was given) {_REPORT}(?: so far)?",
        rf"(?:has|did|have) {_ANYBODY} {_REACHED} {_REPORT}",
        rf"(?:has|have|is|was|did) (?P<mine>{_REPORT}) (?:been )?{_GONE}(?: to (?P<to>@p))?",
        rf"(?:has|have|did) {_REPORT} (?:reach|reached|been sent to|got to|get to|go to|gone to) {_ANYBODY}",
        rf"(?:who|where) (?:did|has|was) {_REPORT}"
        r" (?:go to|gone to|go|gone|sent to|been sent to|been sent|sent)",
        rf"(?:who|whom) (?:did|have) you (?:send|sent) {_REPORT} to",
    ),
}

FORMS: tuple[tuple[OfficeKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"{_BEFORE}{form}{_AFTER}")) for kind, forms in _FORMS.items() for form in forms
)
"""In this order; the first that fits a whole sentence."""
