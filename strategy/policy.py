"""The strategy's numbers and lists, typed: `policy.toml`, or another file that a trust sets.

Versioned by academic year: an edition holds from the year it names until the next edition, so that a yearly
review never rewrites what was due before.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
