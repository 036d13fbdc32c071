"""The command line: `python -m bot COMMAND`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot import outbox, terminal
from bot.clock import RunningClock
from bot.manifest import DEVELOPER, WEBSITE, build
from bot.settings import Settings, SettingsError, load_settings
from bot.wiring import House, NotMigrated, house
from dialogs.messages import Attached
from scheduling.sweep import sweep
from storage.engine import BadDatabaseUrl
from storage.importing import import_directory
from storage.reach import OutOfReach
from storage.schema import upgrade
from strategy.errors import BadDirectory, PolicyError
from strategy.ports import Clock, OutgoingState
from strategy.school_year import LONDON

Run = Callable[[Settings, argparse.Namespace], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what it returns is the process's exit status."""
    options = _parser().parse_args(arguments)
    try:
        return asyncio.run(_run(options))
    except SettingsError as refused:
        return _fail("The settings cannot be used:", *refused.faults)
    except PolicyError as refused:
        return _fail("The policy cannot be used:", str(refused))
    except (BadDatabaseUrl, OutOfReach) as refused:
        return _fail("The database cannot be used (check KEYSTONE_DATABASE_URL):", str(refused))
    except NotMigrated:
        return _fail("The database is not up to date. Run: python -m bot migrate")
    except BadDirectory as refused:
        faults = [str(fault) for fault in refused.faults]
        return _fail(
            "Nothing was imported, because of "
            + (f"{len(faults)} faults:" if len(faults) > 1 else "one fault:"),
            *faults,
        )
    except terminal.NoSuchPerson as nobody:
        return _fail(f"Nobody in the directory has the email {nobody}.")
    except BrokenPipeError:
        # Whoever read what we print (`| head`) has gone; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as refused:
        return _fail(f"{refused.filename}: {refused.strerror}" if refused.filename else str(refused))
    except KeyboardInterrupt:
        return 130


def _fail(*lines: str) -> int:
    sys.stderr.write("\n".join(lines) + "\n")
    return 1


async def _run(options: argparse.Namespace) -> int:
    settings = load_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it reports every step of making a database
    for name in ("httpx", "azure"):  # they report every request; what went wrong is said once, by us
        logging.getLogger(name).setLevel(logging.ERROR)
    result: int = await options.run(settings, options)
    return result


async def _serve(settings: Settings, options: argparse.Namespace) -> int:
    from bot.serving import serve  # the server's libraries take a second to load; other commands do without

    return await serve(settings.for_serving())


async def _migrate(settings: Settings, options: argparse.Namespace) -> int:
    await upgrade(settings.database_url)
    _say("The database is up to date.")
    return 0


async def _import(settings: Settings, options: argparse.Namespace) -> int:
    async with house(settings) as parts:
        report = await import_directory(
            parts.store,
            parts.policy,
            options.directory,
            now=parts.clock.now(),
            grant_roles=options.grant_roles,
        )
    _say(str(report))
    return 0


async def _ask(settings: Settings, options: argparse.Namespace) -> int:
    async with house(settings, clock=_set_clock(options.now)) as parts:
        if options.explain_file:
            await terminal.explain_file(parts, options.explain_file, options.speaker)
        elif not options.text and not options.attach:
            return _fail("Say what to ask, in quotation marks.")
        elif not options.speaker:
            return _fail("Say who asks: --as EMAIL.")
        elif options.explain:
            _say(await terminal.explain(parts, options.speaker, options.text))
        else:
            file: Path | None = options.attach
            content = b"" if file is None else await asyncio.to_thread(file.read_bytes)
            files = () if file is None else (Attached(file.name, content),)
            _say(await terminal.ask(parts, options.speaker, options.text or "", files))
    return 0


async def _chat(settings: Settings, options: argparse.Namespace) -> int:
    async with house(settings, clock=_set_clock(options.now)) as parts:
        await terminal.chat(parts, options.speaker)
    return 0


async def _sweep(settings: Settings, options: argparse.Namespace) -> int:
    if options.now and not settings.demo:
        return _fail("--now is for the demonstration alone: what a sweep does is real. Set KEYSTONE_DEMO=1.")
    async with house(settings, clock=_set_clock(options.now)) as parts:
        for line in await sweep(parts.jobs, parts.clock):
            _say(line)
        _say(f"deliveries: {await _delivered(parts)}")
    return 0


