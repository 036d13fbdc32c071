"""How people speak of the plan of a year's meetings: the forms of their sentences."""

from __future__ import annotations

import re

LONGEST = 200
"""Characters of a sentence about a plan; what is longer is something else."""
_PLEASE, _END = (
    r"^(?:(?:please|pls|can (?:you|we|i)|could (?:you|we)|would you|let's|lets|i'd like to|i want to|just|now"
    r"|right|actually|sorry|thanks|and|but|then|ok(?:ay)?),? )*",
    r"(?:,? (?:please|instead|thanks|either|too|as well))*[.!?]?$",
)


def _form(text: str) -> re.Pattern[str]:
    return re.compile(f"{_PLEASE}(?:{text}){_END}", re.IGNORECASE)


PLAN = _form(
    r"(?:pls |can we |let'?s |let us |i want to |i need to |i'd like to |we need to |help me |time to |"
    r"we should )*"
    r"(?:re)?(?:plan|schedule|timetable|diary|draw up|put together|work out|set up|set out|create|sort out|"
    r"organise|propose|prepare)(?: out)?\b.*\b(?:meetings|boards|PBs|EITs|committees|"
    r"(?:meeting|board) (?:calendar|plan|schedule|dates|programme|cycle|timetable))\b.*"
)
_FINE = (
    r"(?:(?:(?:that|it|this|all|yes|the plan)(?:'s| is)? )?(?:all )?(?:looks? |am |i'm )?(?:very )?"
    r"(?:good|fine|ok|okay|great|happy|perfect|lovely|right)(?: with (?:that|it|this|the plan))?(?: to me)?"
    r"(?:,|\.|;| -|!)? (?:so |and |now |please |pls )*)?"
)
_ALL = (
    r"(?:all(?: of)?(?: (?:it|them|those|the (?:rest|lot)))?|them(?: all)?|the (?:whole )?(?:lot|plan|thing)"
    r"|everything)(?: in (?:the|that) plan)?"
)
_MEETINGS = (
    r"(?:(?:all|of|the|our|those|whole|year's|this|next) )*(?:meetings?|meetings? plan|plan of meetings"
    r"|boards(?: and EITs)?)(?: plan)?(?: (?:for|of) (?:(?:this|next) year|(?:20)?\d\d ?[/-] ?(?:20)?\d\d))?"
)
BOOK = _form(
    rf"(?:yes,? )?{_FINE}(?:go ahead(?: and)? )?book (?:(?:it|them) )?(?:{_MEETINGS}|{_ALL}|it)(?: now)?"
    r"(?: in)?"
)
BOOK_ALL = _form(
    rf"(?:yes,? )?{_FINE}(?:go ahead(?: and)? )?book (?:it )?(?:{_MEETINGS}|{_ALL})(?: now)?(?: in)?"
)
"""The same without a bare "it", which may be something else that was spoken of since."""
HOW_FAR = _form(r"how (?:far (?:is it|are (?:we|you|they)|is the booking|along)|is (?:it|the booking) going)")
NOT_OF_A_PLAN = re.compile(r"\b(?:next|last|visits?|reports?|due|my|overdue|SIPs?)\b(?! training)", re.I)
SHOW = _form(
    r"(?:(?:show (?:me )?)?(?:the )?(?:meeting )?plan(?: again)?|"
    r"(?:are there )?(?:any )?(?:conflicts|clashes|problems)|"
    r"what (?:still )?(?:does|do|did)(?:n't| not) fit|what is (?:missing|wrong))"
)
BY = _form(
    r"(?:show (?:me |it |them )?)?(?:the )?(?:meetings? )?(?:plan )?(?:of (?:the )?meetings )?"
    r"by (?P<by>month|body|school)"
)
SHOW_MEETINGS = _form(
    r"(?:(?:(?:can|could) (?:we|i) )?(?:show|see|open|look at)(?: (?:me|us))?|where(?:'s| is)|what is"
    r"|(?:is|are) there any(?:thing|one)? that (?:doesn't|does not|don't) fit in|what doesn't fit in"
    r"|(?:is|are|what|which)(?: \w+){0,3} (?:without|has no|have no)(?: a)? (?:day|date) in) ?"
    r"(?:the |our |that )?(?:draft )?(?:plan (?:of|for) (?:the )?(?:year's )?(?:meetings|boards)"
    r"|(?:meetings?|boards?) plan)(?: for (?:this|next) year| again| now| got to| up to)*"
)
"""Looking at the plan, where it says that it is the one of meetings."""
WHEN = _form(
    r"(?:(?:when|where)(?:'s| is| are)?|(?:what|which) (?:day|date) (?:is|are)|what(?:'s| is| are) the dates?"
    r" (?:of|for)"
    r"|what(?:'s| is)? (?:have (?:i|we) got |is there |there )?(?:planned |proposed )?(?:for|in)"
    r"|what have (?:i|we) got (?:for|in)|(?:which|what) (?:meetings|boards) are (?:there )?(?:in|for)"
    r"|show (?:me )?|what about|how about) ?(?P<one>.+?)"
    r"(?P<planned> (?:(?:in|on|by) (?:the|that|this|our) (?:draft |meetings? )?(?:plan|draft|proposal)"
    r"(?: of meetings)?|planned(?: for)?|proposed(?: for)?))?"
)
SWAP = _form(r"(?:swap|exchange|switch) (?P<one>.+?) (?:and|with|for) (?P<other>.+?)")
LEAVE = _form(r"(?:leave out|drop|skip|take out) (?P<one>.+?)")
MOVE = _form(
    r"(?:move|put|shift|push|bring) (?P<one>.+?) (?:to|on|back to|forward to) "
    r"(?!(?:my|our) (?:\w+ )?(?:calendar|diary)\b)(?P<day>.+?)"
)
_ASKS = re.compile(
    r"(?:when|what|which|who|where|why|how|is|are|was|will|does|do|did|should)\b", re.IGNORECASE
)
_BE = r"(?:be|go|happen|meet|fall|be held|take place) on"
BE_ON = _form(
    r"(?:(?:(?:can|could|let|i'd like|we'd like|i want|we want|we need) )*(?P<one>.+?) (?:to )?"
    rf"{_BE} (?P<day>.+?)"
    rf"|(?:have|hold) (?P<held>.+?) on (?P<held_on>.+?)"
    rf"|(?P<must>.+?) (?:(?:should|has|have|needs?|must|could|can) )(?:to )?{_BE} (?P<must_on>.+?))"
)
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_HOW_LONG = rf"(?P<many>{'|'.join(NUMBERS)}|\d) (?P<unit>day|week)s?"
_WAY = r"(?P<way>later|earlier|sooner|back|forward|forwards|on)"
SHIFT = _form(
    r"(?P<deed>make|move|push|bring|put|shift|have|hold|do|can) (?P<one>.+?) (?:be )?"
    rf"(?P<said>(?:by )?{_HOW_LONG} {_WAY}|{_WAY.replace('way', 'which')} (?:by )?"
    rf"{_HOW_LONG.replace('many', 'number').replace('unit', 'measure')})"
)


def moved_to(text: str) -> tuple[str, str]:
    """What a sentence wants on a day, and which: `the January EIT`, `the 20th`; empty where it wants none."""
    if found := MOVE.match(text):
        return found["one"], found["day"]
    found = None if _ASKS.match(text) else BE_ON.match(text)
    if found is None:
        return "", ""
    one = found["one"] or found["held"] or found["must"]
    return one, found["day"] or found["held_on"] or found["must_on"]
