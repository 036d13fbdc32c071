"""Greetings, help for each role, and what is said where the bot did not understand."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs import cards
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.absences import may_see_reasons
from strategy.actions.capacities import schools_to_visit, writes_reports
from strategy.actions.chasing import may_chase
from strategy.actions.recording_meetings import may_record_meetings
from strategy.permissions import Deed, Scope, Standing, scope, standings


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done: what it is, and a sentence that does it."""

    intent: Intent
    what: str
    example: str


async def help_with(turn: Turn, asked: Interpretation | None = None) -> Reply:
    """What this person, in their role, can do here, with sentences to press or say."""
    del asked
    offers = offers_for(turn)
    said = f"Hello {turn.speaker.first_name}. Here is what you can ask me; your own words are fine."
    body = [cards.heading("What I can do for you"), cards.note("Press one, or say it in your own words.")]
    for offer in offers:
        body.append(cards.words(offer.what, subtle=True, size="small", spacing="medium"))
        body.append({**cards.link(offer.example, "say", {"text": offer.example}), "spacing": "none"})
    in_full = said + "".join(f"\n- {offer.what}: {offer.example}" for offer in offers)
    return turn.say(
        said, in_full=in_full, summary="What I can do for you", card=cards.card(body, says=in_full)
    )


def offers_for(turn: Turn) -> list[Offer]:
    """What the speaker may do here, the most used first; outside their own chat only what others may read."""
    calendar = Offer(Intent.CALENDAR_SHOW, "Term dates and working days", "When do we break up?")
    if not turn.incoming.place.is_private:
        return [calendar, Offer(Intent.HELP, "Everything else, in our own chat", "Help")]
    me, trust = turn.speaker, turn.trust
    offers = []
    held = standings(me, trust)
    if Standing.OWNER in held and writes_reports(me, turn.today, trust):
        offers += [
            Offer(Intent.REPORT_FILE, "Write a report", _example_report(turn)),
            Offer(Intent.DEADLINE_LIST, "What you have to hand in, and by when", "What do I owe?"),
            Offer(Intent.VISIT_LIST, "Your visits", "My visits"),
            Offer(Intent.REPORT_LIST, "What is late", "Is anything of mine late?"),
            Offer(Intent.REMINDER_SNOOZE, "Your reminders", "What will you remind me about?"),
        ]
    reach = _reach(turn, Deed.LIST_REPORTS)
    if reach.everything:
        offers += [
            Offer(Intent.REPORT_LIST, "Overdue reports", "Which high-risk reports are overdue?"),
            Offer(Intent.DEADLINE_LIST, "What falls due", "What is due this week?"),
            Offer(Intent.REPORT_LIST, "How many came in", "How many reports were filed last week?"),
        ]
    elif reach.shared_schools and not writes_reports(me, turn.today, trust):
        offers.append(
            Offer(
                Intent.DEADLINE_LIST, "What is due for your school", "Deadlines for my school this half term"
            )
        )
    waits = any(not _reach(turn, deed).is_empty for deed in _STEPS)
    if waits:
        offers.append(
            Offer(Intent.DESIGNATION_REVIEW, "Designations that wait", "Which recommendations are waiting?")
        )
    elif trust.partnered_by(me) and not turn.incoming.read_only:
        school = trust.partnered_by(me)[0].known_as
        offers.append(
            Offer(
                Intent.DESIGNATION_RECOMMEND,
                "Recommend a designation",
                f"Recommend a designation for {school}",
            )
        )
    if may_chase(me, turn.uow) and not turn.incoming.read_only:
        offers.append(Offer(Intent.REPORT_CHASE, "Have people reminded", "Chase the overdue reports"))
    if _reach(turn, Deed.READ_REPORT).reaches_others:
        offers.append(Offer(Intent.REPORT_SHOW, "Read a report", _example_reading(turn)))
    if trust.headed_by(me):
        offers.append(
            Offer(Intent.VISIT_LIST, "Visits to your school", "When is the next visit to my school?")
        )
    if may_record_meetings(me, turn.uow):
        offers.append(Offer(Intent.MEETING_LIST, "When a body meets next", "When is the next EIT?"))
        offers.append(Offer(Intent.MEETING_BOOK, "Record a meeting", "Set up a Progress Board"))
    if may_see_reasons(me, trust):
        offers.append(Offer(Intent.PERSON_SHOW, "Who is away", "Who is away?"))
    offers += [Offer(Intent.PERSON_SHOW, "Who is who", "Who leads on safeguarding?"), calendar]
    return offers


