"""The trust of these tests: the development directory with work under way, imported once and copied."""

from __future__ import annotations

import shutil
from pathlib import Path

DIRECTORY = Path(__file__).parents[1] / "data" / "trust-dev"
NOW = "2026-11-23T14:05:00+00:00"
"""A Monday in autumn 2. Two reports of David's are open, one of them late."""

DAVID = "david.ormerod@fourstones.example"  # SIP of Thornbridge and Oak Bank
CATHERINE = "catherine.sleight@fourstones.example"  # SIP of Marlow and Eastgate
KIERAN = "kieran.boothroyd@fourstones.example"  # SLE, deployed at Oak Bank
WENDY = "wendy.stockdale@fourstones.example"  # adviser
JUDITH = "judith.pargeter@fourstones.example"  # Lead SIP
COLIN = "colin.threlfall@fourstones.example"  # Deputy CEO
HELEN = "helen.fairclough@fourstones.example"  # CEO
SARAH = "sarah.whitlock@fourstones.example"  # headteacher of Oak Bank
DANIEL = "daniel.osei@fourstones.example"  # headteacher of Thornbridge
ANIL = "anil.desai@fourstones.example"  # deployed at Thornbridge
CHAIR = "sarah.denholm@fourstones.example"  # chair of governors at Thornbridge
LEADER = "amelia.tunnicliffe@fourstones.example"  # senior leader at Thornbridge; SLE without a deployment
TRUSTEE = "geoffrey.lumb@fourstones.example"
CLERK = "pauline.whitcombe@fourstones.example"
DATA = "sunita.rao@fourstones.example"
ADMINISTRATOR = "neil.farrar@fourstones.example"

VISITS = f"""urn,date,author,capacity,mode,days,purpose,reported_on
902988,2026-11-02,{DAVID},sip,on_site,1,November visit,
902988,2026-11-17,{DAVID},sip,on_site,1,Follow-up,2026-11-19
902613,2026-11-18,{DAVID},sip,on_site,1,November visit with appraisal,
903765,2026-11-20,{CATHERINE},sip,teams,0.5,Check,
901874,2026-11-05,{CATHERINE},sip,on_site,1,November visit,
904019,2026-11-10,{WENDY},school_improvement_adviser,on_site,2,Curriculum,
904019,2026-11-12,{JUDITH},lead_sip,on_site,1,Quality assurance,
902613,2026-11-09,{KIERAN},sle,on_site,1,Maths,
902988,2027-01-12,{DAVID},sip,on_site,1,January visit,
"""
DEPLOYMENTS = f"""person,urn,support,activity,from,to,days_per_week
{ANIL},902988,deputy_head_trust,Leading behaviour,2026-09-01,2026-12-18,5
{KIERAN},902613,sle,Maths,2026-09-01,2027-07-01,0.5
"""
MEETINGS = """body,urn,date,starts,ends
progress_board,902988,2026-11-25,09:00,11:00
eit,,2026-12-02,09:00,12:00
"""


def written_to(folder: Path) -> Path:
    """The whole directory, optional files too, in a new folder of its own."""
    shutil.copytree(DIRECTORY, folder)
    (folder / "visits.csv").write_text(VISITS, encoding="utf-8")
    (folder / "deployments.csv").write_text(DEPLOYMENTS, encoding="utf-8")
    (folder / "meetings.csv").write_text(MEETINGS, encoding="utf-8")
    return folder
