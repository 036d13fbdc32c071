"""What the bot understood of one text, before anything is looked up or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - the field is called date
from datetime import time
from decimal import Decimal

from dialogs.understanding.intents import WORDLESS, Intent
from strategy.designations import Designation, Risk
from strategy.visits import Mode

KEYS = (
    "intent", "school", "schools", "person", "role", "risk", "designation", "status", "body", "support",
    "element", "date", "from", "to", "mode", "days", "which", "export", "count",
)  # fmt: skip
"""The keys of the interpretation format, in its order."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An intent and what the text fixes about it; None, False or empty where it fixes nothing.

    `school` is a URN, `schools` is "mine", `person` an email; `date`, `starts` and `ends` are days in London,
    both ends included; `days` is a length of time in halves of a day. What follows `count` is for the
    conversation alone and is never printed.

    `school_choices` (URNs) and `person_choices` (ids) are given, best first, where a name fits several:
    the bot asks, and does not guess. `unknown_name` looks like a name and is nobody's. `nearest` are
    things to offer for a text that was not understood. `rest` is what the text says beyond the keys: the item
    for an agenda, a subject, an activity.

    Where a list is asked for and one key cannot carry what was named, the key is empty and these hold all of
    it: `schools_named` (URNs), `people_named` (ids), `designations` (several, or one beside a risk that does
    not hold it; they then stand for `risk` and `designation` together).
    `schools_left_out` and `people_left_out` are those that the text excepts ("everyone but Catherine").
    `subject` is that of a role ("the maths SLE"), as the directory may have it, in folded words.

    Of reminders `resumes` is the day in London on which they come again, `at` the time of day before which
    none come (on that day; with `always` on every day), and `again` lifts a pause. `nudges` says that the
    deadlines asked for are those that reminders will come about.
    """

    intent: Intent
    school: str | None = None
    schools: str | None = None
    person: str | None = None
    role: str | None = None
    risk: Risk | None = None
    designation: Designation | None = None
    status: str | None = None
    body: str | None = None
    support: str | None = None
    element: str | None = None
    date: Day | None = None
    starts: Day | None = None
    ends: Day | None = None
    mode: Mode | None = None
    days: Decimal | None = None
    which: str | None = None
    export: bool = False
    count: bool = False
    school_choices: tuple[str, ...] = ()
    person_choices: tuple[int, ...] = ()
    unknown_name: str | None = None
    nearest: tuple[Intent, ...] = ()
    rest: str = ""
    schools_named: tuple[str, ...] = ()
    people_named: tuple[int, ...] = ()
    schools_left_out: tuple[str, ...] = ()
    people_left_out: tuple[int, ...] = ()
    designations: tuple[Designation, ...] = ()
    subject: str = ""
    resumes: Day | None = None
    at: time | None = None
    again: bool = False
    always: bool = False
    nudges: bool = False

    def as_json(self) -> dict[str, object]:
        """The interpretation format: only the keys that the text fixes, dates in ISO form."""
        if self.intent in WORDLESS:
            return {"intent": str(self.intent)}
        values: dict[str, object] = {
            "intent": str(self.intent),
            "school": self.school,
            "schools": self.schools,
            "person": self.person,
            "role": self.role,
            "risk": self.risk and str(self.risk),
            "designation": self.designation and str(self.designation),
            "status": self.status,
            "body": self.body,
            "support": self.support,
            "element": self.element,
            "date": self.date and self.date.isoformat(),
            "from": self.starts and self.starts.isoformat(),
            "to": self.ends and self.ends.isoformat(),
            "mode": self.mode and str(self.mode),
            "days": _plain(self.days),
            "which": self.which,
            "export": self.export or None,
            "count": self.count or None,
        }
        return {key: value for key, value in values.items() if value is not None}


def _plain(days: Decimal | None) -> int | float | None:
    """A number of days as people write it: 3, not 3.0."""
    if days is None:
        return None
    return int(days) if days == days.to_integral_value() else float(days)
