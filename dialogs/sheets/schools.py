"""Schools with their designation and risk, as a workbook."""

from __future__ import annotations

from dialogs import wording
from dialogs.designation_lists import found_by
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.ports import Listing

_COLUMNS = ("School", "URN", "Designation", "Risk", "Since", "Partner", "Headteacher")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each school of the list: how it is designated and since which day, and who is its partner and head."""
    found, said = found_by(turn, question.asked)
    rows = [
        (
            school.known_as,
            school.urn,
            wording.DESIGNATIONS[school.designation] if school.designation else None,
            wording.RISKS[school.risk] if school.risk else None,
            school.designated_on,
            _name(turn, school.sip),
            _name(turn, school.headteacher),
        )
        for school in found
    ]
    return framed(turn, "Schools and designations", said, _COLUMNS, rows)


def _name(turn: Turn, person: int | None) -> str | None:
    return None if person is None else turn.trust.person(person).name
