"""Which meeting a sentence about minutes means: whose, and of which day or the last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.asked_again import day_in
from dialogs.minutes_words import BODIES_BY_KEY
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.minutes_reading import meetings_to_read
from strategy.minutes import Sitting
from strategy.minutes_duties import Held
from strategy.policy_reporting import Body
from strategy.trust import Trust

_TRAINING = re.compile(r"\bSIPs?'? training\b", re.IGNORECASE)
_BOARD = re.compile(r"\bboards?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a sentence fixes of a meeting: None for what it leaves open. `last` is True for the last one."""

    body: Body | None
    school: str | None
    starts: date | None
    ends: date | None
    last: bool

    @property
    def day(self) -> date | None:
        """The one day that is named."""
        return self.starts if self.starts is not None and self.starts == self.ends else None

    @property
    def as_data(self) -> dict[str, object]:
        """What a button carries of it."""
        said = {
            "body": self.body and str(self.body),
            "school": self.school,
            "from": self.starts and self.starts.isoformat(),
            "to": self.ends and self.ends.isoformat(),
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def carried(cls, data: Mapping[str, object], trust: Trust) -> Meant:
        """What a button brought back; what is nothing known fixes nothing."""
        body, school = data.get("body"), data.get("school")
        return cls(
            Body(str(body)) if body in set(Body) else None,
            school if isinstance(school, str) and school in trust.schools else None,
            day_in(data.get("from")),
            day_in(data.get("to")),
            last=False,
        )

    @property
    def sitting(self) -> Sitting | None:
        """The meeting, where all of it is said."""
        if self.body is None or self.day is None or (self.body is Body.PROGRESS_BOARD) != bool(self.school):
            return None
        return Sitting(self.body, self.school or "", self.day)


def meant(turn: Turn, asked: Interpretation) -> Meant:
    """What a sentence says of the meeting; a Board of nobody's is that of the speaker's only school."""
    text = turn.incoming.text
    body = BODIES_BY_KEY.get(asked.body or "")
    if body is None and _TRAINING.search(text):
        body = Body.SIP_TRAINING
    school = asked.school
    if body is None and (school is not None or _BOARD.search(text)):
        body = Body.PROGRESS_BOARD
    if body is not None and body is not Body.PROGRESS_BOARD:
        school = None
    elif school is None:
        school = _only_school(turn)
    return Meant(body, school, asked.starts or asked.date, asked.ends or asked.date, asked.which == "last")


def _only_school(turn: Turn) -> str | None:
    """The school whose head or chair of governors the speaker is, where there is but one and no office."""
    me, trust = turn.speaker, turn.trust
    own = {school.urn for school in (*trust.headed_by(me), *trust.chaired_by(me))}
    return next(iter(own)) if len(own) == 1 and not me.roles else None


async def held_meant(
    turn: Turn, of: Meant, *, minuted: bool | None = True, limit: int = 50
) -> Sequence[Held]:
    """The meetings held that fit, the latest first. Raises NotAllowed for who may read none such."""
    return await meetings_to_read(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        reader=turn.speaker,
        body=of.body,
        school=of.school,
        starts=of.starts,
        ends=of.ends,
        minuted=minuted,
        limit=limit,
    )
