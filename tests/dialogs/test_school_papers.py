"""Development plans and self-evaluations: handed in as a file or a link, asked about, signed off, watched."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from dialogs.messages import Attached, Incoming, Place
from storage.reconciling_schools import PAPERS, reconcile_schools
from storage.store import SqlStore
from strategy.duties import PAPER_STEPS, PAPERS_OWED, DutyKind, DutyState, StoredDuty
from strategy.outgoing import Means, OutgoingKind
from strategy.policy import Policy
from strategy.policy_papers import PaperKind
from strategy.ports import Letter
from strategy.school_papers import PaperDeed, SchoolPaper
from tests.dialogs.answers import MARKED, Answer, held_to_account
from tests.dialogs.conversation import Conversation
from tests.dialogs.post import Post
from tests.dialogs.sent import told
from tests.dialogs.world import MARLOW, NEWCOMER, OAK_BANK, World, make_world

PDF = b"%PDF-1.7\nplan"
LINK = "https://trust.sharepoint.com/sites/oak/SDP.docx"
PLAN, EVALUATION = PaperKind.DEVELOPMENT_PLAN, PaperKind.SELF_EVALUATION
TODAY = date(2026, 11, 23)


async def sends(chat: Conversation, *files: Attached, text: str = "") -> Answer:
    """Somebody sends files, with words or without."""
    incoming = Incoming(chat.name, chat.place, chat.person, chat.at, text=text, files=files)
    answer = Answer(await chat.desk.receive(incoming))
    held_to_account(answer)
    if answer.cards:
        chat.last = answer
    return answer


def pdf(name: str = "SDP.pdf", content: bytes = PDF) -> Attached:
    return Attached(name, content)


async def paper(world: World, school: str = OAK_BANK, kind: PaperKind = PLAN) -> SchoolPaper | None:
    async with world.store.transaction() as uow:
        return await uow.school_papers.of(school, kind, "2026/27")


async def stands(world: World, school: str = OAK_BANK, kind: PaperKind = PLAN) -> SchoolPaper:
    found = await paper(world, school, kind)
    assert found is not None
    return found


async def owed(world: World, *kinds: DutyKind, school: str = OAK_BANK) -> list[StoredDuty]:
    async with world.store.transaction() as uow:
        entries = await uow.duties.of_schools(kinds or PAPERS_OWED | PAPER_STEPS, [school])
    return [entry for entry in entries if entry.duty.about.partition(" ")[0] != "2025/26"]


async def derived(world: World) -> None:
    await reconcile_schools(world.store, world.policy, TODAY, PAPERS)


async def test_a_file_with_words_is_handed_in_at_once(world: World, head: Conversation) -> None:
    answer = await sends(head, pdf(f"Oak Bank{MARKED}.pdf"), text="here is our SDP")
    assert "Oak Bank's development plan for 2026/27 is in" in answer.words
    kept = await stands(world)
    assert kept.latest.deed is PaperDeed.HANDED_IN
    async with world.store.transaction() as uow:
        assert await uow.files.content(kept.latest.file or 0) == PDF
    assert (await world.deeds())[0] == "development plan handed in"
    assert await told(world) == [("paper.waiting", "Dan Deputy", kept.key)]


async def test_a_file_alone_is_asked_about_and_its_answer_hands_it_in(
    world: World, head: Conversation
) -> None:
    answer = await sends(head, pdf())
    assert "Which is this" in answer.all
    assert await paper(world) is None
    await head.presses("Self-evaluation")
    assert (await stands(world, kind=EVALUATION)).latest.file_name == "SDP.pdf"


async def test_words_say_as_well_what_a_file_is(world: World, head: Conversation) -> None:
    await sends(head, pdf())
    assert "is in" in (await head.says("it's the SEF")).words
    assert await paper(world) is None
    assert await paper(world, kind=EVALUATION) is not None


async def test_a_file_that_is_neither_is_left_and_forgotten(world: World, head: Conversation) -> None:
    await sends(head, pdf())
    assert "nothing was handed in" in (await head.presses("None of these")).all
    assert (await paper(world), await paper(world, kind=EVALUATION)) == (None, None)


async def test_a_file_that_is_asked_for_needs_no_words(world: World, head: Conversation) -> None:
    asked = await head.says("I'd like to hand in the SEF for my school")
    assert "Send me Oak Bank's self-evaluation for 2026/27" in asked.words
    await sends(head, pdf("SEF.pdf"))
    assert (await stands(world, kind=EVALUATION)).latest.version == 1


async def test_a_link_is_handed_in_by_card_or_pasted_and_shown_with_its_host(
    world: World, head: Conversation
) -> None:
    await head.says("submit Oak Bank SDP")
    await head.presses("Hand in the link", link=LINK)
    assert (await stands(world)).latest.link == LINK
    await head.says("submit our SEF")
    await head.says(f"{LINK}?2")
    assert (await stands(world, kind=EVALUATION)).latest.link == f"{LINK}?2"
    shown = await head.says("is our SDP in?")
    opens = [action for action in shown.card["actions"] if action["type"] == "Action.OpenUrl"]
    assert [(action["title"], action["url"]) for action in opens] == [("Open at trust.sharepoint.com", LINK)]


@pytest.mark.parametrize(
    "link", ["http://trust.sharepoint.com/a", "https://trust.example@evil.example/a", "https://localhost/a"]
)
async def test_a_doubtful_link_is_refused_and_nothing_is_kept(
    world: World, head: Conversation, link: str
) -> None:
    answer = await head.says(f"submit our SDP {link}")
    assert "link" in answer.words.lower()
    assert await paper(world) is None


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (Attached("SDP.pdf", b""), "empty"),
        (Attached("SDP.pdf", b"MZ\x90"), "not a PDF"),
        (Attached("SDP.exe", b"MZ\x90"), "that kind of file"),
        (Attached("SDP.pdf", fault="Teams does not have that file any more."), "any more"),
    ],
)
async def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(
    world: World, head: Conversation, file: Attached, why: str
) -> None:
    assert why in (await sends(head, file, text="our SDP")).words
    assert await paper(world) is None


async def test_two_files_at_once_are_asked_for_one_by_one(world: World, head: Conversation) -> None:
    assert "one file at a time" in (await sends(head, pdf("a.pdf"), pdf("b.pdf"), text="SDP attached")).words
    assert await paper(world) is None


async def test_every_version_is_kept_and_the_latest_counts(world: World, head: Conversation) -> None:
    await sends(head, pdf("one.pdf"), text="our SDP")
    await sends(head, pdf("two.pdf", PDF + b"2"), text="a new version of our SDP")
    kept = await stands(world)
    assert [(step.version, step.file_name) for step in kept.versions] == [(1, "one.pdf"), (2, "two.pdf")]
    await head.says("our SDP")
    versions = await head.presses("Earlier versions")
    assert "one.pdf" in versions.texts


async def test_the_very_same_file_makes_no_new_version(world: World, head: Conversation) -> None:
    await sends(head, pdf(), text="our SDP")
    again = await sends(head, pdf("another name.pdf"), text="our SDP")
    assert "in already" in again.all
    assert (await stands(world)).latest.version == 1


@pytest.mark.parametrize("name", ["Dan Deputy", "Carol Chief", "Sam Partner", "Tina Trustee", "Lee Leader"])
async def test_none_but_the_headteacher_hands_it_in(world: World, name: str) -> None:
    chat = await world.chat(name)
    await chat.says("submit Oak Bank's SDP")
    refused = await sends(chat, pdf(), text="Oak Bank's SDP")
    assert "is in" not in refused.words
    assert "nothing to do with a file" in (await sends(chat, pdf())).words
    await chat.sends_data(
        {"do": "paper.take", "school": OAK_BANK, "kind": str(PLAN), "year": "2026/27", "link": LINK}
    )
    assert await paper(world) is None


async def test_a_headteacher_hands_in_nothing_for_another_school(world: World, head: Conversation) -> None:
    await head.says("submit Marlow's SDP")
    await sends(head, pdf(), text="Marlow's SDP")
    assert await paper(world, MARLOW) is None


async def test_somebody_elses_file_cannot_be_handed_in(world: World, head: Conversation) -> None:
    await sends(head, pdf(f"secret{MARKED}.pdf"))
    data = {**head.last.button("Development plan"), "school": MARLOW} if head.last else {}
    other = await world.chat("Mo Head")
    assert "no longer have that file" in (await other.sends_data(data)).words
    assert await paper(world, MARLOW) is None


async def test_in_front_of_others_no_file_is_taken(world: World, head: Conversation) -> None:
    answer = await sends(head.elsewhere(Place.GROUP), pdf(), text="our SDP")
    assert "own chat" in answer.words
    assert await paper(world) is None


async def test_where_it_only_reads_no_file_is_taken(world: World, head: Conversation) -> None:
    incoming = Incoming("t", Place.TERMINAL, head.person, head.at, text="SDP", read_only=True, files=(pdf(),))
    assert "only answer questions" in (await world.desk.receive(incoming)).messages[0].text


async def test_handing_in_is_owed_and_done_and_asks_the_deputy_to_sign_off(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await derived(world)
    rows = (await head.elsewhere(Place.TERMINAL).says("what do I owe?")).rows
    assert [row[4] for row in rows] == ["Development plan, 2026/27", "Self-evaluation, 2026/27"]
    await sends(head, pdf(), text="our SDP")
    states = {entry.duty.kind: entry.state for entry in await owed(world, *PAPERS_OWED)}
    assert states == {
        DutyKind.DEVELOPMENT_PLAN: DutyState.FULFILLED,
        DutyKind.SELF_EVALUATION: DutyState.OPEN,
    }
    owes = await deputy.elsewhere(Place.TERMINAL).says("what do I owe?")
    assert "Development plan to sign off" in str(owes.rows)
    assert not await reconcile_schools(world.store, world.policy, TODAY, PAPERS)


async def test_the_deputy_signs_off_and_the_headteacher_hears(
    world: World, head: Conversation, deputy: Conversation, post: Post
) -> None:
    await sends(head, pdf(), text="our SDP")
    notice = await post.notice(await post.waiting(OutgoingKind.PAPER_WAITING, "Dan Deputy"))
    assert "Hana Head has handed in Oak Bank's development plan" in notice.words
    await deputy.says("is Oak Bank's SDP in yet?")
    done = await deputy.presses("Sign off")
    assert "is signed off" in done.all
    assert (await stands(world)).last.deed is PaperDeed.SIGNED_OFF
    heard = await post.notice(await post.waiting(OutgoingKind.PAPER_DECIDED, "Hana Head"))
    assert "Dan Deputy has signed off" in heard.words
    assert "signed it off for the EIT" in (await head.says("has our SDP been signed off")).words
    [duty] = await owed(world, DutyKind.PAPER_SIGN_OFF)
    assert duty.state is DutyState.FULFILLED


async def test_it_is_sent_back_with_a_reason_and_owed_again(
    world: World, head: Conversation, deputy: Conversation, post: Post
) -> None:
    await sends(head, pdf(), text="our SDP")
    await deputy.says("Oak Bank's SDP")
    assert "Please say why" in (await deputy.presses("Send back")).all
    await deputy.presses("Send back", reason=f"No measures{MARKED}")
    heard = await post.notice(await post.waiting(OutgoingKind.PAPER_DECIDED, "Hana Head"))
    assert "No measures" in heard.texts
    [again] = await owed(world, DutyKind.PAPER_AGAIN)
    assert again.state is DutyState.OPEN
    await sends(head, pdf("better.pdf", PDF + b"!"), text="our SDP")
    [again, *_] = await owed(world, DutyKind.PAPER_AGAIN)
    assert again.state is DutyState.FULFILLED


async def test_words_sign_off_after_a_yes_and_send_back_with_a_reason(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await sends(head, pdf(), text="our SDP")
    await deputy.says("sign off Oak Bank's SDP")
    assert (await stands(world)).last.deed is PaperDeed.HANDED_IN
    await deputy.says("yes")
    assert (await stands(world)).last.deed is PaperDeed.SIGNED_OFF
    await sends(head, pdf("SEF.pdf"), text="our SEF")
    await deputy.says("send back Oak Bank's SEF: attendance is missing")
    assert (await stands(world, kind=EVALUATION)).last.reason == "attendance is missing"


@pytest.mark.parametrize("name", ["Lena Lead", "Sam Partner", "Hana Head", "Tina Trustee"])
async def test_none_but_the_eit_signs_off(world: World, head: Conversation, name: str) -> None:
    await sends(head, pdf(), text="our SDP")
    kept = await stands(world)
    chat = await world.chat(name)
    for do in ("paper.sign_off", "paper.send_back"):
        await chat.sends_data({"do": do, "paper": kept.id, "revision": 1, "reason": "no"})
    await chat.says("sign off Oak Bank's SDP")
    await chat.says("yes")
    assert await stands(world) == kept


async def test_who_was_shown_an_earlier_version_is_shown_the_later(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await sends(head, pdf(), text="our SDP")
    old = await deputy.says("Oak Bank's SDP")
    await sends(head, pdf("new.pdf", PDF + b"2"), text="our SDP")
    answer = await deputy.presses("Sign off", on=old)
    assert "handed in version 2" in answer.all
    assert (await stands(world)).last.deed is PaperDeed.HANDED_IN


async def test_of_two_who_decide_at_once_one_wins(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    await sends(await world.chat("Hana Head"), pdf(), text="our SDP")
    kept = await stands(world)
    chats = [await world.chat(name) for name in ("Dan Deputy", "Carol Chief")]
    said: list[dict[str, Any]] = [{"do": "paper.sign_off"}, {"do": "paper.send_back", "reason": "too long"}]
    shown = {"paper": kept.id, "revision": kept.revision}
    answers = await asyncio.gather(
        *[chat.sends_data({**data, **shown}) for chat, data in zip(chats, said, strict=True)]
    )
    assert sorted("Done: " in answer.all for answer in answers) == [False, True]
    assert sorted("changed meanwhile" in answer.all for answer in answers) == [False, True]
    assert (await stands(world)).revision == 2


async def test_two_versions_handed_in_at_once_are_both_kept(store: SqlStore, policy: Policy) -> None:
    await make_world(store, policy)
    world = World.of(store, policy)
    head = await world.chat("Hana Head")
    chats = [head.elsewhere(Place.PERSONAL) for _ in range(3)]
    files = [pdf(f"{n}.pdf", PDF + bytes([65 + n])) for n in range(3)]
    await asyncio.gather(
        *[sends(chat, file, text="our SDP") for chat, file in zip(chats, files, strict=True)]
    )
    kept = await stands(world)
    assert [step.version for step in kept.versions] == [1, 2, 3]
    assert len({step.file_name for step in kept.versions}) == 3


async def test_a_copy_comes_by_mail_with_the_file_to_who_may_see_it(
    world: World, head: Conversation, sip: Conversation, post: Post
) -> None:
    await sends(head, pdf(f"My plan{MARKED}.pdf"), text="our SDP")
    assert (
        "on its way to sam.partner@trust.example"
        in (await sip.says("send me Oak Bank's development plan")).words
    )
    row = await post.waiting(OutgoingKind.PAPER_SENT, "Sam Partner")
    mail = await post.render(row, Means.MAIL)
    assert isinstance(mail, Letter)
    [document] = mail.documents
    assert document.name == "Development plan - Oak Bank - 2026-27 version 1.pdf"
    assert document.content == PDF
    assert MARKED not in mail.subject + mail.text


@pytest.mark.parametrize("name", ["Sue Partner", "Mo Head", "Tina Trustee", "Lee Leader", "Gail Governance"])
async def test_a_paper_is_kept_from_all_others(
    world: World, head: Conversation, post: Post, name: str
) -> None:
    await sends(head, pdf(f"secret{MARKED}.pdf"), text="our SDP")
    kept = await stands(world)
    chat = await world.chat(name)
    for text in ("is Oak Bank's SDP in?", "send me Oak Bank's SDP"):
        assert MARKED not in (await chat.says(text)).all
    for do in ("paper.show", "paper.send", "paper.versions"):
        answer = await chat.sends_data({"do": do, "paper": kept.id, "version": 1})
        assert "can't" in answer.words
    row = await post.put(OutgoingKind.PAPER_SENT, name, f"development_plan:{kept.id}:1")
    assert await post.untrue(row) == "may not see it any more"


async def test_which_schools_have_not_handed_in(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await derived(world)
    await sends(head, pdf(), text="our SDP")
    answer = await deputy.elsewhere(Place.TERMINAL).says("Which schools have not handed in their SDP?")
    assert "4 of the 5 development plans for 2026/27 are still to come in" in answer.words
    assert "Oak Bank" not in {row[1] for row in answer.rows}
    assert "due Fri 18 Dec" in answer.rows[0][3]
    opened = await deputy.says("which SDPs need signing off")
    assert "1 of the 5" in opened.words
    assert "Oak Bank's development plan" in (await deputy.presses("Oak Bank", on=opened)).all


async def test_delivery_is_noted_at_high_risk_and_seen_by_those_who_see_all(
    world: World, head: Conversation, deputy: Conversation
) -> None:
    await derived(world)
    [*_, duty] = [
        entry for entry in await owed(world, DutyKind.DELIVERY_NOTE) if entry.duty.about == "2026/27 autumn-2"
    ]
    assert duty.state is DutyState.OPEN
    await sends(head, pdf(), text="our SDP")
    await deputy.says("Oak Bank's SDP")
    await deputy.presses("Note delivery")
    await deputy.presses("Note it", standing="slipping", note=f"Two posts unfilled{MARKED}")
    entries = {entry.id: entry.state for entry in await owed(world, DutyKind.DELIVERY_NOTE)}
    assert entries[duty.id] is DutyState.FULFILLED
    lead = await world.chat("Lena Lead")
    assert "Two posts unfilled" in (await lead.says("Oak Bank's SDP")).texts
    assert "1 of the 5" in (await deputy.says("which plans are slipping?")).words
    assert "slipping" not in (await head.says("is our SDP in?")).all


async def test_a_note_that_is_not_on_track_says_why(world: World, deputy: Conversation) -> None:
    assert "why it is off track" in (await deputy.says("note Oak Bank's plan is off track")).words
    done = await deputy.says("note that Oak Bank's plan is off track because the head of maths left")
    assert "Noted: the delivery of Oak Bank's development plan is off track" in done.all


async def test_a_joining_school_may_hand_in_but_owes_nothing(world: World) -> None:
    await derived(world)
    assert await owed(world, school=NEWCOMER) == []


SENTENCES = [
    ("head", "I'd like to hand in the SDP for my school", "Send me Oak Bank's development plan"),
    ("head", "submit our SEF", "Send me Oak Bank's self-evaluation"),
    ("head", "our SDP is ready", "Send me Oak Bank's development plan"),
    ("head", "sending the self-evaluation over now", "Send me Oak Bank's self-evaluation"),
    ("head", "SEF attached", "Send me Oak Bank's self-evaluation"),
    ("head", "upload our school development plan", "Send me Oak Bank's development plan"),
    ("head", "I want to hand in our development plan for next year", "for 2027/28"),
    ("head", "is our SDP in yet", "is not in yet"),
    ("head", "has our sdp been signed off", "is not in yet"),
    ("head", "when is the SDP due", "due on Fri 18 December"),
    ("head", "how is our SEF doing", "self-evaluation for 2026/27 is not in yet"),
    ("deputy", "Which schools have not handed in their SDP?", "5 development plans for 2026/27 are still"),
    ("deputy", "is Marlow's SDP in yet?", "Marlow's development plan for 2026/27 is not in yet"),
    ("deputy", "has the SEF for Oak Bank been signed off", "Oak Bank's self-evaluation"),
    ("deputy", "send me Oak Bank's development plan", "is not in yet"),
    ("deputy", "who still owes an SDP", "are still to come in"),
    ("deputy", "which SEFs are signed off", "None of the 5 self-evaluations"),
    ("deputy", "which SDPs need signing off", "None of the 5 development plans"),
    ("deputy", "are any SEFs late", "None of the 5 self-evaluations for 2026/27 is late"),
    ("deputy", "have all the SDPs come in", "None of the 5 development plans"),
    ("deputy", "whose self evaluations are we still waiting for", "are still to come in"),
    ("deputy", "sdp status", "5 are still to come in"),
    ("deputy", "how many SDPs are signed off", "None of the 5"),
    ("deputy", "Oak Bank SEF?", "Oak Bank's self-evaluation for 2026/27"),
    ("deputy", "sign off Oak Bank's SDP", "is not in yet"),
    ("deputy", "send back Marlow's SEF: too thin", "is not in yet"),
    ("deputy", "last year's SDP for Oak Bank", "development plan for 2025/26 is not in"),
    ("deputy", "which plans are slipping", "None of the 5"),
    ("deputy", "note Oak Bank's plan is on track", "Noted: the delivery of Oak Bank's"),
    ("sip", "is Oak Bank's development plan in", "Oak Bank's development plan for 2026/27 is not in"),
    ("sip", "have my schools handed in their SDPs", "Oak Bank"),
    ("sip", "email me Oak Bank's SEF", "is not in yet"),
]


@pytest.mark.parametrize(("who", "text", "answer"), SENTENCES, ids=[text for _, text, _ in SENTENCES])
async def test_as_busy_people_say_it(
    world: World,
    head: Conversation,
    deputy: Conversation,
    sip: Conversation,
    who: str,
    text: str,
    answer: str,
) -> None:
    await derived(world)
    chats = {"head": head, "deputy": deputy, "sip": sip}
    assert answer in (await chats[who].says(text)).all
