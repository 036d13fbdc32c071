"""What the strategy asks of the outside: a clock, and a store that works in transactions.

`storage` implements the store over SQLite and PostgreSQL; `bot/clock.py` has the clocks. Everything that one
deed writes, it writes through one `UnitOfWork`; leaving its block commits, an exception rolls back.

One subject a module; they are imported from here.
"""

from strategy.ports.clock import Clock
from strategy.ports.conversations import Conversations, TurnStart
from strategy.ports.documents import Document, Documents, ReportSheet
from strategy.ports.drafts import Draft, Drafts, DraftState
from strategy.ports.duties import Duties, DutyOrder, DutyQuery, DutyRow
from strategy.ports.paging import Page
from strategy.ports.records import Audit, AuditEntry, Outbox, Outgoing
from strategy.ports.reports import Reports
from strategy.ports.store import AlreadyThere, Directory, Store, TryAgain, UnitOfWork
from strategy.ports.visits import VisitQuery, Visits

__all__ = [
    "AlreadyThere",
    "Audit",
    "AuditEntry",
    "Clock",
    "Conversations",
    "Directory",
    "Document",
    "Documents",
    "Draft",
    "DraftState",
    "Drafts",
    "Duties",
    "DutyOrder",
    "DutyQuery",
    "DutyRow",
    "Outbox",
    "Outgoing",
    "Page",
    "ReportSheet",
    "Reports",
    "Store",
    "TryAgain",
    "TurnStart",
    "UnitOfWork",
    "VisitQuery",
    "Visits",
]
