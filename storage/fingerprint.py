"""What due days depend on, in one short text: two that are equal give equal duties."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version

from pydantic import BaseModel

from strategy.policy import Policy
from strategy.school_year import Calendar


def fingerprint(policy: Policy, calendar: Calendar) -> str:
    """The fingerprint of a policy and a calendar, the library's bank holidays included.

    The same in every process: nothing in it hangs on the order in which Python happens to keep a set.
    """
    said = [
        version("holidays"),
        str(policy.first_day),
        *(_plain(edition) for edition in policy.editions),
        *(f"{half.key} {half.starts} {half.ends}" for half in calendar.half_terms),
        *sorted(f"{day} {urn or ''}" for day, _, urn in calendar.closures),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, BaseModel):
        return _plain({name: getattr(value, name) for name in type(value).model_fields})
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_plain(key)}:{_plain(item)}" for key, item in value.items())) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(_plain(item) for item in value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_plain(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return repr(str(value))
