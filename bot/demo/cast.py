"""The people and schools of the made-up trust. None of them exists."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date

from bot.demo.playground import NAMESPACE

TRUST_NAME = "Wychbeck Learning Trust"
DOMAIN = "wychbeck.example"


def email_of(name: str) -> str:
    """`Zoë O'Hare` to `zoe.ohare@wychbeck.example`."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return ".".join("".join(c for c in word if c.isalpha()) for word in plain.split()) + "@" + DOMAIN


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of people.csv."""

    email: str
    name: str
    entra_id: str
    roles: str


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A line of schools.csv."""

    urn: str
    name: str
    short_name: str
    phase: str
    status: str
    headteacher: str
    chair_of_governors: str
    senior_leaders: str
    sip: str
    adviser: str
    designation: str
    designated_on: date | None


def _person(name: str, roles: str = "") -> PersonRow:
    email = email_of(name)
    return PersonRow(email, name, str(uuid.uuid5(NAMESPACE, email)), roles)


CEO = "Grace Adeyemi"
DEPUTY_CEO = "Ruth Blackwood"
LEAD_SIP = "Dewi Probert"
DEMO_SIP = "Priya Raman"
DEMO_HEAD = "Amina Farah"
ADVISER, SECOND_ADVISER = "Peter Lowther", "Shabnam Akhtar"
SLE_MATHEMATICS, SLE_SCIENCE = "Tobias Field", "Ngozi Eze"
DEPUTY_HEAD = "Imran Sheikh"

PEOPLE = (
    _person(CEO, "ceo"),
    _person(DEPUTY_CEO, "deputy_ceo"),
    _person(LEAD_SIP, "lead_sip"),
    _person(DEPUTY_HEAD, "deputy_head_trust"),
    _person("Kirsty Dunbar", "deputy_head_trust;lead_pupil_premium"),
    _person("Alison Fenn", "director_scitt_tsh"),
    _person("Joseph Amadi", "director_subject:English and Literacy"),
    _person("Hannah Goldberg", "director_subject:Mathematics"),
    _person("Lucia Ferrante", "director_subject:Modern Foreign Languages"),
    _person("Mei-Ling Zhou", "data_manager"),
    _person("Bronagh Kelly", "lead_send_safeguarding"),
    _person("Catrin Morgan", "lead_teaching_learning"),
    _person(ADVISER, "school_improvement_adviser"),
    _person(SECOND_ADVISER, "school_improvement_adviser"),
    _person(SLE_MATHEMATICS, "sle:Mathematics"),
    _person(SLE_SCIENCE, "sle:Science"),
    _person("Callum Reid", "sle:Early Reading"),
    _person("Diane Cartwright", "standards_committee;trustee"),
    _person("Harpreet Gill", "standards_committee"),
    _person("Olivia Strand", "executive_team"),
    _person("Sheila Marsden", "governance_professional"),
    _person("Ben Ingleby", "administrator"),
    # School Improvement Partners
    _person(DEMO_SIP),
    _person("Gareth Llewellyn"),
    _person("Yvonne Clarke"),
    _person("Tomasz Wilk"),
    # Headteachers
    _person(DEMO_HEAD),
    _person("Jonathan Peel"),
    _person("Siobhan Doyle"),
    _person("David Okafor"),
    _person("Lucy Pemberton"),
    _person("Rajiv Menon"),
    _person("Elspeth Kerr"),
    _person("Daniel Abrams"),
    _person("Marcia Bennett"),
    _person("Huw Parry"),
    _person("Nasreen Malik"),
    _person("Fraser Logan"),
    # Chairs of governors and senior leaders
    _person("Winifred Stobart"),
    _person("Colin Rudge"),
    _person("Parveen Dar"),
    _person("Edward Tunley"),
    _person("Claire Mossman"),
    _person("Jamal Osman"),
)
BY_NAME = {person.name: person for person in PEOPLE}


@dataclass(frozen=True, slots=True)
class SchoolSketch:
    """A school before its dates are known. `signed_off` is the month of last school year's designation."""

    urn: str
    name: str
    short_name: str
    phase: str
    headteacher: str
    sip: str
    designation: str = ""
    signed_off: int = 6
    adviser: str = ""
    chair: str = ""
    leaders: tuple[str, ...] = ()

    def row(self, school_year: int) -> SchoolRow:
        """Its line of schools.csv, as it stands in the school year that begins in September of that year."""
        month_year = school_year if self.signed_off < 9 else school_year - 1
        return SchoolRow(
            urn=self.urn,
            name=self.name,
            short_name=self.short_name,
            phase=self.phase,
            status="member" if self.designation else "joining",
            headteacher=email_of(self.headteacher),
            chair_of_governors=email_of(self.chair) if self.chair else "",
            senior_leaders=";".join(map(email_of, self.leaders)),
            sip=email_of(self.sip),
            adviser=email_of(self.adviser) if self.adviser else "",
            designation=self.designation,
            designated_on=date(month_year, self.signed_off, 17) if self.designation else None,
        )


_S1, _S2, _S3, _S4 = DEMO_SIP, "Gareth Llewellyn", "Yvonne Clarke", "Tomasz Wilk"

SCHOOLS = (
    SchoolSketch("990114", "Harrowmere High School", "Harrowmere", "secondary", DEMO_HEAD, _S1, "repair",
                 6, ADVISER, "Winifred Stobart", ("Claire Mossman",)),
    SchoolSketch("990128", "Kestrel Moor Academy", "Kestrel Moor", "all-through", "Jonathan Peel", _S2,
                 "stabilise", 6, ADVISER, "Colin Rudge", ("Jamal Osman",)),
    SchoolSketch("990133", "Ashdyke Junior School", "Ashdyke", "primary", "Siobhan Doyle", _S3, "repair",
                 2, ADVISER),
    SchoolSketch("990147", "Brackenfold Academy", "Brackenfold", "secondary", "David Okafor", _S1, "improve",
                 6, SECOND_ADVISER, "Parveen Dar"),
    SchoolSketch("990152", "Tansy Hill Primary School", "Tansy Hill", "primary", "Lucy Pemberton", _S2,
                 "improve", 10, SECOND_ADVISER),
    SchoolSketch("990166", "Lowther Quay High School", "Lowther Quay", "secondary", "Rajiv Menon", _S4,
                 "improve", 2, SECOND_ADVISER, "Edward Tunley"),
    SchoolSketch("990171", "Pennyfold Special School", "Pennyfold", "special", "Elspeth Kerr", _S1, "improve",
                 6, SECOND_ADVISER),
    SchoolSketch("990185", "Marram Sands Primary School", "Marram Sands", "primary", "Daniel Abrams", _S1,
                 "sustain", 10),
    SchoolSketch("990199", "Wren Lane Infant School", "Wren Lane", "primary", "Marcia Bennett", _S3,
                 "sustain", 2),
    SchoolSketch("990203", "St Alkelda Church of England Primary School", "St Alkelda", "primary",
                 "Huw Parry", _S4, "sustain", 10),
    SchoolSketch("990218", "Oakhollin Primary School", "", "primary", "Nasreen Malik", _S2, "sustain", 6),
    SchoolSketch("990222", "Skerrow Sixth Form College", "Skerrow", "post-16", "Fraser Logan", _S4),
)  # fmt: skip