async def _delivered(parts: House) -> str:
    """Deliver what is due, where this machine is set up to send; what became of it, in words."""
    async with parts.store.transaction(read_only=True) as uow:
        waiting = (await uow.outbox.counts())[OutgoingState.WAITING]
    if not waiting:
        return "nothing to do"
    try:
        parts.settings.for_serving()
    except SettingsError as refused:
        return f"left alone, {waiting} waiting. {refused.faults[0]}"
    from bot.serving import deliver_once  # as with the server

    return await deliver_once(parts)


async def _outbox(settings: Settings, options: argparse.Namespace) -> int:
    async with house(settings) as parts:
        if options.retry:
            _say(await outbox.retry(parts, options.retry))
        else:
            for line in await outbox.listed(parts, options.state, options.limit):
                _say(line)
    return 0


async def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    from bot.doctor import examine

    findings = await examine(settings)
    for finding in findings:
        _say(str(finding))
    return 1 if any(finding.is_fault for finding in findings) else 0


async def _manifest(settings: Settings, options: argparse.Namespace) -> int:
    build(
        settings.app_id,
        options.out,
        developer=options.developer,
        website=options.website,
        sign_in_resource=options.sign_in_resource,
        graph_client_id=settings.graph_client_id,
    )
    _say(f"Written: {options.out}")
    return 0


async def _seed_demo(settings: Settings, options: argparse.Namespace) -> int:
    from bot.demo.seeding import seed

    if not settings.demo:
        return _fail("The demonstration's trust is only for the demonstration: set KEYSTONE_DEMO=1.")
    async with house(settings) as parts:
        _say(await seed(parts))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _set_clock(now: datetime | None) -> Clock | None:
    return None if now is None else RunningClock(now)


def _instant(text: str) -> datetime:
    """An ISO instant; without an offset it is London's."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not an instant like 2026-11-23T09:00:00Z") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number < 1_000_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 999999")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Keystone, the School Improvement bot."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Run, what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(run=run)
        return made

    command("serve", _serve, "run the server")
    command("migrate", _migrate, "bring the database up to date")
    importing = command("import", _import, "load a trust directory from a folder of CSV files")
    importing.add_argument("directory", type=Path, metavar="DIR")
    importing.add_argument(
        "--grant-roles",
        action="store_true",
        help="allow CEO, Deputy CEO, Lead SIP or administrator to be granted",
    )
    asking = command("ask", _ask, "ask one question and print the answer")
    asking.add_argument("text", nargs="?", metavar="TEXT")
    asking.add_argument("--as", dest="speaker", metavar="EMAIL")
    asking.add_argument("--now", type=_instant, metavar="ISO", help="ask as if it were then")
    asking.add_argument("--attach", type=Path, metavar="FILE", help="send a file with it")
    asking.add_argument("--explain", action="store_true", help="print what was understood, as JSON")
    asking.add_argument(
        "--explain-file", type=Path, metavar="FILE", help="the same for a JSONL file of as and text"
    )
    chatting = command("chat", _chat, "hold a conversation in the terminal")
    chatting.add_argument("--as", dest="speaker", metavar="EMAIL", required=True)
    chatting.add_argument("--now", type=_instant, metavar="ISO")
    sweeping = command("sweep", _sweep, "do all time-driven work that is due, once")
    sweeping.add_argument("--now", type=_instant, metavar="ISO")
    posting = command("outbox", _outbox, "list what is to reach people and has not, or try it again")
    posting.add_argument(
        "--state",
        type=OutgoingState,
        choices=tuple(OutgoingState),
        metavar="STATE",
        help="failed, waiting, sent or dropped; those that failed and those that wait, if none is given",
    )
    posting.add_argument("--limit", type=_count, default=100, metavar="N", help="so many of each state")
    posting.add_argument(
        "--retry", nargs="+", type=outbox.which, metavar="ID", help="the ids of failed ones, or all"
    )
    command("doctor", _doctor, "check settings, database, directory and term dates")
    packing = command("manifest", _manifest, "make the Teams app package")
    packing.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    packing.add_argument("--developer", default=DEVELOPER, metavar="NAME", help="who people see as its maker")
    packing.add_argument("--website", default=WEBSITE, metavar="URL", help="with pages /privacy and /terms")
    packing.add_argument(
        "--sign-in-resource", default="", metavar="URI", help="api://... of the registration"
    )
    command("seed-demo", _seed_demo, "fill the demonstration's database with a made-up trust")
    return parser
