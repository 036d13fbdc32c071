"""Stand-ins for what is behind the channel: a door that repeats, a directory, kept references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from dialogs.messages import Incoming, Message, Reply
from strategy.people import Person


def said(text: str, **more: Any) -> Reply:
    return Reply(messages=(Message(text=text, summary="An answer", **more),))


def _echo(incoming: Incoming) -> Reply:
    return said(f"pressed {incoming.press.do}" if incoming.press else incoming.text)


class EchoDoor:
    """Answers with `script`; left alone it repeats what it was told."""

    def __init__(self, script: Callable[[Incoming], Reply] | None = None) -> None:
        self.received: list[Incoming] = []
        self.script = script or _echo
        self.takes_files = True

    async def receive(self, incoming: Incoming) -> Reply:
        self.received.append(incoming)
        return self.script(incoming)

    async def takes_files_of(self, person: Person) -> bool:
        return self.takes_files


class KnownPeople:
    """A directory of people by Entra id, and of sign-in names that may be bound."""

    def __init__(self, *people: Person) -> None:
        self.people = list(people)
        self.bound: list[tuple[str, str]] = []

    async def person_by_entra_id(self, entra_id: str) -> Person | None:
        return next((person for person in self.people if person.entra_id == entra_id), None)

    async def bind_entra_id(self, entra_id: str, sign_in_name: str) -> Person | None:
        self.bound.append((entra_id, sign_in_name))
        return next((one for one in self.people if one.email == sign_in_name and one.entra_id is None), None)


class KeptReferences:
    """References in memory; `kept` counts the writes."""

    def __init__(self) -> None:
        self.by_person: dict[int, tuple[str, Mapping[str, Any]]] = {}
        self.kept = 0

    async def personal(self, person_id: int) -> Mapping[str, Any] | None:
        found = self.by_person.get(person_id)
        return found[1] if found else None

    async def keep(self, person_id: int, conversation_id: str, reference: Mapping[str, Any]) -> None:
        self.kept += 1
        self.by_person[person_id] = (conversation_id, reference)

    async def forget(self, conversation_id: str) -> None:
        self.by_person = {one: kept for one, kept in self.by_person.items() if kept[0] != conversation_id}


class StoppedClock:
    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at
