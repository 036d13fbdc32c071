"""Bots, Playgrounds and a browser for the tests that drive them."""

from __future__ import annotations

import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from bot.demo.cast import ADVISER, BY_NAME, CEO, DEMO_HEAD, DEMO_SIP, DEPUTY_CEO, LEAD_SIP
from bot.demo.children import Children, DemoFault, wait_until_answering
from bot.demo.node import PROJECT, Node, ready
from bot.demo.playground import Member, Persona, start_playgrounds
from bot.demo.run import Demo, start
from tests.browser.chromium import FLAGS, WHAT_TO_INSTALL, find_chromium, local_only
from tests.browser.dark import show_in_the_dark
from tests.browser.playground_chat import ANSWER, PlaygroundChat
from tests.browser.sundays import MORNING

OpenChat = Callable[..., PlaygroundChat]
VIEWPORT = {"width": 1500, "height": 1000}
SECOND_TRY = 40.0
"""Seconds within which a message that failed once is tried again: half a minute and what it is spread by."""
DELIVERED_WITHIN = 90.0
"""Seconds in which all that is on its way arrives, or is put off: two tries, on a machine that is busy."""
expect.set_options(timeout=ANSWER)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session", autouse=True)
def clocks_are_set() -> Iterator[None]:
    """Every demo runs on from the same instant: `make demo` passes this setting on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYSTONE_NOW", MORNING.isoformat())
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.exit(WHAT_TO_INSTALL, returncode=3)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def node() -> Node:
    try:
        return ready()
    except DemoFault as fault:
        pytest.exit(str(fault), returncode=3)


@contextmanager
def chat_at(browser: Browser, address: str, scheme: str = "light") -> Iterator[PlaygroundChat]:
    """A Playground in a browser of its own, which sees nothing but this machine."""
    context: BrowserContext = browser.new_context(
        viewport={"width": VIEWPORT["width"], "height": VIEWPORT["height"]},
        locale="en-GB",
        timezone_id="Europe/London",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.route("**/*", local_only)
    if scheme == "dark":
        show_in_the_dark(context)
    yield PlaygroundChat(context.new_page(), address, scheme)
    context.close()


@pytest.fixture
def open_chat(browser: Browser) -> Iterator[OpenChat]:
    """Opens a Playground in a fresh browser: `open_chat(address, scheme="dark")`."""
    with ExitStack() as opened:
        yield lambda address, scheme="light": opened.enter_context(chat_at(browser, address, scheme))


@pytest.fixture(scope="session")
def specimens(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Persona]:
    """A Playground on the specimen bot, which needs nothing of Keystone."""
    folder = tmp_path_factory.mktemp("specimens")
    people = tuple(
        Member(name, f"{name.split()[0].lower()}@specimen.example", f"00000000-0000-4000-8000-00000000000{n}")
        for n, name in enumerate(("Una Ray", "Bo Lin", "Cy Dee", "Di Fox", "Ed Kay", "Flo Poe"))
    )
    me = Persona("specimen", free_port(), people[0], people)
    port = free_port()
    with Children() as children:
        command = [sys.executable, str(Path(__file__).parent / "specimen_bot.py"), str(port)]
        bot = children.start("The specimen bot", command, log=folder / "bot.log", folder=PROJECT)
        wait_until_answering(bot, port, "/readyz")
        endpoint = f"http://127.0.0.1:{port}/api/messages"
        start_playgrounds(children, [me], node=node, endpoint=endpoint, folder=folder)
        yield me


@dataclass(frozen=True)
class RunningDemo:
    """The whole demo: the bot on a freshly seeded trust, and the address of each person's Playground."""

    addresses: dict[str, str]
    bot: str
    folder: Path
    began: float
    """By the counter that its clock runs on from `MORNING` with."""

    def now(self) -> datetime:
        """What its clock shows, or a few seconds less."""
        return MORNING.astimezone(UTC) + timedelta(seconds=time.monotonic() - self.began)


