"""The name indexes of a trust: made once for each version of the directory, and shared by all turns."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from dialogs.understanding.person_names import PersonNames
from dialogs.understanding.school_names import SchoolNames
from strategy.trust import Trust

_KEPT_TRUSTS: Final = 2


class KnownNames:
    """Keeps the indexes of the last versions of the trust; safe to share between threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], tuple[Trust, SchoolNames, PersonNames]] = OrderedDict()
        self._lock = Lock()

    def of(self, trust: Trust) -> tuple[SchoolNames, PersonNames]:
        """The indexes of this picture of the trust."""
        key = (id(trust), trust.version)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known[1], known[2]
        made = SchoolNames(trust.current_schools()), PersonNames(trust.current_people())
        with self._lock:
            # The trust is kept with them, so that no other can come to have its id.
            self._known[key] = (trust, *made)
            while len(self._known) > _KEPT_TRUSTS:
                self._known.popitem(last=False)
        return made
