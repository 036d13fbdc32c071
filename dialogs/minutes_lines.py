"""The actions of minutes as people type them, one a line: what, who, by when.

Visit the maths department; David Ormerod; 4 December
Sarah Whitlock to send the attendance plan by 27 November
Check the single central record (headteacher, by Friday)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs import wording
from dialogs.forms import NOTHING
from dialogs.understanding.interpret import Interpreter
from strategy.actions.asking_the_eit import check_asks
from strategy.actions.minuting import LONGEST_ACTION, LONGEST_OWNER, MOST_ACTIONS
from strategy.board_requests import AskText, read_ask
from strategy.errors import Invalid
from strategy.minutes import ActionText, Sitting
from strategy.people import Person, Role
from strategy.schools import School
from strategy.trust import Trust

_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013]|\(?\d{1,2}[.):])\s+")
_CALLED_ACTION = re.compile(
    r"^(?:(?:please )?add )?(?:an? |another |the |new )*actions?(?: points?)?(?: (?:no\.? ?)?\d{1,2})?"
    r"\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
"""What says no more than that an action follows."""
_BETWEEN = (re.compile(r"\s*[;|\t]\s*"), re.compile(r"\s+[\u2013\u2014-]\s+"), re.compile(r"\s*,\s*"))
"""What stands between the parts of a line, the surest first."""
_IN_BRACKETS = re.compile(r"^(?P<what>.+?)\s*[(\[](?P<rest>[^()\[\]]+)[)\]]\.?$")
_BY = re.compile(r"[,;:]?\s+(?:by|before|due(?: by| on)?|deadline)(?: the)?(?: end of)?:?\s+", re.IGNORECASE)
_LEADS = re.compile(
    r"^(?:(?:to be done|by|before|due|on|until|for|the|end of|deadline|when):?\s+)+", re.IGNORECASE
)
_TO_DO = re.compile(
    r"^(?P<owner>[^,;:]{2,60}?)(?:\s+(?:to|will|should|must|is to|has to|agreed to)\s+|\s*:\s+)(?P<what>.+)$",
    re.IGNORECASE,
)
_LONGEST_DAY = 40
_SAID = re.compile(
    r"^(?:the |our )?(?:(?P<head>head|ht|headteacher|head teacher|principal)"
    r"|(?P<chair>chair(?: of governors)?|cog)"
    r"|(?P<sip>sip|partner|improvement partner)|(?P<adviser>adviser|sia)"
    r"|(?P<ceo>ceo|chief executive)|(?P<deputy_ceo>deputy ceo|dceo|deputy chief executive)"
    r"|(?P<lead_sip>lead sip)|(?P<governance_professional>clerk|governance professional))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Lines:
    """What reading actions needs: of which meeting they are, None while that is open, and who writes."""

    trust: Trust
    reader: Interpreter
    speaker: Person
    today: date
    sitting: Sitting | None


def read_actions(typed: str, of: Lines) -> tuple[ActionText, ...]:
    """The actions that were typed. Raises ValueError with a sentence about the first line that is unclear."""
    lines = [line for line in (_bare(raw) for raw in typed.splitlines()) if line]
    if len(lines) > MOST_ACTIONS:
        raise ValueError(f"Those are {len(lines)} actions, and at most {MOST_ACTIONS} can be kept.")
    return tuple(_action(number, line, of) for number, line in enumerate(lines, 1))


def _bare(line: str) -> str:
    """A line without its bullet, and without a word that it is an action."""
    return _CALLED_ACTION.sub("", _BULLET.sub("", line)).strip()


def asks_in(typed: str, reviews: Sequence[str]) -> tuple[AskText, ...]:
    """What a Board asks for, one a line. Raises ValueError with a sentence about what cannot be taken."""
    lines = [line for line in (_BULLET.sub("", raw).strip() for raw in typed.splitlines()) if line]
    asks = tuple(read_ask(line, reviews) for line in lines if line.casefold() not in NOTHING)
    try:
        check_asks(asks)
    except Invalid as refused:
        raise ValueError(" ".join(refused.faults.values())) from None
    return asks


def typed_actions(actions: Sequence[ActionText], trust: Trust) -> str:
    """Actions as they would be typed, one a line."""
    return "\n".join(
        f"{_flat(action.what)}; {owner_of(action, trust)}; {action.by.day} {action.by:%B %Y}"
        for action in actions
    )


def owner_of(action: ActionText, trust: Trust) -> str:
    """Who has an action: a name, or the words that were used."""
    return trust.person(action.owner).name if action.owner is not None else action.owner_words


def _flat(text: str) -> str:
    return " ".join(text.split())


def _action(number: int, line: str, of: Lines) -> ActionText:
    parts = _parts(line, of)
    if parts is None:
        raise ValueError(
            f"I couldn't read line {number} of the actions. Please give what, who and by when, with a "
            'semicolon between: "Visit the maths department; David Ormerod; 4 December".'
        )
    what, who, day = parts
    for name, said, most in (("it", what, LONGEST_ACTION), ("who does it", who, LONGEST_OWNER)):
        if len(said) > most:
            raise ValueError(f"Line {number} of the actions: at most {most:,} characters of {name} fit.")
    if of.sitting is not None and day < of.sitting.day:
        raise ValueError(
            f"Line {number} of the actions: {wording.day(day)} is before the meeting. By when is it due?"
        )
    owner = _owner(number, who, of)
    what = wording.capitalised(what)
    return ActionText(what, owner, "" if owner is not None else who, day, _school(what, of))


def _parts(line: str, of: Lines) -> tuple[str, str, date] | None:
    """What, who and by when; None where a line does not say all three."""
    for ways in (_between(_BETWEEN[0]), _bracketed, _sentence, _between(_BETWEEN[1]), _between(_BETWEEN[2])):
        found = ways(line, of)
        if found is not None:
            what, who, day = found
            return what.strip(" ,;:.-"), who.strip(" ,;:.-"), day
    return None


def _between(sign: re.Pattern[str]) -> Callable[[str, Lines], tuple[str, str, date] | None]:
    def read(line: str, of: Lines) -> tuple[str, str, date] | None:
        parts = [part for part in sign.split(line) if part]
        if len(parts) == 2:
            day, said = _day(parts[1], of), _TO_DO.match(parts[0])
            return None if day is None or said is None else (said["what"], said["owner"], day)
        if len(parts) < 3:
            return None
        day = _day(parts[-1], of)
        if day is None:
            return None
        if len(parts) == 3 and _names(parts[0], of) and not _names(parts[1], of):
            return parts[1], parts[0], day
        joined = "; " if ";" in line else ", " if "," in line else " - "
        return joined.join(parts[:-2]), parts[-2], day

    return read


def _bracketed(line: str, of: Lines) -> tuple[str, str, date] | None:
    found = _IN_BRACKETS.match(line)
    if found is None:
        return None
    who, comma, when = found["rest"].rpartition(",")
    if not comma:
        who, _, when = _split_by(found["rest"])
    day = _day(when, of)
    return (found["what"], who, day) if who.strip() and day is not None else None


def _sentence(line: str, of: Lines) -> tuple[str, str, date] | None:
    """`Sarah Whitlock to send the attendance plan by 27 November`."""
    said, by, when = _split_by(line)
    day = _day(when, of) if by else None
    found = _TO_DO.match(said) if day is not None else None
    return None if found is None or day is None else (found["what"], found["owner"], day)


def _split_by(line: str) -> tuple[str, str, str]:
    """What stands before the last "by", the word itself, and what follows it."""
    found = list(_BY.finditer(line))
    if not found:
        return "", "", ""
    return line[: found[-1].start()], found[-1][0], line[found[-1].end() :]


def _day(typed: str, of: Lines) -> date | None:
    """The day that the end of a line names, from the meeting on."""
    said = _LEADS.sub("", typed.strip()).strip(" .")
    if not said or len(said) > _LONGEST_DAY:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        since = of.sitting.day if of.sitting is not None else of.today
        return of.reader.day_meant(said, since, of.trust.calendar, looking="forward")


def _names(typed: str, of: Lines) -> bool:
    return bool(_people(typed, of)) or _SAID.match(typed.strip()) is not None


def _people(typed: str, of: Lines) -> list[int]:
    """Those of the directory of whose names a text is no more than a part."""
    said = set(typed.casefold().split())
    return [
        number
        for number in of.reader.person_named(typed, of.trust)
        if said <= set(of.trust.person(number).name.casefold().split())
    ]


def _owner(number: int, typed: str, of: Lines) -> int | None:
    people = _people(typed, of)
    if len(people) > 1:
        names = wording.listed([of.trust.person(person).name for person in people[:4]], "or")
        raise ValueError(f"Line {number} of the actions: do you mean {names}? Please give the full name.")
    return people[0] if people else _by_office(typed, of)


def _by_office(typed: str, of: Lines) -> int | None:
    """Who holds the office that a text names: of the meeting's school, or of the trust where it is one's."""
    found = _SAID.match(typed.strip())
    if found is None or found.lastgroup is None:
        return None
    office = found.lastgroup
    school = of.trust.schools.get(of.sitting.school) if of.sitting is not None else None
    of_school = _of_school(office, school) if school is not None else None
    if of_school is not None or office not in set(Role):
        return of_school
    holders = of.trust.holders(Role(office))
    return holders[0].id if len(holders) == 1 else None


def _of_school(office: str, school: School) -> int | None:
    return {
        "head": school.headteacher,
        "chair": school.chair_of_governors,
        "sip": school.sip,
        "adviser": school.adviser,
    }.get(office)


def _school(what: str, of: Lines) -> str:
    """The school an action is about: the Board's own, else the one that its words name."""
    if of.sitting is not None and of.sitting.school:
        return of.sitting.school
    named = of.reader.found_in(what, of.speaker, of.trust).schools
    urns = {urn for name in named for urn in name.bearers} if named else set()
    return next(iter(urns)) if len(urns) == 1 else ""
