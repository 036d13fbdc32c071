"""The forms that sentences about networks, training and the pool of SLEs take, over words in which names and
days have been marked.

`@p` stands for a person, `@s` for a school and `@d` for a day or span with the word that introduces it. A
form fits a whole sentence or not at all. Named parts: `topic` or `about` is the subject, `noun` what is asked
for, `when` the day or span, `new` the day something is moved to, `who` a person, `rest` what is arranged.
"""

from __future__ import annotations

import re
from enum import StrEnum


class InstituteKind(StrEnum):
    """What somebody wants of the Institute of Education."""

    LIST = "list"
    NEXT = "next"
    INVITED = "invited"
    CAME = "came"
    NOTE = "note"
    COMING = "coming"
    NOT_COMING = "not coming"
    WHO_COMES = "who comes"
    ARRANGE = "arrange"
    MOVE = "move"
    CANCEL = "cancel"
    POOL = "pool"
    DOING = "doing"


_BEFORE = (
    r"(?:(?:please|ok|okay|hi|hello|thanks|can|could|would|will|you|we|i|want|need|like|to|let us|just|kindly"
    r"|also|and|so|yes|tell me|let me know|remind me) )*?"
)
_AFTER = r"(?: (?:please|thanks|thank you|now|again|for me|at the moment|currently|yet|\?))*"

_NOT_TOPICS = (
    r"(?:a|an|and|the|any|all|my|our|your|this|that|next|last|on|in|at|for|to|of|with|about|from|by|is|are|am"
    r"|i|we|do|does|what|when|where|who|which|how|show|list|guidance|help|advice|criteria|should|must"
    r"|sip|sips|partners?|board|boards|visits?|reports?|meetings?|eit|progress|subject|subjects|upcoming"
    r"|more|new|free|up|me|us|some|there|it|sle|sles|specialists?|leaders?|head|heads|their|his|her"
    r"|arrange|organi[sz]e|book|plan|put|schedule|create|add|run|hold|set|move|cancel|call|change|postpone"
    r"|reschedule|push|shift|bring|scrap|drop|note|record|log|no|not|or|can|networks?|training)"
)
_WORD = rf"(?!{_NOT_TOPICS}(?: |$))[a-z][a-z&'/-]*"
_TOPIC = rf"{_WORD}(?: (?:and |in |of )?{_WORD}){{0,3}}?"

_NETWORKS = r"(?:subject )?(?:networks?(?: (?:meetings?|sessions?|events?|groups?))?|network meet ups?)"
_TRAINING = (
    r"(?:(?:cpd|training|inset)(?: (?:events?|sessions?|days?|courses?|opportunities))?|trainings"
    r"|courses?|workshops?|twilights?(?: sessions?)?)"
)
_NOUN = (
    rf"(?P<noun>{_NETWORKS}|{_TRAINING}|networks? (?:and|or) {_TRAINING}|{_TRAINING} (?:and|or) networks?)"
)
_ONE = rf"(?P<noun>{_NETWORKS}|{_TRAINING})"
_WHEN = r"(?:(?:in|during|over|for|on|of|this) )?(?:the )?(?P<when>@d)"
_FOR = rf"(?:on|for|in|about|around) (?:the )?(?P<about>{_TOPIC})"

_ASK = (
    r"(?:(?:what|which|list|show|see|give|find|me|us|all|any|some|the|our|of|is|are|there|do|we|have|got"
    r"|more|other|upcoming|future|planned) )*?"
)
_IS_ON = (
    r"(?: (?:is|are|there|on|coming|up|running|happening|planned|booked|scheduled|available|being|held|we"
    r"|i|can|go|have|do|got|for us|for me|to|offered|arranged|lined|in the diary|taking|place|offer))*?"
)
_THE_EVENT = rf"(?:(?:the|a|our|that|this|last|latest|next) )*(?:(?P<topic>{_TOPIC}) )?{_ONE}(?: {_FOR})?"
_CLOCK = r"(?: (?:at )?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)?)?"
_ON_DAY = rf"(?:{_CLOCK}(?: (?:on|of|from|in|for))?(?: the)? (?P<when>@d))?{_CLOCK}"
_ARRANGE = r"(?:set up|arrange|organi[sz]e|book|plan|put on|schedule|create|add|run|hold)"
_SLES = r"(?:sles?|specialists?|specialist leaders?)"
_IN = rf"(?: (?:for|in) (?P<about>{_TOPIC}))?"
_FREE = (
    r"(?:free|available|not deployed|undeployed|(?:any|some|much)? ?(?:time|days?|capacity|room)"
    r"(?: (?:free|left|to spare|spare))?|(?:spare|free) (?:time|capacity|days?)|unallocated)"
)

