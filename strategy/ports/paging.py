"""Some of many things, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the things a query found, and how many there are in all."""

    items: tuple[T, ...]
    total: int
    offset: int = 0
