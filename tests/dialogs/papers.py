"""Schools' papers in a test, handed in and decided on without their cards."""

from __future__ import annotations

from strategy.actions.handing_in_papers import Paper, PaperShown, hand_in, send_paper_back
from strategy.files import FileIn
from strategy.policy_papers import PaperKind
from strategy.school_papers import SchoolPaper
from tests.dialogs.conversation import NOW
from tests.dialogs.world import MARLOW, OAK_BANK, World


async def handed_in(world: World, by: str, school: str, kind: PaperKind) -> SchoolPaper:
    """A headteacher has handed in a file."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        kept = await uow.files.keep(FileIn("zebrafinch.pdf", "application/pdf", b"%PDF-1.7"), who, NOW)
        return await hand_in(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            school=school,
            kind=kind,
            year="2026/27",
            given=Paper(kept.id),
        )


async def papers(world: World, reason: str) -> tuple[SchoolPaper, SchoolPaper, SchoolPaper]:
    """One that waits to be signed off, one that was sent back, and one to be handed on."""
    waits = await handed_in(world, "Mo Head", MARLOW, PaperKind.SELF_EVALUATION)
    sent = await handed_in(world, "Hana Head", OAK_BANK, PaperKind.SELF_EVALUATION)
    who = await world.person("Dan Deputy")
    async with world.store.transaction() as uow:
        decided = await send_paper_back(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            shown=PaperShown(sent.id, sent.revision),
            reason=reason,
        )
    return waits, decided, await handed_in(world, "Hana Head", OAK_BANK, PaperKind.DEVELOPMENT_PLAN)
