"""How far passes over the whole trust have come."""

from __future__ import annotations

from sqlalchemy import Column, Named, Table, Text, TypedColumns

from storage.tables.base import metadata


class PassColumns(TypedColumns):
    """A pass that looks at everything, by name; `reached` says in short what it last saw the whole of."""

    name = Column(Text, primary_key=True)
    reached: Named[str] = Column(Text)


passes = Table("passes", metadata, PassColumns)
