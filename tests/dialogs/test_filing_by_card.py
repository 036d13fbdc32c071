"""A partner files a visit report by card."""

from __future__ import annotations

from datetime import date

from tests.dialogs.answers import MARKED, Answer
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import MARLOW, NEWCOMER, OAK_BANK, World

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20)
TYPED = {
    "purpose": f"Termly visit{MARKED}",
    "activities": f"Learning walk, books{MARKED}",
    "outcomes": f"Calm classrooms{MARKED}",
    "recommendations": f"Keep going{MARKED}",
}


async def fill_in(who: Conversation) -> Answer:
    """From the first section to the last, everything typed but not yet filed."""
    await who.presses("Next", purpose=TYPED["purpose"])
    return await who.presses("Next", activities=TYPED["activities"])


async def file(who: Conversation) -> Answer:
    await fill_in(who)
    return await who.presses(
        "File report", outcomes=TYPED["outcomes"], recommendations=TYPED["recommendations"]
    )


async def test_what_is_known_is_filled_in(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    form = await sip.says("file a report for Oak Bank, Friday's visit")
    assert "Visit report: Oak Bank" in form.texts
    assert "School Improvement Partner" in form.texts
    assert form.filled_in()["date"] == "2026-11-20"


async def test_a_report_is_filed_section_by_section(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    receipt = await file(sip)
    assert receipt.reply.replacement is not None, "the receipt takes the form's place"
    assert "Mon 23 November 2026 at 09:00" in receipt.texts
    assert "In time (due Wed 25 November 2026)" in receipt.texts
    assert "Dan Deputy" in receipt.texts
    assert "Lena Lead" in receipt.texts
    assert "Hana Head (headteacher)" in receipt.texts
    [report] = await world.filed()
    assert report.text.purpose == TYPED["purpose"]
    assert report.text.recommendations == TYPED["recommendations"]


async def test_a_report_filed_after_its_day_says_so_without_blame(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))
    await sip.says("file a report for Oak Bank")
    receipt = await file(sip)
    assert "After the deadline (due Tue 17 November 2026)" in receipt.texts


async def test_next_back_and_save_keep_everything(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    last = await fill_in(sip)
    assert "3 of 3" in last.texts
    back = await sip.presses("Back", outcomes=TYPED["outcomes"])
    assert back.filled_in()["activities"] == TYPED["activities"]
    first = await sip.presses("Back")
    assert first.filled_in()["purpose"] == TYPED["purpose"]
    await sip.presses("Next")
    last = await sip.presses("Next")
    assert last.filled_in()["outcomes"] == TYPED["outcomes"]
    sip.later(minutes=5)
    saved = await sip.presses("Save for later", recommendations="half a sent")
    assert "Saved at 09:05" in saved.texts
    assert saved.filled_in()["recommendations"] == "half a sent"
    assert await world.filed() == []


async def test_a_fault_is_named_at_its_field_and_nothing_typed_is_lost(sip: Conversation) -> None:
    await sip.says("file a report for Oak Bank")
    asked = await sip.presses("Next", date="2026-12-24", purpose=TYPED["purpose"])
    assert "That day has not come yet" in asked.texts
    assert asked.texts.index("Date of visit") < asked.texts.index("That day has not come yet")
    assert asked.texts.index("That day has not come yet") < asked.texts.index("Purpose of visit")
    assert asked.filled_in() == {"date": "2026-12-24", "purpose": TYPED["purpose"]}
    assert "Date of visit" in asked.words or asked.reply.replacement


async def test_filing_with_something_missing_leads_to_it(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await fill_in(sip)
    asked = await sip.presses("File report", outcomes="Good")
    assert "Recommendations are still needed" in asked.texts
    assert asked.filled_in()["outcomes"] == "Good"
    assert await world.filed() == []


async def test_a_draft_is_there_after_a_restart(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await fill_in(sip)
    again = sip.after_a_restart()
    again.later(days=1)
    resumed = await again.says("resume my report")
    assert "as you left it" in resumed.words
    assert "3 of 3" in resumed.texts
    assert (await again.presses("Back")).filled_in()["activities"] == TYPED["activities"]


async def test_asking_for_the_form_again_brings_the_same_draft(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank")
    await fill_in(sip)
    await sip.says("file a report for Oak Bank, Friday's visit")
    assert await world.drafts_of("Sam Partner") == 1


async def test_discarding_asks_first_and_keeps_what_was_typed_until_then(sip: Conversation) -> None:
    await sip.says("file a report for Oak Bank")
    asked = await sip.presses("Discard", purpose=TYPED["purpose"])
    assert "gone for good" in asked.texts
    kept = await sip.presses("Keep it")
    assert kept.filled_in()["purpose"] == TYPED["purpose"]


async def test_a_discarded_draft_is_gone(world: World, sip: Conversation) -> None:
    form = await sip.says("file a report for Oak Bank")
    await sip.presses("Discard", purpose=TYPED["purpose"])
    gone = await sip.presses("Discard it")
    assert "Nothing of it was filed" in gone.texts
    assert await world.drafts_of("Sam Partner") == 0
    sip.later(days=7)
    old = await sip.presses("Next", on=form, purpose="again")
    assert "You discarded that draft on Mon 23 November 2026 at 09:00" in old.texts
    assert await world.drafts_of("Sam Partner") == 0


async def test_a_visit_that_was_not_in_the_diary_is_recorded_as_it_is_reported(
    world: World, sip: Conversation, deputy: Conversation
) -> None:
    await sip.says("file a report for Oak Bank, yesterday's visit")
    await file(sip)
    [report] = await world.filed()
    assert report.visit_on == date(2026, 11, 22)
    assert "visit recorded by its report" in await world.deeds()
    sip.later(minutes=1)
    assert "Sun 22 Nov" in (await sip.says("visits this term")).texts
    assert "Sun 22 Nov" in (await deputy.says("visits to Oak Bank this term")).texts


async def test_one_visit_has_one_report(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    await sip.says("file a report for Oak Bank, Friday's visit")
    await file(sip)
    again = await sip.says("file a report for Oak Bank, Friday's visit")
    assert "one visit has one report" in again.all
    assert (await sip.presses("Read it", on=again)).texts.count("Calm classrooms") == 1
    assert len(await world.filed()) == 1


async def test_a_second_form_for_a_visit_filed_meanwhile_keeps_what_was_typed(
    world: World, sip: Conversation
) -> None:
    await world.diary("Sam Partner", OAK_BANK, WEDNESDAY, FRIDAY)
    other = sip.elsewhere(sip.place)
    await other.says("file a report for Oak Bank, Wednesday's visit")
    await sip.says("file a report for Oak Bank, Friday's visit")
    await file(sip)
    await other.presses("Next", date=FRIDAY.isoformat(), purpose="P")
    await other.presses("Next", activities="A")
    refused = await other.presses("File report", outcomes="O", recommendations="R")
    assert "one visit has one report" in refused.texts
    assert "kept as a draft" in refused.texts
    assert await world.drafts_of("Sam Partner") == 1
    assert len(await world.filed()) == 1


async def test_a_school_that_is_not_theirs_is_refused(sip: Conversation) -> None:
    refused = await sip.says("file a report for Marlow, yesterday's visit")
    assert "Marlow isn't one of the schools you report on" in refused.words
    assert not refused.cards


async def test_a_joining_school_has_no_visits_to_report(world: World) -> None:
    sue = await world.chat("Sue Partner")
    refused = await sue.says("file a report for Newcomer, yesterday's visit")
    assert "Newcomer isn't one of the schools you report on" in refused.words
    form = await sue.says("file a report")
    choices = {choice["value"] for choice in form.inputs["school"]["choices"]}
    assert MARLOW in choices
    assert NEWCOMER not in choices


async def test_a_headteacher_has_no_report_to_file(head: Conversation) -> None:
    refused = await head.says("file a report for Oak Bank")
    assert "no visit or deployment of yours" in refused.words


async def test_an_unfit_day_in_the_sentence_is_named_at_once(sip: Conversation) -> None:
    sip.at = sip.at.replace(day=19)
    form = await sip.says("file a report for Oak Bank, visit on 3 January 2019")
    assert "too long ago" in form.texts
    assert "Purpose of visit is still needed" not in form.texts


async def test_a_lead_sip_chooses_among_all_schools_and_the_head_is_not_told(world: World) -> None:
    lena = await world.chat("Lena Lead")
    form = await lena.says("file a report, yesterday's visit")
    assert len(form.inputs["school"]["choices"]) == 5
    await lena.presses("Next", school=OAK_BANK, purpose="P")
    await lena.presses("Next", activities="A")
    receipt = await lena.presses("File report", outcomes="O", recommendations="R")
    assert "Lead School Improvement Partner" in receipt.texts
    assert "Carol Chief" in receipt.texts
    assert "Hana Head" not in receipt.texts


async def test_a_deployed_member_of_the_team_files_a_half_termly_report(world: World) -> None:
    ted = await world.chat("Ted Teacher")
    form = await ted.says("file my half-termly report")
    assert "Half-termly report" in form.texts
    await ted.presses("Next", occasion=form.inputs["occasion"]["choices"][0]["value"], purpose="P")
    await ted.presses("Next", activities="A")
    receipt = await ted.presses("File report", outcomes="O", recommendations="R")
    assert "Half term" in receipt.texts
    assert "autumn 1, 2026/27" in receipt.texts
    [report] = await world.filed()
    assert report.half_term == "2026/27 autumn-1"


async def test_one_of_several_drafts_is_chosen_to_come_back_to(world: World, sip: Conversation) -> None:
    await world.diary("Sam Partner", OAK_BANK, WEDNESDAY, FRIDAY)
    for day in ("Wednesday", "Friday"):
        await sip.says(f"file a report for Oak Bank, {day}'s visit")
        await sip.presses("Next", purpose=f"{day}'s purpose")
        sip.later(minutes=1)
    asked = await sip.says("resume my report")
    assert "You have 2 drafts. Which one?" in asked.words
    title = next(title for title in asked.buttons if "Wed 18 November 2026" in title)
    await sip.presses(title)
    assert (await sip.presses("Back")).filled_in()["purpose"] == "Wednesday's purpose"
    sue = await world.chat("Sue Partner")
    assert "any more" in (await sue.presses(title, on=asked)).words
