"""States, elements, topics, modes, risks and designations by the words that people use for them.

Each tag is followed by the phrases that give it, parted by "/". Phrases are folded and their short forms
written out, as in `dialogs.understanding.sentence`.
"""

from __future__ import annotations

STATUSES: dict[str, str] = {
    "overdue": (
        "overdue / late / behind / past deadline / past the deadline / past their deadline / "
        "missed the deadline / missed their deadline / past due / over due / missed deadlines / gone past "
        "/ running late / behind with / behind on / tardy / passed its deadline / lateness / latecomers / "
        "passed the deadline / missed deadline / not in on time / past its deadline / past their due date "
        "/ past its due date / beyond the deadline / beyond deadline / gone over"
    ),
    "due": (
        "due / due in / coming due / not yet due / falling due / due for / fall due / falls due / "
        "yet to fall due / due soon"
    ),
    "outstanding": (
        "outstanding / owe / owes / owed / owing / not filed / unfiled / not been filed / not submitted / "
        "not been submitted / not sent / not done / not in / missing / still to file / yet to file / "
        "still to come / yet to come / not in yet / not handed in / not written / not yet filed / "
        "not put in / not sent in / not completed / still waiting for / still waiting on / waiting on / "
        "still need / still needed / not come in / not received / not had / to be filed / unwritten / "
        "yet to be filed / still to write / yet to write / yet to submit / still to be filed / "
        "still to submit / left to file / unsubmitted / left to write / not got / yet to send / "
        "not turned in / not logged / not finished / not yet submitted / still missing / not yet in / "
        "not yet been filed / yet to hand in / still to hand in / not produced / not arrived / not seen / "
        "to be submitted / yet to produce / yet to arrive / incomplete / not yet sent / not written up / "
        "unwritten up / still to send / not filled in / not had in / due and overdue / due or overdue / "
        "overdue and due / due plus overdue / overdue or due / reports still to do / reports left to do / "
        "reports to do / reports to write / reports to file / reports to submit / reports to complete / "
        "not reported / not yet reported / yet to report / still to report"
    ),
    "filed": (
        "filed / submitted / reported / received / handed in / sent in / turned in / came in / come in / "
        "completed / "
        "logged / in already / been done / already in / got in / put in by / written by / gone in / "
        "went in / finished / been put in / lodged / reports in for / reports in from / reports in yet / "
        "report in yet / reports all in / reports are in / report is in / report in for"
    ),
    "pending": (
        "pending / undecided / needs a decision / need a decision / needing a decision / waiting / "
        "awaiting / awaiting a decision / awaiting decision / not decided / to be decided / outstanding / "
        "in the queue / not yet decided / still open / on my desk / waiting for a decision / "
        "waiting on a decision / waiting for me / open / still to decide / not been decided / unanswered "
        "/ not answered / waiting to be decided / left to decide / still to be decided / "
        "not yet been decided / unresolved / queued / not dealt with / yet to be decided / need deciding "
        "/ needs deciding / unactioned / waiting on me / waiting for approval / awaiting approval / "
        "not had a decision / need approving / needs approving / need my decision / needs my decision / "
        "in limbo / under consideration / no decision / need my approval / needs my approval / "
        "need a yes or no / needs a yes or no / awaiting my decision / awaiting my approval / "
        "not been answered / not settled / requests to approve / requests to decide / visits to approve / "
        "visits to decide"
    ),
    "approved": (
        "approved / agreed / granted / accepted / said yes to / green lit / ok'd / okayed / authorised / "
        "signed off / given the go ahead / given the nod / allowed"
    ),
    "declined": (
        "declined / refused / turned down / rejected / said no to / knocked back / denied / not approved "
        "/ not agreed / not granted / disallowed"
    ),
    "planned": (
        "planned / booked / scheduled / in the diary / lined up / arranged / yet to happen / "
        "still to happen / not yet happened / still to take place / diarised / pencilled in"
    ),
    "done": (
        "done / completed / carried out / taken place / took place / happened / made / undertaken / "
        "gone ahead / conducted / finished / been completed / been carried out / went ahead / have had / "
        "have taken place / delivered / complete"
    ),
    "cancelled": (
        "cancelled / called off / canceled / scrapped / pulled / axed / did not happen / did not go ahead "
        "/ been cancelled / fell through / not gone ahead / aborted"
    ),
}
"""Where a report, a request or a visit stands; which of them counts is decided by what is asked about."""
ELEMENTS: dict[str, str] = {
    "leadership": (
        "leadership / vision / leadership and vision / vision and leadership / leaders / middle leaders / "
        "middle leadership / senior leadership / slt / ethos / culture / leading a school / "
        "accountability"
    ),
    "curriculum": (
        "curriculum / curricular / knowledge rich / broad and balanced / curriculum design / "
        "curriculum planning / curriculum coverage / subject content / what we teach / breadth and depth"
    ),
    "behaviour_attendance": (
        "behaviour / attendance / behaviour and attendance / attendance and behaviour / "
        "persistent absence / behavior / exclusions / off rolling / discipline / pupil behaviour / "
        "pupil attendance / student behaviour / punctuality / unofficial exclusions / truancy / conduct / "
        "behaviour policy / poor behaviour"
    ),
    "teaching": (
        "teaching / quality of teaching / pedagogy / teaching quality / good teaching / "
        "classroom practice / teaching practice / effective teaching / instruction / classroom teaching / "
        "teaching and learning / t and l"
    ),
    "professional_development": (
        "cpd / professional development / staff development / staff training / "
        "continuing professional development / developing staff / pd / training staff / "
        "teacher development / training our staff / training for staff / inset training / "
        "developing teachers / training teachers / growing our own staff / professional learning"
    ),
    "intervention": (
        "intervention / interventions / catch up / tutoring / small group work / intervention strategies "
        "/ catchup / small group teaching / peer tutoring / catch up groups / interventions strategies / "
        "small groups / booster groups / one to one tuition / booster sessions / tuition / "
        "targeted support / intervention groups / boosters"
    ),
    "self_evaluation": (
        "self evaluation / action planning / self evaluation and action planning / self evaluating / "
        "development planning / evaluating ourselves / self review / sef / sefs / evaluating themselves / "
        "knowing ourselves / school self evaluation / writing a sef / self assessment"
    ),
}
"""The seven elements of the improvement model."""
TOPICS: dict[str, str] = {
    "pupil_premium": "pupil premium / pp / ppg / disadvantaged / disadvantage / pp strategy",
    "safeguarding": (
        "safeguarding / single central record / scr / child protection / send / sen / senco / "
        "special needs / special educational needs"
    ),
    "governance": "governance / governor / governors / governing body / governing bodies / lgb",
    "teaching_learning": "teaching and learning / t and l",
    "data": "data / assessment data / outcomes data / results data / outcomes",
    "subject": (
        "maths / mathematics / english / literacy / science / mfl / languages / modern foreign languages "
        "/ computing / history / geography / humanities / phonics / music / art / reading / writing / "
        "numeracy / physics / chemistry / biology / pe / early years / eyfs / french / spanish / german / "
        "drama / design technology / dt"
    ),
}
"""Topics that a role leads on or a review looks into."""
MODES: dict[str, str] = {
    "on_site": (
        "in person / on site / onsite / face to face / f2f / in the building / at the school itself / "
        "physical visit / in the flesh"
    ),
    "teams": (
        "teams / on teams / via teams / over teams / by teams / ms teams / microsoft teams / remote / "
        "remotely / online / virtual / virtually / teams call / video call / on line / video / by video / "
        "zoom"
    ),
}
"""Where a visit or meeting takes place."""
RISKS: dict[str, str] = {
    "high": "high risk / higher risk / highest risk / risk is high / risk high",
    "some": "some risk / medium risk / moderate risk / risk is some",
    "low": "low risk / lower risk / lowest risk / risk is low / risk low",
}
"""Risk classes."""
DESIGNATIONS: dict[str, str] = {
    "stabilise": "stabilise / stabilised / stabilize / stabilising school / stabilising schools",
    "repair": "repair",
    "improve": "improve",
    "sustain": "sustain / sustained school",
}
"""Designations; which "improve" is one is decided by what stands around it."""

SUBJECTS_IN_FULL = {
    "maths": "mathematics", "numeracy": "mathematics", "mfl": "modern foreign languages",
    "languages": "modern foreign languages", "pe": "physical education", "dt": "design technology",
    "eyfs": "early years",
}  # fmt: skip
"""How a directory writes the subjects that people shorten."""

ROLE_OF_TOPIC = {
    "pupil_premium": "lead_pupil_premium",
    "safeguarding": "lead_send_safeguarding",
    "governance": "governance_professional",
    "teaching_learning": "lead_teaching_learning",
    "data": "data_manager",
    "subject": "director_subject",
}
"""Whom "who leads on pupil premium" means."""
