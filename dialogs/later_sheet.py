"""What came after a meeting's pack, all in words, for whoever makes its document: that alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dialogs import wording
from dialogs.later_words import sits_as
from dialogs.pack_school_sheet import school_blocks
from dialogs.pack_sheet import actions_blocks, sheet_of, summary_blocks
from strategy.actions.sending_packs import LaterPapers
from strategy.later_papers import counted
from strategy.packs import Pack, SchoolPart, Section
from strategy.people import Person
from strategy.policy import Policy
from strategy.ports import Block, PackSheet
from strategy.trust import Trust


def later_sheet_of(found: LaterPapers, reader: Person, policy: Policy, trust: Trust) -> PackSheet:
    """The supplement, for its reader, as its document shows it."""
    pack = found.pack
    whole = sheet_of(pack, reader, policy, trust)
    heading = f"Later papers: {sits_as(pack.meeting, trust)}"
    return replace(
        whole,
        name=f"{whole.name} - later papers",
        heading=heading,
        made="This is what came after you were last sent something of this pack, on "
        f"{wording.moment(found.since)}. {whole.made}",
        foot=f"{heading}, {wording.day(pack.meeting.day)}, for {reader.name}",
        blocks=tuple(_blocks(pack, policy, trust)),
    )


def _blocks(pack: Pack, policy: Policy, trust: Trust) -> Iterator[Block]:
    if Section.ACTIONS in pack.sections:
        yield from actions_blocks(pack, trust)
    if Section.SUMMARY in pack.sections:
        yield from summary_blocks(pack, trust)
    for part in pack.schools:
        yield from school_blocks(part, _of_one(pack, part), policy, trust, alone=False)


def _of_one(pack: Pack, part: SchoolPart) -> Pack:
    """The pack as far as it is of one school, with the sections of which something of it came."""
    one = replace(pack, actions=(), summary=None, schools=(part,), overdue=0)
    return replace(one, sections=tuple(each for each in pack.sections if each in counted(one)))
