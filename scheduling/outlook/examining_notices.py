"""Whether Microsoft Graph tells of changes in calendars, until when, and what to do where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from scheduling.outlook.examining import Check
from scheduling.outlook.subscribing import ANOTHER, NOT_ANSWERED
from strategy.ports import CalendarsOutOfReach, Subscriber, Subscription
from strategy.school_year import LONDON

ABOUT: Final = "Graph notices"
IN_TURN: Final = "calendars are looked at every five minutes of the day"
_WITHIN_THE_HOUR: Final = "within the hour while python -m bot serve runs"


async def examine_notices(
    subscriber: Subscriber,
    kept: Sequence[Subscription],
    wanted: Collection[int],
    tells: str,
    now: datetime,
) -> list[Check]:
    """Compare the subscriptions that we keep with those there are.

    `wanted` are the organisers whose calendars hold something of ours; `tells` is the address to call, empty
    where none is set.
    """
    if not tells:
        return [Check(ABOUT, f"off, as KEYSTONE_PUBLIC_URL is not set; {IN_TURN}")]
    try:
        there = {each.number: each for each in await subscriber.standing() if each.ends_at > now}
    except CalendarsOutOfReach as out_of_reach:
        again = "try again in a few minutes; if it stays so, ask Microsoft's support"
        return [Check(ABOUT, f"what is subscribed to could not be asked: {out_of_reach.why}", again)]
    good = [each for each in kept if each.number in there and each.organiser in wanted]
    refused = Counter(each.why for each in kept if each.why)
    missing = len(wanted) - len(good) - sum(1 for each in kept if each.why and each not in good)
    checks = []
    if good:
        first = min(there[each.number].ends_at for each in good).astimezone(LONDON)
        until = f"{first:%-d %B %Y at %H:%M}, and renewed before"
        checks.append(Check(ABOUT, f"on for {_calendars(len(good))}, the first until {until}"))
    checks += [
        Check(ABOUT, f"refused for {_calendars(many)}: {why}; {IN_TURN} meanwhile", _remedy(why, tells))
        for why, many in sorted(refused.items())
    ]
    if missing > 0:
        checks.append(Check(ABOUT, f"none yet for {_calendars(missing)}; asked for {_WITHIN_THE_HOUR}"))
    return checks or [Check(ABOUT, "on; no calendar holds anything of ours yet")]


def _remedy(why: str, tells: str) -> str:
    if why == NOT_ANSWERED:
        return (
            f"see that {tells} can be called from the internet by https and leads to this bot; it is tried "
            f"again {_WITHIN_THE_HOUR}"
        )
    if why == ANOTHER:
        return "stop the other bot that uses this app; without it the other subscription ends within a week"
    return f"mend it; it is tried again {_WITHIN_THE_HOUR}"


def _calendars(many: int) -> str:
    return "1 calendar" if many == 1 else f"{many} calendars"