def welcomed(chat: PlaygroundChat) -> None:
    """Waits for the welcome, which what is told unasked may have followed already."""
    expect(chat.cards.filter(has_text="What I can do for you").first).to_be_visible(timeout=ANSWER)


@contextmanager
def running_demo(browser: Browser, node: Node, folder: Path, shots: bool = False) -> Iterator[RunningDemo]:
    wanted = Demo(folder, free_port(), (free_port(), free_port(), free_port()))
    with Children() as children:
        people = start(wanted, children, node)
        began = time.monotonic()
        for person in people:
            with chat_at(browser, person.address) as chat:
                welcomed(chat)
                if shots:
                    chat.screenshot(f"{person.key}-welcome")
        addresses = {person.key: person.address for person in people}
        yield RunningDemo(addresses, f"http://127.0.0.1:{wanted.bot_port}", folder, began)


@pytest.fixture
def demo(shared_demo: RunningDemo) -> RunningDemo:
    """The shared demo, once all that earlier tests have set going has been delivered."""
    wait_until_delivered(shared_demo)
    return shared_demo


def wait_until_delivered(demo: RunningDemo) -> None:
    """Waits until nothing is on its way to anybody: a card that comes unasked looks like an answer."""
    until = time.monotonic() + DELIVERED_WITHIN
    while waiting := on_its_way(demo):
        assert time.monotonic() < until, f"still on their way: {'; '.join(waiting)}"
        time.sleep(0.1)


def on_its_way(demo: RunningDemo) -> list[str]:
    """The messages that wait for their first try or their second, each in a few words."""
    soon = demo.now() + timedelta(seconds=SECOND_TRY)
    connection = sqlite3.connect(f"file:{demo.folder / 'keystone.sqlite3'}?mode=ro", uri=True)
    try:
        found = connection.execute(
            "SELECT kind, attempts, why FROM outbox WHERE state = 'waiting' AND next_try_at <= ?",
            (f"{soon:%Y-%m-%d %H:%M:%S}",),
        ).fetchall()
    finally:
        connection.close()
    return [f"{kind} after {tries} tries {why}".rstrip() for kind, tries, why in found]


@pytest.fixture(scope="session")
def shared_demo(
    browser: Browser, node: Node, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningDemo]:
    """`demo.addresses["sip"]`, `["head"]` and `["deputy"]` are the Playgrounds of the demo's three people.

    Each has been welcomed already, so that what a test hears next is the answer to what it said. It is one
    demo for many tests: each reports on a Sunday of its own, when the diary has no visits.
    """
    with running_demo(browser, node, tmp_path_factory.mktemp("demo"), shots=True) as running:
        yield running


@pytest.fixture
def whole_office(browser: Browser, node: Node, own_demo: RunningDemo) -> Iterator[RunningDemo]:
    """A demo for one test alone, with Playgrounds for the Lead SIP (`lead`) and the CEO (`chief`) too."""
    everybody = tuple(
        Member(each.name, each.email, each.entra_id)
        for each in (BY_NAME[name] for name in (LEAD_SIP, CEO, DEMO_SIP, DEMO_HEAD, DEPUTY_CEO, ADVISER))
    )
    more = [
        Persona(key, free_port(), member, everybody)
        for key, member in zip(("lead", "chief"), everybody, strict=False)
    ]
    with Children() as children:
        endpoint = f"{own_demo.bot}/api/messages"
        start_playgrounds(children, more, node=node, endpoint=endpoint, folder=own_demo.folder)
        for person in more:
            with chat_at(browser, person.address) as chat:
                welcomed(chat)
                chat.screenshot(f"{person.key}-welcome")
        yield replace(
            own_demo, addresses=own_demo.addresses | {person.key: person.address for person in more}
        )


@pytest.fixture
def own_demo(browser: Browser, node: Node, tmp_path: Path) -> Iterator[RunningDemo]:
    """A demo for one test alone, for what the others' would be upset by."""
    with running_demo(browser, node, tmp_path / "demo") as running:
        wait_until_delivered(running)
        yield running
