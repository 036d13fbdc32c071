"""The three people one can be in the demo, each at a Playground of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.demo.cast import (
    ADVISER,
    BY_NAME,
    CEO,
    DEMO_HEAD,
    DEMO_SIP,
    DEPUTY_CEO,
    LEAD_SIP,
    SCHOOLS,
    TRUST_NAME,
)
from bot.demo.playground import Member, Persona

PORTS = (56150, 56151, 56152)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to be: their key, name, what they are, and what to try as them."""

    key: str
    name: str
    what: str
    to_try: tuple[str, ...]


def _headed_by(name: str) -> str:
    return next(school.name for school in SCHOOLS if school.headteacher == name)


PARTS = (
    Part(
        "sip",
        DEMO_SIP,
        "School Improvement Partner",
        ("What do I owe?", "File a report for Harrowmere", "What will you remind me about?", "Help"),
    ),
    Part(
        "head",
        DEMO_HEAD,
        f"headteacher of {_headed_by(DEMO_HEAD)}",
        ("Show me the latest report on my school", "When is the next visit to my school?"),
    ),
    Part(
        "deputy",
        DEPUTY_CEO,
        "Deputy CEO",
        (
            "Which high-risk reports are overdue?",
            "Chase everyone with an overdue report",
            "What is due this week?",
        ),
    ),
)


def personas(ports: Sequence[int] = PORTS) -> tuple[Persona, ...]:
    """The Playgrounds of the three, on these ports in the order of `PARTS`."""
    names = (DEMO_SIP, DEMO_HEAD, DEPUTY_CEO, CEO, LEAD_SIP, ADVISER)
    everybody = tuple(_member(name) for name in names)
    return tuple(
        Persona(part.key, port, _member(part.name), everybody, TRUST_NAME)
        for part, port in zip(PARTS, ports, strict=True)
    )


def _member(name: str) -> Member:
    person = BY_NAME[name]
    return Member(person.name, person.email, person.entra_id)
