"""The one place where everything is put together; nothing is built when a module is imported."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import RunningClock, SystemClock
from bot.found_chats import KeptChats
from bot.settings import Settings
from dialogs.desk import Desk
from dialogs.outgoing.invitations import Invitations
from dialogs.outgoing.outbound import Outbound
from dialogs.understanding.interpret import Interpreter
from scheduling.bookings import Bookings
from scheduling.change_notices import ChangeNotices
from scheduling.deliveries import Deliveries
from scheduling.jobs import agendas, digest, forgetting, installations, packs, reminders
from scheduling.mail_domains import DocumentsKeptWithin
from scheduling.no_calendars import NoCalendars
from scheduling.no_installer import NoInstaller
from scheduling.no_mail import NoMail
from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from scheduling.outlook.installing import OutlookInstaller
from scheduling.outlook.mail import OutlookMailer
from scheduling.outlook.subscribing import OutlookSubscriber
from scheduling.pace import MAILBOX, UNLIMITED, Pace
from scheduling.subscribing import Subscribing, subscribing
from scheduling.sweep import Job, with_heartbeat
from scheduling.timetable import ASSESSMENTS, DUTIES, Slot
from scheduling.watching import Watcher, watching
from storage.demo_calendar import DemoCalendars
from storage.demo_mailbox import DemoMailbox
from storage.engine import is_sqlite
from storage.files.ical import IcalendarFiles
from storage.files.word import WordDocuments
from storage.files.workbooks import ExcelWorkbooks
from storage.reconciling import reconcile_pending
from storage.reconciling_schools import reconcile_schools_if_need_be
from storage.schema import is_up_to_date, upgrade_engine
from storage.store import SqlStore
from strategy.actions.joining import bind_entra_id
from strategy.people import Person
from strategy.policy import Policy, load
from strategy.ports import Calendars, Clock, Installer, Mailer, Messenger, Renderer
from strategy.school_year import london_day


class NotMigrated(Exception):
    """The database is not at the schema this program needs, and is not ours to change unasked."""


@dataclass(frozen=True, slots=True)
class House:
    """All the parts that a command or the server works with."""

    settings: Settings
    clock: Clock
    policy: Policy
    store: SqlStore
    reader: Interpreter
    desk: Desk
    renderer: Renderer
    calendars: Calendars
    outlook: Outlook | None = None
    subscribing: Subscribing | None = None
    notices: ChangeNotices | None = None

    @property
    def directory(self) -> StoredDirectory:
        """Who is who, for the channel."""
        return StoredDirectory(self.store, self.clock)

    @property
    def service_mailbox(self) -> str:
        """The mailbox that organises for those who have none; empty where there is none."""
        return self.settings.mail_from if self.outlook is not None else ""

    @property
    def installs_the_app(self) -> bool:
        """Whether people are given the app in Teams: by Graph, once its id in the catalogue is known."""
        return self.outlook is not None and bool(self.settings.teams_app_id)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The time-driven work there is, in the order in which a sweep does it; each run is noted."""
        jobs = (
            Job(DUTIES, lambda _now: reconcile_pending(self.store, self.policy), "derived anew"),
            Job(ASSESSMENTS, self._of_schools, "derived anew"),
            forgetting(self.store, self.policy),
            agendas(self.store, self.policy),
            packs(self.store, self.policy),
            installations(self.store, self.policy, is_set_up=self.installs_the_app),
            subscribing(self.subscribing),
            watching(self.store, self.policy, self.calendars, self.service_mailbox),
            reminders(self.store, self.policy),
            digest(self.store, self.policy),
            # Last comes what delivers, so that one sweep also sends what the jobs before it put out.
        )
        return tuple(with_heartbeat(job, self.store, self.clock) for job in jobs)

    def jobs_of(self, slot: Slot) -> tuple[Job, ...]:
        """Those that a slot of the timetable runs."""
        return tuple(job for job in self.jobs if job.name in slot.jobs)

    async def _of_schools(self, now: datetime) -> int:
        return await reconcile_schools_if_need_be(self.store, self.policy, london_day(now))

    @property
    def references(self) -> StoredReferences:
        """How to reach people's own chats, for the channel."""
        return StoredReferences(self.store, self.clock)


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, or in the demonstration one that was set."""
    return SystemClock() if settings.now is None else RunningClock(settings.now)


@asynccontextmanager
async def house(settings: Settings, clock: Clock | None = None) -> AsyncGenerator[House]:
    """Everything, over the settings' database and by their clock unless one is given; closed at the end.

    An embedded SQLite database is made and brought up to date by itself; any other raises NotMigrated until
    `python -m bot migrate` has been run. Raises PolicyError for a policy that cannot be used.
    """
    policy = load(settings.policy)
    store = SqlStore.at(settings.database_url)
    outlook = Outlook(settings.graph) if settings.graph is not None else None
    try:
        if is_sqlite(store.engine):
            await upgrade_engine(store.engine)
        elif not await is_up_to_date(store.engine):
            raise NotMigrated
        reader = Interpreter()
        now = clock or clock_of(settings)
        calendars = _calendars_of(settings, store, outlook, now)
        words = Outbound(policy, WordDocuments(), ExcelWorkbooks(), IcalendarFiles())
        desk = Desk(store, policy, reader, calendars, words)
        keeper = None
        if outlook is not None:
            keeper = Subscribing(store, OutlookSubscriber(outlook), settings.notices_url, settings.mail_from)
        notices = None
        if keeper is not None and keeper.tells:
            watcher = Watcher(store, policy, calendars, settings.mail_from)
            notices = ChangeNotices(watcher, keeper, settings.tenant_id, now)
        yield House(settings, now, policy, store, reader, desk, words, calendars, outlook, keeper, notices)
    finally:
        if outlook is not None:
            await outlook.close()
        await store.close()


def _calendars_of(settings: Settings, store: SqlStore, outlook: Outlook | None, clock: Clock) -> Calendars:
    """People's calendars: the demonstration's own, Outlook's, or none."""
    if settings.demo:
        return DemoCalendars(store)
    return NoCalendars() if outlook is None else OutlookCalendars(outlook, settings.mail_from, clock)


