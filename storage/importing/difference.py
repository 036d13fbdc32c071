"""What is new, changed and gone between what is stored and what a file says, by key."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from strategy.actions.importing import Counts

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Difference(Generic[K]):
    """Keys by what became of them."""

    added: tuple[K, ...]
    changed: tuple[K, ...]
    gone: tuple[K, ...]
    unchanged: int

    @property
    def counts(self) -> Counts:
        """How many of each."""
        return Counts(len(self.added), len(self.changed), len(self.gone), self.unchanged)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


def difference(stored: Mapping[K, object], wanted: Mapping[K, object]) -> Difference[K]:
    """Compare two mappings. What is stored may say less than what is wanted does; then it has changed."""
    changed = tuple(key for key, value in wanted.items() if key in stored and stored[key] != value)
    added = tuple(key for key in wanted if key not in stored)
    gone = tuple(key for key in stored if key not in wanted)
    return Difference(added, changed, gone, len(wanted) - len(added) - len(changed))
