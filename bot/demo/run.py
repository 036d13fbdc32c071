"""`make demo`: the bot on a made-up trust, and three Playgrounds to try it in.

The database and the logs are in `var/demo`. The trust is seeded once; starting again keeps what was done.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bot.demo.cast import TRUST_NAME
from bot.demo.children import (
    LOOPBACK,
    Children,
    DemoFault,
    port_in_use,
    refuse_taken_port,
    wait_until_answering,
)
from bot.demo.node import PROJECT, Node, ready
from bot.demo.personas import PARTS, PORTS, personas
from bot.demo.playground import DEMO_TENANT, Persona, start_playgrounds

BOT_PORT = 3978
FOLDER = PROJECT / "var" / "demo"
KEPT_SETTINGS = frozenset({"KEYSTONE_NOW", "KEYSTONE_POLICY", "KEYSTONE_LOG_LEVEL"})
"""What somebody may set for the demo; everything else of a real installation is kept out of it."""
SEEDING_PATIENCE = 180
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where one demo keeps its things and listens."""

    folder: Path = FOLDER
    bot_port: int = BOT_PORT
    ports: Sequence[int] = PORTS
    program: Sequence[str] = (sys.executable, "-m", "bot")

    @property
    def database(self) -> Path:
        """The embedded database."""
        return self.folder / "keystone.sqlite3"

    @property
    def seeded(self) -> Path:
        """A file that is there once seeding was completed."""
        return self.folder / "seeded"

    @property
    def endpoint(self) -> str:
        """Where the Playgrounds send what is said."""
        return f"http://{LOOPBACK}:{self.bot_port}/api/messages"

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """The bot's environment: a demo, on this database, whatever else is set on the machine."""
        kept = {
            name: value
            for name, value in given.items()
            if not name.startswith("KEYSTONE_") or name in KEPT_SETTINGS
        }
        return kept | {
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
            "KEYSTONE_DEMO": "1",
            "KEYSTONE_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "KEYSTONE_HOST": LOOPBACK,
            "KEYSTONE_PORT": str(self.bot_port),
            "KEYSTONE_TENANT_ID": DEMO_TENANT,
        }


def start(demo: Demo, children: Children, node: Node) -> tuple[Persona, ...]:
    """Seeds the trust if that was not done yet, starts bot and Playgrounds, and waits until all answer.

    They end with `children`. Raises DemoFault where something cannot be had, with what to do about it.
    """
    people = personas(demo.ports)
    refuse_taken_port(demo.bot_port, "the bot")
    for person in people:
        refuse_taken_port(person.port, f"the chat client of {person.me.name}")
    demo.folder.mkdir(parents=True, exist_ok=True)
    _seed_once(demo)
    bot = children.start(
        "The bot",
        [*demo.program, "serve"],
        log=demo.folder / "bot.log",
        env=demo.environment(os.environ),
        # Not the project's folder: a `.env` of a real installation there must not reach the demo.
        folder=demo.folder,
    )
    wait_until_answering(bot, demo.bot_port, "/readyz", patience=60)
    start_playgrounds(children, people, node=node, endpoint=demo.endpoint, folder=demo.folder)
    return people


def _seed_once(demo: Demo) -> None:
    if demo.seeded.exists() and demo.database.exists():
        return
    # Seeding that was broken off leaves half a trust: begin again.
    for left in demo.folder.glob(demo.database.name + "*"):
        left.unlink()
    done = subprocess.run(  # noqa: S603 - our own command
        [*demo.program, "seed-demo"],
        env=demo.environment(os.environ),
        cwd=demo.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SEEDING_PATIENCE,
    )
    if done.returncode != 0:
        raise DemoFault(
            "The made-up trust could not be set up:\n" + "\n".join(done.stderr.strip().splitlines()[-15:])
        )
    demo.seeded.touch()


def greeting(demo: Demo, people: Sequence[Persona]) -> str:
    """What is printed once all runs: where to go, and what to try there."""
    lines = [f"\nKeystone is running for a made-up trust, {TRUST_NAME}. Open these in a browser:\n"]
    for part, person in zip(PARTS, people, strict=True):
        lines.append(f"  {person.address}   {part.name}, {part.what}")
        lines += [f"       try: {words}" for words in part.to_try]
        lines.append("")
    lines += [
        f"What the bot would mail or book stays here: http://localhost:{demo.bot_port}/mailbox",
        f"Its log: {demo.folder / 'bot.log'}",
        "",
        "Ctrl-C stops everything; the next `make demo` goes on from here, `make demo-reset` forgets it.\n",
    ]
    return "\n".join(lines)


def run(demo: Demo) -> int:
    """Runs the demo until Ctrl-C or a signal to end, or until a part of it stops. Gives the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with Children() as children:
            _say("Starting the bot and three chat clients (the first time takes a little longer) ...\n")
            people = start(demo, children, ready())
            _say(greeting(demo, people))
            while (ended := children.ended()) is None:
                time.sleep(0.5)
            raise DemoFault(f"{ended.name} stopped by itself. Its last words:\n{ended.last_words()}")
    except DemoFault as fault:
        sys.stderr.write(f"\n{fault}\n")
        return 1
    except KeyboardInterrupt:
        _say("\nStopped.\n")
        return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def reset(demo: Demo) -> int:
    """Deletes all that the demo keeps. Refuses while it runs. Gives the exit code."""
    if port_in_use(demo.bot_port):
        sys.stderr.write(
            f"The demo seems to be running (something listens on port {demo.bot_port}). "
            "Stop it with Ctrl-C first.\n"
        )
        return 1
    if demo.folder.exists():
        shutil.rmtree(demo.folder)
    _say("The demo is as new: the next `make demo` sets up the trust again.\n")
    return 0


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """The command line of `python -m bot.demo`."""
    if list(arguments) == ["--reset"]:
        return reset(Demo())
    if arguments:
        sys.stderr.write("Usage: python -m bot.demo [--reset]\n")
        return 2
    return run(Demo())
