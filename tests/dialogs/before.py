"""What is told before a visit, with the same words in whatever people can write of it."""

from __future__ import annotations

from datetime import date

from strategy.actions.agenda_items import answer, propose, set_item
from strategy.actions.handing_out import send_by_mail
from strategy.actions.issuing_agendas import issue_agendas
from strategy.actions.leaving_out import leave_out
from strategy.actions.visit_papers import files_of, hand_in_for_visit, say_all_in
from strategy.files import FileIn
from strategy.outgoing import OutgoingKind
from strategy.ports import Outgoing
from tests.dialogs.conversation import NOW
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, World


async def before_a_visit(world: World, post: Post, written: str) -> dict[OutgoingKind, Outgoing]:
    """A row of each kind about Sue's visit to Marlow."""
    [visit] = await world.diary("Sue Partner", MARLOW, date(2026, 12, 9))
    mo, sue, dan = [await world.person(name) for name in ("Mo Head", "Sue Partner", "Dan Deputy")]
    words = written[:290].strip()
    policy, now = world.policy, NOW
    async with world.store.transaction() as uow:
        head, partner, deputy = (uow.trust.person(each) for each in (mo, sue, dan))
        await set_item(uow=uow, now=now, person=deputy, text=words, year="2026/27", month=12)
        for more in ("", " too"):
            item = await propose(
                uow=uow, policy=policy, now=now, person=head, visit=visit, text=f"{words}{more}"
            )
        await answer(
            uow=uow, policy=policy, now=now, person=partner, item_id=item.id, revision=1, agrees=True
        )
        await issue_agendas(uow=uow, policy=policy, now=now)
        kept = await uow.files.keep(FileIn(f"{words[:60]}.pdf", "application/pdf", b"%PDF-1.7"), mo, now)
        await hand_in_for_visit(uow=uow, now=now, person=head, visit=visit, files=[kept.id])
        await say_all_in(uow=uow, policy=policy, now=now, person=head, visit=visit)
        files = await files_of(uow=uow, policy=policy, now=now, person=partner, visit=visit)
        await send_by_mail(uow=uow, now=now, reader=partner, wanted=files)
        await leave_out(uow=uow, now=now, person=head, visit=visit, text=words)
    to = {
        OutgoingKind.AGENDA_ISSUED: "Sue Partner",
        OutgoingKind.AGENDA_PROPOSED: "Sue Partner",
        OutgoingKind.AGENDA_ANSWERED: "Mo Head",
        OutgoingKind.VISIT_PAPERS_IN: "Sue Partner",
        OutgoingKind.VISIT_PAPER_SENT: "Sue Partner",
        OutgoingKind.LEFT_OUT_NOTE: "Sue Partner",
    }
    rows = {kind: await post.waiting(kind, name) for kind, name in to.items()}
    # Of the two items that were proposed the first is not answered yet.
    async with world.store.transaction() as uow:
        proposed = await uow.outbox.recent(kind=OutgoingKind.AGENDA_PROPOSED)
    rows[OutgoingKind.AGENDA_PROPOSED] = proposed[-1]
    return rows
