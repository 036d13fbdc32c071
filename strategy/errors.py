"""Every way in which a deed can be refused.

    StrategyError
    ├── NotAllowed        the speaker may not do or see this; says nothing of whether it exists
    ├── NotFound          no such thing among what the speaker may see
    ├── Stale             the thing has changed since it was shown; carries what is true now
    ├── Invalid           something typed cannot be taken; carries a fault for each field
    └── BadDirectory      an import that was refused whole; carries every fault

    PolicyError           strategy/policy.toml cannot be used (raised when it is loaded)

Dialogs turn them into a sentence for a person, in one place (`dialogs/wording.py`); the log gets the
class and the ids alone. None of them carries the text of a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class StrategyError(Exception):
    """A deed that was refused, for a reason a person can be told."""


class NotAllowed(StrategyError):
    """The permission table does not allow the deed to this person here."""


class NotFound(StrategyError):
    """There is no such thing among those the speaker may see."""


class Stale(StrategyError):
    """The thing was changed, filed or discarded since the speaker was shown it."""


class Invalid(StrategyError):
    """Something that was entered cannot be taken.

    `faults` maps a field's name to a sentence for the person; the key "" is for the whole.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(faults)))
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a directory file: where it is and what is wrong."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


class BadDirectory(StrategyError):
    """A trust directory that was refused whole; nothing of it was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


class PolicyError(Exception):
    """The policy file is missing, malformed or contradicts itself; the message says where and why."""
