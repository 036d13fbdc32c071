"""`make demo` with the specimen bot in Keystone's place: it starts, is answered, and ends cleanly."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.demo.children import Children, DemoFault, port_in_use
from bot.demo.node import PROJECT, Node
from bot.demo.run import Demo, greeting, reset, start
from tests.browser.conftest import OpenChat, free_port

pytestmark = pytest.mark.browser
SPECIMEN = (sys.executable, str(Path(__file__).parent / "specimen_bot.py"))


def demo_in(folder: Path) -> Demo:
    return Demo(folder, free_port(), (free_port(), free_port(), free_port()), SPECIMEN)


def test_three_people_talk_to_one_bot_each_at_their_own_address(
    tmp_path: Path, node: Node, open_chat: OpenChat
) -> None:
    demo = demo_in(tmp_path / "demo")
    with Children() as children:
        people = start(demo, children, node)
        assert [person.key for person in people] == ["sip", "head", "deputy"]
        for person in people:
            assert person.address in greeting(demo, people)
            chat = open_chat(person.address)
            said = chat.say(f"hello from {person.key}")
            assert f"You said: hello from {person.key}" in said.inner_text()
    assert not any(port_in_use(port) for port in (demo.bot_port, *demo.ports))


def test_the_trust_is_seeded_once_until_the_demo_is_reset(tmp_path: Path, node: Node) -> None:
    demo = demo_in(tmp_path / "demo")
    for _ in range(2):
        with Children() as children:
            start(demo, children, node)
    assert (demo.folder / "seedings").read_text().splitlines() == ["seeded"]
    assert reset(demo) == 0
    assert not demo.folder.exists()


def test_seeding_that_was_broken_off_begins_again(tmp_path: Path, node: Node) -> None:
    demo = demo_in(tmp_path / "demo")
    demo.folder.mkdir()
    demo.database.write_text("half a trust")
    with Children() as children:
        start(demo, children, node)
    assert demo.database.read_text() == ""
    assert demo.seeded.exists()


def test_a_port_in_use_is_named_before_anything_starts(tmp_path: Path, node: Node) -> None:
    demo = demo_in(tmp_path / "demo")
    with socket.socket() as taken, Children() as children:
        taken.bind(("127.0.0.1", demo.ports[2]))
        taken.listen()
        with pytest.raises(DemoFault, match=f"Port {demo.ports[2]} is already in use"):
            start(demo, children, node)
        assert children.running == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_or_a_signal_to_end_stops_all_of_it(tmp_path: Path, number: signal.Signals) -> None:
    demo = demo_in(tmp_path / "demo")
    wanted = f"Demo(Path({str(demo.folder)!r}), {demo.bot_port}, {tuple(demo.ports)!r}, {SPECIMEN!r})"
    script = (
        f"import sys; from pathlib import Path; from bot.demo.run import Demo, run;sys.exit(run({wanted}))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if "Ctrl-C stops everything" in line:
                break
        assert all(port_in_use(port) for port in (demo.bot_port, *demo.ports))
        running.send_signal(number)
        assert "Stopped." in running.stdout.read()
        assert running.wait(timeout=20) == 0
    assert not any(port_in_use(port) for port in (demo.bot_port, *demo.ports))
