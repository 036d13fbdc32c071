"""`python -m bot doctor`: is everything there that the bot needs, and what to do where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.app_in_teams import who_has_the_app, who_may_have_the_app
from bot.readiness import last_success
from bot.settings import Settings, SettingsError
from bot.wiring import House, NotMigrated, house
from scheduling.outlook.examining import examine_mail
from scheduling.outlook.examining_app import examine_installing
from scheduling.outlook.examining_calendars import examine_calendars
from scheduling.outlook.examining_notices import ABOUT, examine_notices
from scheduling.punctuality import Punctuality, punctuality
from storage.engine import BadDatabaseUrl
from storage.reach import OutOfReach
from strategy.people import Role
from strategy.ports import BookingState, OutgoingState, UnitOfWork
from strategy.school_year import london_day
from strategy.trust import Trust


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do about a fault."""

    about: str
    says: str
    remedy: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether something must be done."""
        return bool(self.remedy)

    def __str__(self) -> str:
        mark = "FAULT" if self.is_fault else "ok   "
        return f"{mark} {self.about}: {self.says}" + (f" -> {self.remedy}" if self.remedy else "")


async def examine(settings: Settings) -> list[Finding]:
    """Look at settings, database, directory, term dates and people, at Graph and at what runs by itself."""
    findings = [*_serving(settings)]
    try:
        async with house(settings) as parts:
            findings.append(Finding("database", "reached and up to date"))
            findings += await _trust(parts)
            findings += await _graph(parts)
            async with parts.store.transaction(read_only=True) as uow:
                findings += await _by_itself(uow, settings, parts.clock.now())
                findings.append(Finding("app", await who_has_the_app(uow, parts)))
    except NotMigrated:
        findings.append(Finding("database", "not up to date", "run: python -m bot migrate"))
    except (OutOfReach, BadDatabaseUrl) as error:
        findings.append(Finding("database", f"cannot be used: {error}", "check KEYSTONE_DATABASE_URL"))
    return findings


def _serving(settings: Settings) -> list[Finding]:
    try:
        settings.for_serving()
    except SettingsError as refused:
        return [Finding("settings", fault, "set it before: python -m bot serve") for fault in refused.faults]
    return [Finding("settings", "complete for serving")]


async def _graph(parts: House) -> list[Finding]:
    """Whether Microsoft Graph lets Keystone do what it is set up for."""
    if parts.outlook is None or parts.subscribing is None:
        return _public_for_nothing(parts.settings)
    checks = await examine_mail(parts.outlook, parts.settings.mail_from)
    if not checks[0].remedy:  # there is a token
        trust = await parts.store.trust()
        organisers = sorted(
            person.email
            for person in trust.current_people()
            if trust.partnered_by(person) or trust.advised_by(person)
        )
        checks += await examine_calendars(parts.outlook, parts.service_mailbox, organisers, parts.clock.now())
        if parts.installs_the_app:
            users = await who_may_have_the_app(parts)
            checks.append(await examine_installing(parts.outlook, parts.settings.teams_app_id, users))
        async with parts.store.transaction(read_only=True) as uow:
            kept, holding = await uow.subscriptions.all(), await uow.appointments.in_calendars()
        subscriber, tells = parts.subscribing.subscriber, parts.settings.notices_url
        checks += await examine_notices(subscriber, kept, holding.keys(), tells, parts.clock.now())
    return [Finding(check.about, check.says, check.remedy) for check in checks]


def _public_for_nothing(settings: Settings) -> list[Finding]:
    """What is to be called from outside where nobody is there to call."""
    if settings.demo or not settings.public_url:
        return []
    return [Finding(ABOUT, "off: KEYSTONE_PUBLIC_URL is set, but Microsoft Graph is not set up")]


async def _trust(parts: House) -> list[Finding]:
    trust = await parts.store.trust()
    if not trust.people:
        return [Finding("directory", "empty", "run: python -m bot import DIR")]
    people, schools = trust.current_people(), trust.current_schools()
    findings = [Finding("directory", f"{len(people)} people, {len(schools)} schools")]
    findings += _offices(trust)
    findings.append(_term_dates(trust, london_day(parts.clock.now())))
    unbound = [person for person in people if person.entra_id is None]
    if unbound:
        findings.append(
            Finding(
                "people",
                f"{len(unbound)} without an Entra id; each is known by sign-in name at first contact",
            )
        )
    undesignated = [s for s in schools if s.designation is None and s.status == "member"]
    if undesignated:
        names = ", ".join(school.known_as for school in undesignated[:5])
        findings.append(
            Finding(
                "designations",
                f"{len(undesignated)} member schools have none ({names})",
                "add them to schools.csv",
            )
        )
    return findings


def _offices(trust: Trust) -> list[Finding]:
    """Those who must be there, since reports go to them."""
    return [
        Finding("people", f"nobody is {role}", f"give somebody the role {role} in people.csv")
        for role in (Role.CEO, Role.DEPUTY_CEO, Role.LEAD_SIP)
        if not trust.holders(role)
    ]


def _term_dates(trust: Trust, today: date) -> Finding:
    years = trust.calendar.academic_years()
    last = max((span.ends for _, span in years), default=None)
    if last is None or last < today:
        return Finding(
            "term dates", "there are none for today", "add this year to terms.csv and import again"
        )
    if last < today + timedelta(days=120):
        return Finding(
            "term dates", f"end on {last:%-d %B %Y}", "add next year to terms.csv and import again"
        )
    return Finding("term dates", f"known until {last:%-d %B %Y}")


async def _by_itself(uow: UnitOfWork, settings: Settings, now: datetime) -> list[Finding]:
    """How the jobs keep to their timetable, and whether what they put out reaches people."""
    findings = [_job(job) for job in punctuality(await uow.heartbeats.all(), now)]
    counts = await uow.outbox.counts()
    waiting, failed = counts[OutgoingState.WAITING], counts[OutgoingState.FAILED]
    findings.append(
        Finding("outbox", f"{failed} not delivered, {waiting} waiting", "run: python -m bot outbox")
        if failed
        else Finding("outbox", f"{waiting} waiting, none failed")
    )
    findings += [
        _bookings(state, why, many) for (state, why), many in (await uow.appointments.troubles()).items()
    ]
    unreached = await uow.conversations.owing_without_chat(london_day(now))
    if unreached:
        findings.append(
            Finding("chats", f"{unreached} who owe something have no chat with the bot, and are told by mail")
        )
    if settings.lacking_for_mail and not settings.demo:
        lacking = ", ".join(settings.lacking_for_mail)
        findings.append(
            Finding(
                "mail",
                f"not set up ({lacking}); reports by mail wait for it, and so does whatever is told to "
                "somebody without a chat",
            )
        )
    return findings


def _bookings(state: BookingState, why: str, many: int) -> Finding:
    """Visits with whose place in a calendar something is amiss."""
    visits = "1 visit" if many == 1 else f"{many} visits"
    if state is BookingState.FAILED:
        return Finding("calendars", f"{visits} not put there: {why}", "mend it, then move or book them again")
    if state is BookingState.WAITING:
        return Finding("calendars", f"{visits} waiting: {why}")
    return Finding("calendars", f"{visits} there, but {why}")


def _job(job: Punctuality) -> Finding:
    about = f"job {job.job}"
    if job.is_amiss:
        return Finding(about, last_success(job), "see that python -m bot serve runs, and look at its log")
    return Finding(about, last_success(job))