def mailer_of(parts: House) -> Mailer:
    """By what mail is sent, and with documents only to the domains that settings accept.

    In the demonstration mail goes nowhere, so that there no domains mean any.
    """
    if not parts.settings.demo:
        sender = OutlookMailer(parts.outlook, parts.settings.mail_from) if parts.outlook else NoMail()
        return DocumentsKeptWithin(sender, parts.settings.mail_domains)
    mailbox = DemoMailbox(parts.store, parts.clock)
    domains = parts.settings.mail_domains
    return DocumentsKeptWithin(mailbox, domains) if domains else mailbox


def installer_of(parts: House) -> Installer:
    """By what people are given the app in Teams."""
    if parts.outlook is None or not parts.installs_the_app:
        return NoInstaller()
    settings = parts.settings
    chats = KeptChats(parts.store, parts.clock, settings.app_id, settings.tenant_id)
    return OutlookInstaller(parts.outlook, settings.teams_app_id, chats)


def bookings_of(parts: House) -> Bookings:
    """The worker that has people's calendars follow what was agreed here."""
    inviter, service = Invitations(parts.policy), parts.service_mailbox
    return Bookings(parts.store, inviter, parts.calendars, parts.clock, service=service)


def deliveries_of(parts: House, messenger: Messenger) -> Deliveries:
    """The worker that delivers what the outbox holds."""
    pace = Pace(mailbox=UNLIMITED if parts.settings.demo else MAILBOX)
    return Deliveries(
        parts.store,
        parts.renderer,
        messenger,
        mailer_of(parts),
        parts.clock,
        pace,
        installer=installer_of(parts),
    )


class StoredDirectory:
    """Who is who, from the trust directory."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def person_by_entra_id(self, entra_id: str) -> Person | None:
        """The person with that Entra object id."""
        return (await self._store.trust()).by_entra_id(entra_id)

    async def bind_entra_id(self, entra_id: str, sign_in_name: str) -> Person | None:
        """Bind the id to the one person without an id who signs in so."""
        async with self._store.transaction() as uow:
            known = uow.trust.by_entra_id(entra_id)
            return known or await bind_entra_id(
                uow=uow, now=self._clock.now(), entra_id=entra_id, sign_in_name=sign_in_name
            )


class StoredReferences:
    """How to reach people's own chats, kept with their conversations."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def personal(self, person_id: int) -> Mapping[str, Any] | None:
        """How to reach somebody's own chat."""
        async with self._store.transaction(read_only=True) as uow:
            return await uow.conversations.personal_reference(person_id)

    async def keep(self, person_id: int, conversation_id: str, reference: Mapping[str, Any]) -> None:
        """Keep it, in place of an older one."""
        async with self._store.transaction() as uow:
            await uow.conversations.keep_reference(person_id, conversation_id, reference, self._clock.now())

    async def forget(self, conversation_id: str) -> None:
        """The app was removed there."""
        async with self._store.transaction() as uow:
            await uow.conversations.forget_reference(conversation_id)
