"""What is done about each button of minutes and of the actions in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from dialogs import minuted_actions, minutes_adding, minutes_page, minuting
from dialogs.messages import Press, Reply
from dialogs.turn import Turn

PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "minutes.show": minutes_page.pressed,
    "minutes.list": minutes_page.list_pressed,
    "minutes.versions": minutes_page.show_versions,
    "minutes.actions": minuted_actions.pressed,
    "minutes.action": minuted_actions.show_pressed,
    "minutes.mine": minuted_actions.mine_pressed,
    "minutes.of": minuting.begin_pressed,
    "minutes.on": minuting.on_a_day,
    "minutes.amend": minuting.amend_pressed,
    "minutes.send": minutes_page.send,
    "minutes.add": minutes_adding.pressed,
    "minutes.add_named": minutes_adding.take_pressed,
    **dict.fromkeys(("minutes.action.done", "minutes.action.open"), minuted_actions.settle_pressed),
}
WRITING = frozenset(
    {
        "minutes.on",
        "minutes.amend",
        "minutes.send",
        "minutes.add",
        "minutes.add_named",
        "minutes.action.done",
        "minutes.action.open",
    }
)
"""Those that are refused where the bot only reads. The way to a meeting without minutes sees to it itself."""
