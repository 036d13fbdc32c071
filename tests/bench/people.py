"""Who speaks in the bench, and how a chat client names them."""

from __future__ import annotations

import uuid

from strategy.people import Person

DEPUTY_CEO_ID, CEO_ID, LEAD_SIP_ID = 1, 2, 3
FIRST_SIP_ID = 10
FIRST_ADVISER_ID = 100_000
FIRST_HEAD_ID = 200_000
"""Ids: so that nobody's depends on how many others there are."""

SCHOOLS_A_SIP = 10
SCHOOLS_AN_ADVISER = 40


def words_in(text: str) -> tuple[str, ...]:
    """The words of a list that is written as text."""
    return tuple(text.split())


_GIVEN = words_in(
    """
    Amina Bryn Carys Daniel Elspeth Farid Grace Huw Imani Jonas Kavita Lowri Marcus Nadia Owen Priya
    Rhys Saoirse Tariq Una Victor Wanda Yusuf Zara
    """
)
_ONSET = words_in(
    """
    Ack Bar Cald Dun Elm Farn Gor Hes Ing Kel Lang Mar Nor Ors Pen Quar Ros Sel Thorn Ul Wal Yar
    """
)
_CODA = words_in(
    """
    by den don field gate ham holt ington ley man more ridge shaw son stead ston thwaite ton wick worth
    """
)


def entra_id(person: int) -> str:
    """The Entra object id of somebody."""
    return str(uuid.UUID(int=0xBE7C << 96 | person))


def name_of(person: int) -> str:
    """A name; with thousands of people some share one, as in life."""
    onset, coda = _ONSET[person * 7 % len(_ONSET)], _CODA[person // 3 % len(_CODA)]
    return f"{_GIVEN[person % len(_GIVEN)]} {onset}{coda}"


NOBODY = Person(1, "echo@bench.example", "Echo", entra_id(1))
"""Whom the echo bot knows."""