_FORMS: dict[InstituteKind, tuple[str, ...]] = {
    InstituteKind.INVITED: (
        rf"(?:what|which (?:events?|{_TRAINING}|{_NETWORKS})) (?:am i|have i been|are we) "
        rf"(?:invited|going|booked|down|coming)(?: (?:to|on|onto|for))?(?: {_WHEN})?",
        rf"(?:show |list |what are )?(?:me )?my (?:invitations|invites|networks|training|cpd|events"
        rf"|upcoming events|training events|cpd events)(?: {_WHEN})?",
        r"(?:have|do) i (?:have |got |been )*(?:any |invited )?(?:invitations|invites|to anything)",
        r"am i invited to anything",
    ),
    InstituteKind.NEXT: (
        rf"(?:when|where) (?:is|are) (?:the |our )?next (?:(?P<topic>{_TOPIC}) )?{_ONE}(?: {_FOR})?",
        rf"(?:what is )?(?:the )?next (?:(?P<topic>{_TOPIC}) )?{_ONE}(?: {_FOR})?",
        rf"when (?:does|do|is|are) (?:the |our )?(?:(?P<topic>{_TOPIC}) )?{_ONE}(?: {_FOR})?"
        r"(?: (?:people|group))?(?: next)?(?: (?:meet|meeting|on|happening|running|taking place))?(?: next)?",
    ),
    InstituteKind.CAME: (
        rf"(?:who|how many|how many people) (?:came|went|turned up|was|were|has been|attended|made it|got)"
        rf"(?: (?:to|at|for|up at))? {_THE_EVENT}{_ON_DAY}",
        rf"(?:show )?(?:me )?(?:the )?(?:attendance|register|attendees|turnout)(?: list)? (?:for|at|of|from) "
        rf"{_THE_EVENT}{_ON_DAY}",
    ),
    InstituteKind.NOTE: (
        rf"(?:note|record|log|say|enter|fill in|take|mark|do)(?: down)? (?:who (?:came|was there|attended)"
        rf"|attendance|the attendance|the register|a register)"
        rf"(?: (?:to|at|for|of))?(?: {_THE_EVENT})?{_ON_DAY}",
    ),
    InstituteKind.WHO_COMES: (
        rf"(?:who|how many|how many people) (?:is|are|can|will be|have said they are|has said they are)"
        rf" (?:coming|going|attending|come|attend|coming along)(?: to)? {_THE_EVENT}{_ON_DAY}",
        rf"who (?:can not|is not|are not|will not be) (?:come|coming|make|attending|attend)(?: to)? "
        rf"{_THE_EVENT}{_ON_DAY}",
        rf"(?:show me )?(?:the )?(?:replies|responses|answers)(?: so far)? (?:for|to) {_THE_EVENT}{_ON_DAY}",
    ),
    InstituteKind.COMING: (
        rf"i (?:am|will|can|would love to|am happy to)(?: be)? "
        rf"(?:coming|come|attending|attend|going|make|make it|be there|there)(?: (?:to|at|for))?"
        rf"(?: {_THE_EVENT})?{_ON_DAY}",
        rf"(?:count me in|put me down|sign me up)(?: (?:for|to))?(?: {_THE_EVENT})?{_ON_DAY}",
    ),
    InstituteKind.NOT_COMING: (
        r"(?:sorry )?i (?:can not|am not|will not|am unable to|am not able to|can not be)(?: be)? "
        rf"(?:coming|come|attending|attend|going|make|make it|be there|there|able to (?:come|attend|make it))"
        rf"(?: (?:to|at|for))?(?: {_THE_EVENT})?{_ON_DAY}",
        rf"count me out(?: (?:of|for))?(?: {_THE_EVENT})?{_ON_DAY}",
    ),
    InstituteKind.ARRANGE: (
        rf"{_ARRANGE} (?:(?:a|an|some|the|another|one|new|next) )*(?:@d )?(?:(?P<topic>{_TOPIC}) )?{_ONE}"
        rf"(?: (?:on|for|about|in) (?P<about>{_TOPIC}))?(?P<rest>(?: (?!visits?\b|reports?\b|board\b).+)?)",
    ),
    InstituteKind.MOVE: (
        rf"(?:move|change|postpone|reschedule|put|push|shift|bring forward)(?: back)? {_THE_EVENT}"
        rf"(?: (?:on|of|from) (?:the )?(?P<when>@d))?(?: back)?(?: (?:to|until) )?(?: ?(?P<new>@d))?"
        r"(?P<rest>(?: (?:at|from|to|on|in|-|@s|teams|online|\d[\d.:]*(?:am|pm)?|am|pm))*)",
    ),
    InstituteKind.CANCEL: (rf"(?:cancel|call off|scrap|drop) {_THE_EVENT}{_ON_DAY}",),
    InstituteKind.LIST: (
        rf"{_ASK}(?:(?P<topic>{_TOPIC}) )?{_NOUN}{_IS_ON}(?: {_FOR})?{_IS_ON}(?: {_WHEN})?",
        rf"{_ASK}{_NOUN}{_IS_ON}(?: {_WHEN}) {_FOR}",
        rf"{_ASK}@d (?P<topic>{_TOPIC} )?{_NOUN}",
        rf"what is (?:on|happening|coming up|planned) (?:for|in) (?P<subject>{_TOPIC})(?: {_WHEN})?",
        r"(?:what is on|what events are (?:on|there|coming up)) (?:at|from|with) the institute"
        rf"(?: of education)?(?: {_WHEN})?",
    ),
    InstituteKind.POOL: (
        rf"(?:(?:show|list|see|give|what|who|is|are|in|me|us|the|our|full|whole) )*(?:(?P<topic>{_TOPIC}) )?"
        rf"(?:{_SLES} )?pool(?: of {_SLES})?(?: (?:for|in|by|of) (?P<about>{_TOPIC}))?",
        rf"(?:show me )?(?:the )?pool of (?:(?P<topic>{_TOPIC}) )?{_SLES}{_IN}",
        rf"(?:which|what|who are|are|is|do|have|any|are any|are there any|is there an?|have we got an?y?"
        rf"|do any)(?: of)?(?: the| our)?(?: (?P<topic>{_TOPIC}))? {_SLES}{_IN}"
        rf"(?: (?:are|is|have|has|who are|with|currently|got))* (?P<free>{_FREE})",
        rf"(?:show me |list |who are )?(?:the |our )?(?P<free>free|available|spare) "
        rf"(?:(?P<topic>{_TOPIC}) )?{_SLES}{_IN}",
        rf"(?:who|which {_SLES}) (?:is|are) (?P<free>free|available) (?:for|to help with|in) "
        rf"(?P<subject>{_TOPIC})",
        rf"what (?:is|are) (?:the |our |all |all our |all the )?(?:(?P<topic>{_TOPIC}) )?{_SLES} "
        rf"(?:doing|up to|working on)",
        rf"who (?:has|have we got|do we have) in the (?:{_SLES} )?pool(?: for (?P<about>{_TOPIC}))?",
    ),
    InstituteKind.DOING: (
        r"what is (?P<who>@p) (?:doing|up to|working on)(?: (?:these days|this term|today))?",
        r"(?:is|has) (?P<who>@p) (?:free|available|got (?:any )?(?:time|days|capacity)(?: free| left)?|busy)",
        r"how (?:busy|free) is (?P<who>@p)",
        r"how (?:much|many) (?:time|days|days a week)(?: free| spare)? (?:has|does) (?P<who>@p)"
        r"(?: (?:got|have))?(?: (?:free|left|spare))?",
    ),
}

FORMS: tuple[tuple[InstituteKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(f"{_BEFORE}{form}{_AFTER}")) for kind, forms in _FORMS.items() for form in forms
)
