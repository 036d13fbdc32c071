"""Who is who, and who is away, as workbooks."""

from __future__ import annotations

from dialogs import away, who_is_who, wording
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from dialogs.who_is_who import at_school, holders, what_is
from strategy.actions.absences import list_absences
from strategy.errors import NotFound
from strategy.ports import Listing

_PEOPLE = ("Who", "What they are", "Mail")
_ABSENCES = ("Who", "First day", "Last day", "Stands", "Why")


async def listing(turn: Turn, question: Question) -> Listing:
    """Those who hold a role, or have to do with a school, and how to write to them."""
    named, role, subject = (question.terms.get(each) for each in ("school", "role", "subject"))
    school = turn.trust.schools.get(named) if isinstance(named, str) else None
    if school is not None:
        rows = [(person.name, title, person.email) for title, person in at_school(school, turn.trust)]
        said = f"Who is who at {school.name}."
        return framed(turn, f"Who is who at {school.known_as}", said, _PEOPLE, rows)
    title, found = holders(
        turn, role if isinstance(role, str) else None, subject if isinstance(subject, str) else None
    )
    if not title:
        raise NotFound("file")
    rows = [(person.name, what_is(person, turn.trust), person.email) for person in found]
    return framed(turn, wording.capitalised(title), who_is_who.in_words(title, found), _PEOPLE, rows)


async def absences(turn: Turn, question: Question) -> Listing:
    """Who is away and who will be, and why, for those who are told it."""
    found = await list_absences(uow=turn.uow, today=turn.today, asker=turn.speaker, limit=MOST_ROWS)
    said, now, later = away.in_words(turn, found)
    rows = [
        (
            turn.trust.person(each.person).name,
            each.starts,
            each.ends,
            "Away" if each.covers(turn.today) else "To come",
            each.reason,
        )
        for each in [*now, *later]
    ]
    return framed(turn, "Who is away", said, _ABSENCES, rows)
