"""A trust of 1,000 schools with the longest of names: imported in seconds, and every card stays small."""

from __future__ import annotations

import csv
import time
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from bot.commands import main
from tests.system import trust
from tests.system.office import Office, opened

SCHOOLS = 1_000
PARTNERS = 100
SECONDS = 60
"""Far more than it takes (about five), since the machine of the tests may be doing other things."""
LEAD, PARTNER, DEPUTY = "lead@large.example", "partner0@large.example", "deputy@large.example"
VISITS = [
    ("2026-09-08", "2026-09-09"), ("2026-09-15", "2026-09-16"), ("2026-09-22", "2026-09-24"),
    ("2026-10-06", "2026-10-07"), ("2026-10-13", "2026-10-20"), ("2026-11-03", ""), ("2026-11-05", ""),
    ("2026-11-10", ""), ("2026-11-12", ""), ("2026-11-17", ""),
]  # fmt: skip
"""A school's visits, and when each was reported."""
LONG = "The Archbishop Cranleigh and Hollins Valley Church of England Voluntary Aided Junior School of St "
RIGHT_TO_LEFT = "בית הספר היסודי על שם " * 4


def write(folder: Path, name: str, header: str, rows: Iterable[Iterable[object]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of its database; importing it is timed."""
    folder = tmp_path_factory.mktemp("large")
    people = [(LEAD, "Lena Lead", "", "lead_sip"), (DEPUTY, "Dan Deputy", "", "deputy_ceo")]
    people.append(("ceo@large.example", "Cleo Chief", "", "ceo"))
    people += [
        (f"partner{n}@large.example", f"Pat {'Longname-' * 8}Partner{n}", "", "") for n in range(PARTNERS)
    ]
    people += [(f"head{n}@large.example", f"Hana Head{n}", "", "") for n in range(SCHOOLS)]
    people += [(f"chair{n}@large.example", f"Chris Chair{n}", "", "") for n in range(SCHOOLS)]
    people += [(f"leader{n}@large.example", f"Lee Leader{n}", "", "") for n in range(900)]
    ids = [f"00000000-0000-4000-8000-{n:012d}" for n in range(len(people))]
    write(
        folder,
        "people.csv",
        "email,name,entra_id,roles",
        [(mail, name, ids[n], roles) for n, (mail, name, _, roles) in enumerate(people)],
    )
    write(
        folder,
        "schools.csv",
        "urn,name,short_name,phase,status,headteacher,chair_of_governors,senior_leaders,sip,adviser,"
        "designation,designated_on",
        [
            (
                100_000 + n,
                f"{RIGHT_TO_LEFT if n % 3 == 0 else LONG}{n}",
                "",
                "primary",
                "member",
                f"head{n}@large.example",
                f"chair{n}@large.example",
                f"leader{n % 900}@large.example",
                f"partner{n % PARTNERS}@large.example",
                "",
                "repair",
                "2026-09-01",
            )
            for n in range(SCHOOLS)
        ],
    )
    write(
        folder,
        "visits.csv",
        "urn,date,author,capacity,mode,days,purpose,reported_on",
        [
            (
                100_000 + n,
                on,
                f"partner{n % PARTNERS}@large.example",
                "sip",
                "on_site",
                1,
                "Visit " * 20,
                filed,
            )
            for n in range(SCHOOLS)
            for on, filed in VISITS
        ],
    )
    for name in ("terms.csv", "closures.csv"):
        (folder / name).write_bytes((trust.DIRECTORY / name).read_bytes())
    file = folder / "keystone.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYSTONE_DATABASE_URL", f"sqlite:///{file}")
        patch.chdir(folder)
        began = time.perf_counter()
        assert main(["import", str(folder)]) == 0
        assert time.perf_counter() - began < SECONDS
    return f"sqlite:///{file}"


@pytest.fixture
async def office(large: str) -> AsyncIterator[Office]:
    async with opened(large) as one:
        yield one


async def test_the_lead_partner_of_all_schools_gets_a_form_without_a_thousand_choices(office: Office) -> None:
    lead = await office.chat(LEAD)
    form = await lead.says("file a report")
    assert form.choices <= 25
    named = await lead.says(f"file a report for {LONG}998, yesterday")
    assert "998" in named.on_cards + named.words


@pytest.mark.parametrize("who", [LEAD, DEPUTY, PARTNER])
@pytest.mark.parametrize(
    "text",
    [
        "which high-risk reports are overdue",
        "what do I owe",
        "visits this term",
        "what is due this week",
        "help",
    ],
)
async def test_pages_of_long_names_stay_small_and_lead_on(office: Office, who: str, text: str) -> None:
    """`Shown` holds every card to the size that each client shows."""
    chat = await office.chat(who)
    said = await chat.says(text)
    assert said.words
    if "Showing 1 to 8" in said.words:
        assert "Showing 9 to 16" in (await chat.says("more")).words
    for school in ("1", "2"):
        assert (await chat.says(school)).words


async def test_a_partners_choice_of_visits_stays_small(office: Office) -> None:
    partner = await office.chat(PARTNER)
    asked = await partner.says("file a report")
    assert "wait for a report" in asked.words


async def test_who_is_who_is_cut_short(office: Office) -> None:
    said = await (await office.chat(DEPUTY)).says("who are the SIPs")
    assert "The first 12 of 100" in said.words
