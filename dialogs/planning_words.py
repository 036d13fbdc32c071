"""How people speak of the plan of a year's visits that was just shown: the forms of their sentences."""

from __future__ import annotations

import re
from datetime import date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_ANY_DAY = r"(?P<weekday>mon|tue|wed|thu|fri)[a-z]*"
_PLEASE = (
    r"^(?:(?:please|pls|can you|could you|can we|could we|let's|lets|let me|i want to|i'd like to|and|but|ok"
    r"|okay|right|now|then|actually|yes|just),? )*"
)
_END = r"(?:,? (?:please|pls|then|now|thanks|thank you|for now|a moment|a minute))*[.!?]*$"
_MONTH = r"(?: in (?P<month>[a-z]+))?"
_BOOKING = r"(?:booking|it|that|there|the booking|the invitations|the invites|sending)"


def _form(text: str) -> re.Pattern[str]:
    return re.compile(f"{_PLEASE}(?:{text}){_END}", re.IGNORECASE)


PLAN = _form(
    r"(?:we need to |help me |start )?(?:plan|schedule|planning|propose|draw up|work out|sort out|do|map out)"
    r" .*\bvisits?\b.*|(?:a |the )?visits? plan for .*|plan out next year"
)
NOT_ON = _form(
    r"(?:not|never|nothing|none|no visits?|no|avoid|without|don't use|dont use|leave out|keep off"
    rf"|anything but|any day but) (?:on )?(?:a |any )?{_ANY_DAY}|{_ANY_DAY.replace('weekday', 'no')}"
    r" (?:is|are|'s)?(?: a)? ?(?:no good|no go|out|bad|won't do|wont do|don't work|dont work|doesn't work)"
)
BOOK = _form(
    r"(?:go ahead(?: and)? |do )?(?:book|send)(?: (?:it|them|the))?(?: (?:all|lot|whole lot|them|plan"
    r"|whole plan|everything|visits|all the visits|all of them|all of it|in|whole year|year|invites"
    r"|invitations))+|book (?:it|this|that)|go ahead and book"
)
STOP = _form(rf"(?:stop|pause|hold|wait|halt)(?: on)?(?: {_BOOKING})?")
GO_ON = _form(
    r"(?:go on|carry on|continue|resume|keep going|restart|start again|try again"
    r"|try (?:them|those|it|the failed ones) again)"
    rf"(?: (?:with )?{_BOOKING})?"
)
HOW_FAR = _form(
    r"how (?:far (?:is it|are (?:we|you|they)|is the booking|along|have you got)"
    r"|(?:is|'s) (?:it|the booking|that) (?:going|doing|getting on)|many (?:are|have been)"
    r" (?:booked|done|sent))"
    r"|progress|where are we|is it done|are they (?:all )?(?:booked|done|in)|status|done yet"
    r"|what(?:'s| has|s)? (?:failed|gone wrong|went wrong)|which (?:ones )?failed|any failures|did any fail"
    r"|anything fail(?:ed)?"
)
_ALL_OF_IT = (
    r"(?:(?:with|on|of|in|the|all|out|them|this|that|booking|sending|putting|invitations|invites|visits?"
    r"|plan|year's)(?:\s+|(?=[\s,.!?]|$)))+"
)
_OF_BOOKING = rf"(?=.*\b(?:book(?:ing)?|invitations|invites|visits? plan|plan|visits)\b){_ALL_OF_IT}"
STOP_BOOKING = _form(rf"(?:stop|pause|hold|wait,? stop|wait with|halt)\s+{_OF_BOOKING}")
GO_ON_BOOKING = _form(rf"(?:go on|carry on|continue|resume|keep on|restart)\s+{_OF_BOOKING}")
HOW_FAR_BOOKING = _form(
    r"how (?:far|is|are|'s)(?: (?:is|are|has))? (?:the )?(?:booking|plan|booking of (?:the )?visits"
    r"|invitations|invites)(?: of (?:the )?visits)?(?: (?:going|doing|getting on|got|gone|along))?"
    r"|(?:progress|status) (?:of|on|with) (?:the )?(?:booking|plan|invitations|visits plan|visit plan)"
    r"|are (?:all )?the (?:visits|invitations|invites) (?:all )?(?:booked|out|sent)(?: yet| now)?"
)
"""Those three name what is stopped, gone on with or asked after, so that nothing need have been shown."""
_OF_MEETINGS = (
    r"(?=.*\b(?:meetings?|boards|EITs)\b)(?:(?:with|on|of|in|the|all|out|booking|book|sending|putting"
    r"|invitations|invites|for|meetings?|boards|EITs|plan|year's|this)(?:\s+|(?=[\s,.!?]|$)))+"
)
STOP_MEETINGS = _form(rf"(?:stop|pause|hold|wait,? stop|wait with|halt)\s+{_OF_MEETINGS}")
GO_ON_MEETINGS = _form(rf"(?:go on|carry on|continue|resume|keep on|restart)\s+{_OF_MEETINGS}")
HOW_FAR_MEETINGS = _form(
    r"how (?:far|is|are|'s)(?: (?:is|are|has))? (?:the )?(?:booking|plan|invitations|invites) (?:of|for)"
    r" (?:the )?(?:year's )?(?:meetings|boards)(?: (?:going|doing|getting on|got|gone|along))?"
    r"|(?:progress|status) (?:of|on|with) (?:the )?(?:booking of (?:the )?meetings|meetings?(?:' )?(?: plan"
    r"| booking)?)|are (?:all )?the (?:meetings|boards) (?:all )?(?:booked|out|sent)(?: yet| now)?"
)
"""The same, of a plan of meetings."""
ALL_VISITS = _form(
    r"(?:go ahead(?: and)? )?book (?:all )?(?:of )?(?:the |our )?(?:whole )?(?:visits(?: plan)?"
    r"|plan of visits)|(?:show (?:me )?|see )(?:the )?(?:visits? plan|plan of (?:the )?visits)(?: again)?"
)
"""Booking or looking at a plan that is said to be the one of visits."""
SHOW = _form(
    r"(?:show (?:me )?|see )?(?:the )?(?:(?:visits? )?plan(?: of (?:the )?visits)?|preview|overview)"
    r"(?: again)?"
    r"|(?:any |what |show )?(?:the )?(?:conflicts|clashes|problems|gaps)|what(?:'s| is|s) (?:missing|wrong)"
    r"|what has no day"
)
BY = _form(
    r"(?:show (?:me |it |them |the plan )?|see (?:it |them )?|the plan |list (?:it |them )?|preview )?"
    r"(?:it )?by (?:each )?(?P<by>school|sip|partner|sips|schools|partners|person)"
)
OF = _form(
    r"(?:show (?:me )?|see |what about |how about |what(?:'s| is|s) (?:planned|there|proposed) for "
    r"|when (?:is|are) |open )?(?:the )?(?:visits (?:of|to|for|by) )?(?P<of>\S+(?: \S+){0,4}?)(?:'s?)?"
    r"(?: visits| plan| days)?"
)
SWAP = _form(rf"(?:swap|exchange|switch) (?P<one>.+?) (?:and|with|for) (?P<other>.+?){_MONTH}")
LEAVE = _form(rf"(?:leave out|drop|skip|take out|remove|cancel|leave off) (?P<one>.+?){_MONTH}")
MOVE = _form(
    r"(?:move|put|shift|change|switch|have|make) (?P<one>.+?) (?:to|on|for) (?P<day>.+?)(?: instead)?"
)
MONTH_NAMED = re.compile(
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
MONTHS = {f"{date(2000, n, 1):%b}".casefold(): n for n in range(1, 13)}
DRESS = re.compile(
    r"\b(?:the|visits?|standard|appraisal|one|in|of|to|for|at|from|on)\b|'s?(?=\s|$)", re.IGNORECASE
)
"""What stands around the name of a school whose visit is meant."""
A_DAY = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?")
"""A day without its month."""


def month_of(name: str | None) -> int | None:
    """The number of the month that a word names; None for none."""
    return MONTHS.get((name or "")[:3].casefold())
