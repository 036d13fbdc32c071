"""Microsoft 365 Agents Playgrounds: one chat client a person, each on its own port, all talking to one bot.

They run offline, open no browser by themselves and send nobody any telemetry. Ports and conversation ids
are fixed, so that a demo started again finds its conversations.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo.children import (
    Child,
    Children,
    DemoFault,
    refuse_taken_port,
    wait_until_answering,
)
from bot.demo.node import INSTALLED, WANTED, Node, playground_program

DEMO_TENANT = "6f2b3c1e-4c1a-4d0e-9a57-6b65797374aa"
"""The made-up Microsoft tenant of the demo; the bot is told to accept this one alone."""
BOT_ID = "28:keystone-demo"
NAMESPACE = uuid.UUID("6f2b3c1e-4c1a-4d0e-9a57-6b65797374ab")
OTHERS = 5
"""The Playground wants exactly so many other people in its persona file."""
STRANGE_SETTINGS = (
    "AUTH_",
    "M365_AGENTS_PLAYGROUND_",
    "TEAMSAPPTESTER_",
    "TEAMS_APP_TEST_TOOL_",
    "APPSETTING_",
)
STRANGE_NAMES = frozenset(
    {"BOT_ENDPOINT", "DEFAULT_CHANNEL_ID", "SEND_INSTALLATION_ACTIVITY", "PORT", "NODE_OPTIONS"}
    | {f"{scheme}_proxy" for scheme in ("http", "https", "all")}
    | {f"{scheme}_PROXY" for scheme in ("HTTP", "HTTPS", "ALL")}
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as the Playground knows them."""

    name: str
    email: str
    entra_id: str

    def shown(self) -> dict[str, str]:
        """In the shape of the persona file."""
        given, _, surname = self.name.partition(" ")
        return {
            "id": f"29:{self.entra_id}",
            "name": self.name,
            "userPrincipleName": self.email,
            "aadObjectId": self.entra_id,
            "givenName": given,
            "surname": surname or given,
            "email": self.email,
        }


@dataclass(frozen=True, slots=True)
class Persona:
    """One person at one Playground. `key` is a short word that names their conversations and folder."""

    key: str
    port: int
    me: Member
    others: tuple[Member, ...]
    trust: str = "Demo trust"

    @property
    def address(self) -> str:
        """Where to open the Playground in a browser."""
        return f"http://localhost:{self.port}"

    @property
    def conversation(self) -> str:
        """The id of this person's own chat with the bot, the same in every run."""
        return f"a:keystone-demo-{self.key}"

    def persona_file(self) -> dict[str, Any]:
        """The content of `.m365agentsplayground.yml`. Raises ValueError unless there are five others."""
        others = [member for member in self.others if member.email != self.me.email][:OTHERS]
        if len(others) != OTHERS:
            raise ValueError(f"a persona needs {OTHERS} other people, here are {len(others)}")
        return {
            "version": "0.1.1",
            "tenantId": DEMO_TENANT,
            "bot": {"id": BOT_ID, "name": "Keystone"},
            "currentUser": self.me.shown(),
            "users": [member.shown() for member in others],
            "personalChat": {"id": self.conversation},
            "groupChat": {"id": f"19:keystone-demo-{self.key}-group@thread.v2", "name": "School improvement"},
            "team": {
                "id": f"19:keystone-demo-{self.key}-team@thread.tacv2",
                "name": self.trust,
                "aadGroupId": str(uuid.uuid5(NAMESPACE, f"team {self.key}")),
                "channels": [{"id": f"19:keystone-demo-{self.key}-general@thread.tacv2", "name": "General"}],
            },
        }


def environment_for(persona_file: Path, log: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a Playground: `given` without what would point it elsewhere, and no browser."""
    kept = {
        name: value
        for name, value in given.items()
        if name not in STRANGE_NAMES and not name.startswith(STRANGE_SETTINGS)
    }
    return kept | {
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(persona_file),
        # It says why it stopped in its own log alone, so that is the one to read.
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(log),
    }


def start_playgrounds(
    children: Children,
    personas: Sequence[Persona],
    *,
    node: Node,
    endpoint: str,
    folder: Path,
    installed: Path = INSTALLED,
) -> list[Child]:
    """Starts a Playground for each persona and waits until all answer.

    `endpoint` is the bot's, `http://127.0.0.1:3978/api/messages`; `folder` takes the persona files and logs.
    The Playgrounds end with `children`. Raises DemoFault where a port is taken or one does not start.
    """
    _refuse_shared_ids(personas)
    for persona in personas:
        refuse_taken_port(persona.port, f"the chat client of {persona.me.name}")
    started = [
        _start(children, persona, node=node, endpoint=endpoint, folder=folder, installed=installed)
        for persona in personas
    ]
    for persona, child in zip(personas, started, strict=True):
        wait_until_answering(child, persona.port)
    return started


def _start(
    children: Children, persona: Persona, *, node: Node, endpoint: str, folder: Path, installed: Path
) -> Child:
    own = folder / persona.key
    own.mkdir(parents=True, exist_ok=True)
    # JSON is YAML too, and needs no other library to write.
    persona_file = own / ".m365agentsplayground.yml"
    persona_file.write_text(
        json.dumps(persona.persona_file(), indent=2, ensure_ascii=False), encoding="utf-8"
    )
    log = own / "playground.log"
    command = [
        node.program,
        *("--require", str(WANTED / "loopback.cjs")),
        str(playground_program(installed)),
        *("--app-endpoint", endpoint),
        *("--channel-id", "msteams"),
        *("--conversation-id", persona.conversation),
        *("--port", str(persona.port)),
        "--disable-telemetry",
    ]
    return children.start(
        f"The chat client of {persona.me.name}",
        command,
        log=log,
        env=environment_for(persona_file, log, os.environ),
        folder=own,
    )


def _refuse_shared_ids(personas: Iterable[Persona]) -> None:
    seen: dict[object, str] = {}
    for persona in personas:
        for what in (persona.port, persona.key, persona.me.email, persona.me.entra_id):
            if what in seen:
                raise DemoFault(f"Two Playgrounds ({seen[what]} and {persona.key}) share {what}.")
            seen[what] = persona.key