_STEPS = (Deed.ENDORSE_DESIGNATION, Deed.REVIEW_DESIGNATION, Deed.SIGN_OFF_DESIGNATION)


def _reach(turn: Turn, deed: Deed) -> Scope:
    kinds = turn.policy.on(turn.today, turn.trust.calendar).shared_kinds
    return scope(turn.speaker, deed, turn.trust, kinds)


def _example_report(turn: Turn) -> str:
    schools = schools_to_visit(turn.speaker, turn.today, turn.trust)
    return f"File a report for {schools[0].known_as}" if schools else "File a report"


def _example_reading(turn: Turn) -> str:
    if turn.trust.headed_by(turn.speaker):
        return "Show me the latest report on my school"
    schools = schools_to_visit(turn.speaker, turn.today, turn.trust) or turn.trust.current_schools()
    return f"Show me the latest report on {schools[0].known_as}" if schools else "Show me the latest report"


async def greet(turn: Turn, asked: Interpretation | None = None) -> Reply:
    """A greeting for a greeting, thanks for thanks, and goodbye for goodbye."""
    del asked
    text = turn.incoming.text.casefold()
    if any(word in text for word in ("thank", "cheers", "ta ", "great", "lovely", "perfect", "brilliant")):
        return turn.say("You're welcome.", summary="You're welcome")
    if any(word in text for word in ("bye", "see you", "night", "have a good")):
        return turn.say("Goodbye.", summary="Goodbye")
    return turn.say(
        f"Hello {turn.speaker.first_name}. What can I do for you?",
        summary="Hello",
        suggestions=(*[offer.example for offer in offers_for(turn)[:3]], "Help"),
    )


async def introduce(turn: Turn) -> Reply:
    """What somebody sees when the bot arrives in their chat: once."""
    if not turn.incoming.place.is_private:
        return turn.say(
            "Hello, I'm Keystone. Here I answer questions about term dates and working days; for everything "
            "else, please talk to me in a chat of our own.",
            summary="Keystone says hello",
        )
    reply = await help_with(turn)
    first = reply.messages[0]
    hello = (
        f"Hello {turn.speaker.first_name}, I'm Keystone. I help with visit reports: writing them, finding "
        "them, and what is due when."
    )
    return turn.say(
        hello,
        in_full=f"{hello}\n{first.text}",
        summary="Keystone says hello",
        card=dict(first.card) if first.card else None,
    )


async def not_understood(turn: Turn, asked: Interpretation) -> Reply:
    """Say so, and offer the nearest things this person can do."""
    offers = offers_for(turn)
    near = [offer for offer in offers if offer.intent in asked.nearest]
    offered = tuple(dict.fromkeys(offer.example for offer in [*near, *offers]))[:3]
    said = "I'm sorry, I didn't understand that, or it isn't something I do."
    return turn.say(
        said,
        in_full=f"{said} You could say: {'; '.join((*offered, 'Help'))}.",
        summary="Not understood",
        suggestions=(*offered, "Help"),
    )


async def nothing_under_way(turn: Turn, asked: Interpretation | None = None) -> Reply:
    """What "cancel" gets when no talk is under way: a draft stays until it is filed or discarded."""
    del asked
    if turn.incoming.place.is_private and await turn.uow.drafts.open_of(turn.speaker.id):
        said = "All right. Your draft is kept: say resume to go on with it, or discard it to throw it away."
        return turn.say(said, summary="All right")
    return turn.say("All right. There was nothing under way.", summary="All right")


LATER = {
    "support": "deploying support",
    "plan": "tailored plans",
    "visit": "booking, moving or cancelling visits",
    "request": "requests for extra visits",
    "agenda": "agendas",
    "paperwork": "papers for visits",
    "meeting": "meetings and their papers",
    "minutes": "minutes",
    "summary": "summaries for the Education Improvement Team",
    "target": "targets and lines of enquiry",
    "development_plan": "development plans and self-evaluations",
    "review": "reviews and audits",
}


async def not_yet(turn: Turn, asked: Interpretation) -> Reply:
    """Something understood that the bot cannot do so far: say so plainly rather than guess."""
    what = LATER.get(asked.intent.value.partition(".")[0], "that")
    said = f"I understood that this is about {what}, but I can't do that yet."
    offered = tuple(offer.example for offer in offers_for(turn)[:3])
    return turn.say(said, summary="Not possible yet", suggestions=(*offered, "Help"))
