"""Child processes that are started one by one, waited for, and stopped all together.

Each child leads its own process group, so that stopping it stops what it has started in turn. A child that
ends early is never started again: the reason is in the log it wrote, and that is what a person is shown.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

LOOPBACK = "127.0.0.1"
PATIENCE_TO_STOP = 5.0
"""Seconds a child has to end by itself before it is made to."""
PATIENCE_FOR_THE_REST = 2.0
"""Seconds that what the children started has to be gone once it was made to end, which takes a moment."""


class DemoFault(Exception):
    """Something the demo cannot go on with. Its text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Child:
    """One running child and the file it writes its words to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self, lines: int = 12) -> str:
        """The end of its log, for somebody who has to find out why it stopped."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


class Children:
    """The children of one run. Leaving the `with` block stops them, the last started first."""

    def __init__(self) -> None:
        self.running: list[Child] = []

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> Child:
        """Starts `command` in `folder` with its output in `log`. Raises DemoFault where it cannot start."""
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)
        # Appending: a child may write to the same file by its name as well.
        with log.open("ab") as out:
            try:
                process = subprocess.Popen(  # noqa: S603 - commands are our own, never somebody's words
                    list(command),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    env=None if env is None else dict(env),
                    cwd=folder,
                    start_new_session=True,
                )
            except OSError as error:
                raise DemoFault(f"{name} could not be started: {error.strerror} ({command[0]}).") from error
        child = Child(name, process, log)
        self.running.append(child)
        return child

    def ended(self) -> Child | None:
        """A child that has ended by itself; None while all are running."""
        return next((child for child in self.running if child.process.poll() is not None), None)

    def stop(self) -> None:
        """Asks every child's group to end, makes it after `PATIENCE_TO_STOP` seconds, and waits until it is
        gone. Safe twice.
        """
        for child in reversed(self.running):
            _signal_group(child, signal.SIGTERM)
        until = time.monotonic() + PATIENCE_TO_STOP
        for child in reversed(self.running):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=max(0.05, until - time.monotonic()))
            # Also where the child itself has gone: what it started may still be there.
            _signal_group(child, signal.SIGKILL)
            child.process.wait()
        until = time.monotonic() + PATIENCE_FOR_THE_REST
        # Where nobody sees to the ended whose parents have gone, they stay: more is not waited for.
        while any(map(_has_group, self.running)) and time.monotonic() < until:
            time.sleep(0.01)
        self.running.clear()


def _signal_group(child: Child, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


def _has_group(child: Child) -> bool:
    """Whether somebody of a child's group is left, the ended whom nobody has seen to yet among them."""
    try:
        os.killpg(child.process.pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def port_in_use(port: int) -> bool:
    """Whether something already listens on `port` of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((LOOPBACK, port)) == 0


def refuse_taken_port(port: int, purpose: str) -> None:
    """Raises DemoFault, with what to do about it, where `port` is taken."""
    if port_in_use(port):
        raise DemoFault(
            f"Port {port} is already in use, and {purpose} needs it. "
            f"If another `make demo` is running, stop it with Ctrl-C; otherwise `ss -ltnp | grep :{port}` "
            "(or `lsof -i :" + str(port) + "` on a Mac) shows which program to close."
        )


def wait_until_answering(child: Child, port: int, path: str = "/", patience: float = 30.0) -> None:
    """Waits until an HTTP GET of `path` is answered with a 2xx; `patience` is in seconds.

    Raises DemoFault where the child ends first or does not answer in time, with the end of its log.
    """
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if child.process.poll() is not None:
            raise DemoFault(f"{child.name} stopped while starting. Its last words:\n{child.last_words()}")
        if _answers(port, path):
            return
        time.sleep(0.1)
    raise DemoFault(
        f"{child.name} did not answer within {patience:.0f} seconds. Its last words:\n{child.last_words()}"
    )


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2.0)
    try:
        connection.request("GET", path)
        return 200 <= connection.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
