"""`python -m tests.bench`: measure, print, write docs/performance.md; `--quick` tries it on tiny trusts."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from strategy.policy import load
from tests.bench.bots import ROOT
from tests.bench.report import Machine, page
from tests.bench.run import FULL, QUICK, run
from tests.databases import Postgres, running_postgres


def main() -> None:
    """Run it; progress goes to standard error, the page to standard output and into its file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny trusts, few samples; writes no page")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md", metavar="FILE.md")
    options = parser.parse_args()
    began = time.perf_counter()

    def say(what: str) -> None:
        sys.stderr.write(f"{time.perf_counter() - began:6.0f} s  {what}\n")

    with (
        tempfile.TemporaryDirectory(prefix="keystone-bench-", dir="/tmp") as folder,
        running_postgres() as server,
    ):
        machine = Machine.this_one(_version_of(server))
        planned = QUICK if options.quick else FULL
        figures = asyncio.run(
            run(planned, load(None), server, Path(folder), say, filled=lambda: _as_in_production(server))
        )
    say("Done")
    text = page(figures, machine, minutes=(time.perf_counter() - began) / 60)
    sys.stdout.write(text)
    if not options.quick:
        options.out.write_text(text, encoding="utf-8")


def _version_of(server: Postgres) -> str:
    with psycopg.connect(server.url("postgres")) as connection:
        return str(connection.info.server_version // 10000)


def _as_in_production(server: Postgres) -> None:
    """Have the server wait for the disk again at each commit, as PostgreSQL does unless told otherwise."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CHECKPOINT")


if __name__ == "__main__":
    main()
