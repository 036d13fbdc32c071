"""Roles, bodies and kinds of support by the names that people give them.

Each tag is followed by the phrases that give it, parted by "/". Phrases are folded and their short forms
written out, as in `dialogs.understanding.sentence`.
"""

from __future__ import annotations

ROLES: dict[str, str] = {
    "ceo": "ceo / chief exec / chief executive / chief executive officer / trust leader",
    "deputy_ceo": (
        "deputy ceo / dceo / deputy chief executive / deputy chief exec / deputy chief executive officer"
    ),
    "lead_sip": (
        "lead sip / lsip / lead school improvement partner / lead partner / lead sips / head sip / "
        "lead improvement partner"
    ),
    "deputy_head_trust": (
        "deputy head / deputy heads / deputy headteacher / deputy headteachers / deputy head teacher / "
        "deputy head teachers / trust deputy head / trust deputy heads / trust deputy headteacher / "
        "trust wide deputy head / trust wide deputy headteacher / mat wide deputy headteacher / "
        "mat wide deputy head / trust deputies / deputy headteacher trust wide / deputy heads trust wide "
        "/ trust wide deputy heads / trust deputy headteachers"
    ),
    "director_scitt_tsh": (
        "director of scitt / scitt director / director of the scitt / teaching school hub director / "
        "director of the teaching school hub / director of teaching school hub / "
        "director of scitt and teaching school hub / teaching school hub / scitt / scitt lead / "
        "tsh director / tsh / director of the tsh / director of scitt and the teaching school hub / "
        "head of scitt / head of the scitt / initial teacher training / teacher training / itt"
    ),
    "director_subject": (
        "director of subject / director of subjects / subject director / subject directors / "
        "directors of subject / directors of subjects / director of english / director of maths / "
        "director of mathematics / director of science / director of mfl / director of humanities / "
        "directors / director of modern foreign languages / director of english and literacy / "
        "english director / maths director / mfl director / science director / director of languages / "
        "director of computing / humanities director / director of literacy / director of history / "
        "director of geography / director for english / director for maths / director for mathematics / "
        "director for mfl / director for science / director of music / director of art / "
        "literacy director / languages director / mathematics director / director of phonics / "
        "director of early years / early years director / director of pe / director of re / director / "
        "director for humanities / director of reading / computing director / history director / "
        "geography director"
    ),
    "data_manager": (
        "data manager / trust data manager / data lead / data managers / head of data / data person / "
        "mis manager / data officer"
    ),
    "lead_send_safeguarding": (
        "send lead / lead for send / safeguarding lead / lead for safeguarding / "
        "send and safeguarding lead / lead for send and safeguarding / trust send lead / lead on send / "
        "lead on safeguarding / safeguarding and send lead / send leader / sen lead / "
        "trust safeguarding lead / trust lead for send / trust lead for send and safeguarding / "
        "trust lead for safeguarding / head of send / head of safeguarding / lead of send / "
        "designated safeguarding lead / dsl / leads on send / leads on safeguarding / "
        "leads on send and safeguarding / trust lead on send / director of send / "
        "director of safeguarding / safeguarding person"
    ),
    "lead_pupil_premium": (
        "pupil premium lead / pp lead / lead for pupil premium / lead for pp / lead on pupil premium / "
        "lead on pp / trust lead for pupil premium / leads on pupil premium / leads on pp / "
        "trust pupil premium lead / trust lead for pp / head of pupil premium / trust pp lead / "
        "pupil premium person"
    ),
    "lead_teaching_learning": (
        "teaching and learning lead / lead for teaching and learning / t and l lead / lead for t and l / "
        "lead on teaching and learning / trust lead for teaching and learning / "
        "leads on teaching and learning / leads on t and l / lead for teaching / teaching lead / "
        "head of teaching and learning / lead on t and l / teaching and learning leader / "
        "trust teaching and learning lead / tandl lead / tl lead"
    ),
    "school_improvement_adviser": (
        "school improvement adviser / school improvement advisor / school improvement advisers / "
        "school improvement advisors / sia / sias / adviser / advisers / advisor / advisors / "
        "improvement adviser / improvement advisor"
    ),
    "sle": (
        "sle / sles / specialist leader / specialist leaders / subject leader of education / "
        "subject leaders of education / specialist leader of education / specialist leaders of education "
        "/ specialist subject leader / specialist subject leaders / subject leader / subject leaders / "
        "specialists / specialist"
    ),
    "standards_committee": "",
    "trustee": "trustee / trustees / chair of trustees",
    "executive_team": "executive team / exec team / executive leadership team / executives",
    "governance_professional": (
        "governance professional / clerk / clerks / clerk to governors / clerk to the governors / "
        "governance lead / governance professionals / trust clerk / head of governance / "
        "governance officer / clerks the / clerk to the trust / clerking / governance manager"
    ),
    "administrator": (
        "administrator / administrators / system administrator / admin / bot admin / trust administrator "
        "/ system admin"
    ),
    "headteacher": (
        "headteacher / headteachers / head teacher / head teachers / head / ht / hts / heads / principal "
        "/ principals / head of school / executive head / executive headteacher / school head / "
        "in charge of / heads up / headmistress / headmaster / the head / runs / head of"
    ),
    "chair_of_governors": (
        "chair of governors / chairs of governors / chair of the governors / chair of the governing body "
        "/ governors chair / cog / chair of governing body / chair of governor / "
        "chair of the board of governors / chair of the local governing body / chairs the governors / "
        "chairs the governing body / chair / gb chair / chair of lgb / lgb chair / chair of the lgb / "
        "chairs governors / chair of gb / governing body chair / chair of local governing body"
    ),
    "sip": (
        "sip / sips / school improvement partner / school improvement partners / partner / partners / "
        "improvement partner / improvement partners"
    ),
}
"""Roles by the names that people give them; a subject is dropped."""
SUPPORTS: dict[str, str] = {
    "institute_of_education": "institute of education / the institute / ioe / institute",
    "external": (
        "external provider / external providers / external support / external / outside provider / "
        "outside consultant / external consultant / consultants / consultant / external help / "
        "outside help / external partner / outside support / third party / external company / "
        "outside provision / bought in support"
    ),
}
"""Kinds of support that are no role; the others are in `SUPPORT_OF_ROLE`."""
BODIES: dict[str, str] = {
    "progress_board": (
        "progress board / progress boards / pb / pbs / board meeting / board meetings / boards / board / "
        "progress board meeting / progress board meetings / school progress board / progress meeting / "
        "progress bd"
    ),
    "eit": (
        "eit / eits / education improvement team / education improvement team meeting / "
        "education improvement team meetings / education improvement meeting / eit meeting / eit meetings / "
        "ed improvement team / ed improvement team meeting / ed imp team"
    ),
    "standards_committee": (
        "standards committee / standards committees / standards / standards committee meeting / committee "
        "/ standards cttee / standards meeting / committee meeting / standards committee meetings / "
        "trust board committee / standards com"
    ),
    "sit": (
        "sit / sits / school improvement team / school improvement team meeting / "
        "school improvement team meetings / sit meeting / sit meetings / sits meeting / team meeting / "
        "team meetings / monthly team meeting / monthly team meetings / improvement team / "
        "improvement team meeting / improvement team meetings / meeting of the team"
    ),
}
"""Bodies that meet."""

SUPPORT_OF_ROLE = {
    "sip": "sip",
    "school_improvement_adviser": "school_improvement_adviser",
    "deputy_head_trust": "deputy_head_trust",
    "director_subject": "director_subject",
    "sle": "sle",
    "deputy_ceo": "deputy_ceo",
}
"""The kind of support that somebody in a role gives."""
