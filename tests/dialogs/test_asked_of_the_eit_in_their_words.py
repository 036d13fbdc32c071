"""How headteachers, clerks, chairs and the Deputy CEO put it: requests of Boards, agendas, packs."""

from __future__ import annotations

from datetime import date

import pytest

from strategy.board_requests import AskState
from strategy.policy_reporting import Body
from tests.dialogs.asking import all_asked, asked
from tests.dialogs.minuting import held
from tests.dialogs.world import OAK_BANK, ST_ANNE, World

WAITS = "It waits for the EIT of Thu 10 December 2026."
DECIDES = "Dan Deputy decides for it."

ONE_WAITS = [
    ("Dan Deputy", "is anything from the boards still not decided?", WAITS),
    ("Dan Deputy", "what went undecided at the last EIT", WAITS),
    ("Dan Deputy", "what did the EIT not get round to deciding", WAITS),
    ("Dan Deputy", "what's waiting from Oak Bank's board", WAITS),
    ("Dan Deputy", "has Oak Bank's board asked for anything", WAITS),
    ("Dan Deputy", "Oak Bank's request: agreed", "Dan Deputy agreed to it for the EIT"),
    ("Dan Deputy", "Oak Bank's request - declined, no money", "Dan Deputy declined it for the EIT"),
    ("Carol Chief", "who decides what the boards ask for", DECIDES),
    ("Carol Chief", "is there anything left over from the last EIT?", WAITS),
    ("Hana Head", "what did our board ask the EIT for and what happened", WAITS),
    ("Hana Head", "has the EIT agreed to our board's request?", "The EIT has decided nothing of that kind."),
    ("Hana Head", "has the EIT agreed to our board's request?", WAITS),
    ("Hana Head", "what's on our board's agenda", "on Thu 3 December 2026"),
    ("Hana Head", "when do we get the papers for our board", "goes out on Thu 26 November 2026"),
    ("Gail Governance", "when will the EIT decide on Oak Bank's request?", WAITS),
    ("Gail Governance", "which EIT will take Oak Bank's request", WAITS),
    ("Gail Governance", "decline Oak Bank's request", DECIDES),
    ("Gail Governance", "withdraw Oak Bank's request to the EIT", WAITS),
    ("Gail Governance", "has Oak Bank's board asked for support", WAITS),
    ("Gail Governance", "who has had the pack for Oak Bank's board?", "goes out on Thu 26 November 2026"),
    ("Gail Governance", "Longmead's board wants two more SLE days", "on which day was that?"),
    ("Chris Chair", "did the EIT agree to what our board asked for?", "No Board of yours has asked the EIT"),
    ("Chris Chair", "when will the pack reach me", "goes out on Fri 27 November 2026"),
    ("Carol Chief", "is Oak Bank's board still happening?", "on Thu 3 December 2026, 09:00 to 10:30."),
    (
        "Dan Deputy",
        "is the EIT on 3 December still on?",
        "No EIT is recorded on Thu 3 Dec, and none is cancelled. The EIT is on Thu 10 December 2026",
    ),
]


@pytest.mark.parametrize(("name", "says", "told"), ONE_WAITS)
async def test_it_is_understood_as_they_put_it(world: World, name: str, says: str, told: str) -> None:
    await held(world, OAK_BANK, date(2026, 12, 3))
    await held(world, ST_ANNE, date(2026, 12, 4))
    await held(world, "", date(2026, 12, 10), Body.EIT)
    await asked(world, OAK_BANK, "Governance review")
    answer = await (await world.chat(name)).says(says)
    assert told in answer.words, answer.words
    [found] = await all_asked(world)
    decided = AskState.AGREED if "agreed to it" in told else AskState.DECLINED
    assert found.state is (decided if "to it for" in told or "declined it" in told else AskState.WAITING)
