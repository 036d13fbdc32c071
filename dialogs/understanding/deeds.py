"""What people want done, as data: verbs, and the turns of phrase that stand for them.

Each tag is followed by the phrases that give it, parted by "/". Phrases are folded and their short forms
written out, as in `dialogs.understanding.sentence`.
"""

from __future__ import annotations

DEEDS: dict[str, str] = {
    "WRITE": (
        "file / write / log / do / complete / fill in / fill out / put in / draft / type up / enter / "
        "make / send in / hand in / submit / create / new / finish / finish off / start / begin / filing "
        "/ writing / logging / submitting / doing / completing / add / upload / crack on with / "
        "get on with / starting / record / recording / lodge / compose / post / key in / get done / "
        "knock out / jot down / send you / pop in / prepare / to do / to write / to file / to submit / "
        "resume / pick up / get in / drafting / typing up / filling in / putting in / send / "
        "carry on with / continue"
    ),
    "WRITEUP": (
        "write up / writing up / write it up / type up / to be written up / write this up / write that up "
        "/ writeup of / written up / typed up"
    ),
    "FILED": (
        "filed / submitted / received / handed in / sent in / been in / come in / came in / turned in / "
        "got in / logged / came through / come through"
    ),
    "SHOW": (
        "show / see / read / open / view / look at / pull up / bring up / get / find / have a look / "
        "display / let me have / show me / give me / get me / send me / take me to / where is / go over / "
        "remind me what / look over / dig out / call up / reading / see what / fetch / see how / "
        "have sight of / sight of / check / have / share / email me / run me through / talk me through"
    ),
    "LIST": (
        "list / which / any / all / every / everything / anything / table / list of / listing / run down "
        "/ rundown / breakdown / what"
    ),
    "CHASE": (
        "a reminder / reminder about / chase / chasing / chase up / nudge / prod / poke / hurry / "
        "hurry up / follow up / remind / send a reminder / reminder to / send reminders / send a nudge / "
        "give a nudge / a nudge / badger / get after / gentle reminder / reminding / drop a line to / "
        "send a chaser / chaser / chasers to / nag / ping / give a prod / a prod / prompt / reminders to "
        "/ get on to / jog / jog the memory / have a word with / get a move on / gee up / hassle / pester / "
        "chivvy / chivvy up / hound / press / lean on / send a note to / drop a note to / "
        "send chasers / chasers for / chasers out / keep on at / keep at / get on at / get back on to"
    ),
    "BOOK": (
        "book / booking / arrange / schedule / set up / put in the diary / in the diary / pencil in / "
        "diarise / diary in / fix up / in the calendar / organise / book in / set a date / find a date / "
        "put in diary / add to the diary / into the diary / plan in / pop in the diary / pencil / "
        "on the calendar / on the diary / in my diary / in diary / in our diaries / diary / in diaries / "
        "slot in / line up / fix / diarised / scheduling / reserve / convene / call a / call an / "
        "arranging / organising / in his diary / in her diary / book me / lay on / get in the diary / "
        "schedule in / get me into / get me in at / put me in at / put me down / put me in for / "
        "slot me in / squeeze me in / fit me in / put me down for / make a booking / add to diary / "
        "add to my diary / set a / add it to the diary"
    ),
    "MOVE": (
        "move / reschedule / rearrange / push / push back / postpone / bring forward / shift / "
        "change the date / swap / put back / moving / rescheduling / change the day / switch / delay / "
        "moved / rescheduled / rearranged / defer / put off / re arrange / pull forward / forward / "
        "instead / bump / shunt / slide / rebook / postponed / pushed back / brought forward / shifted / "
        "change date / pushed / re schedule / to a different day / alter the date / no longer do / "
        "nudge the visit / changed to / change to / be changed / swapped"
    ),
    "CANCELLING": (
        "cancel / call off / is off / scrap / cancelling / scrub / pull / pull out of / withdraw / "
        "not going ahead / bin / axe / can not make / will not be going / "
        "take out of the diary / take out / remove / delete / ditch / drop / knock on the head "
        "/ no longer going ahead / not happening / not happening now / cry off / no longer needed / "
        "not needed / is not happening / out of the diary"
    ),
    "WHATHAPPENED": (
        "what happened / any news / any update / update on / where are we with / progress on / heard back "
        "/ any word / decision on / outcome of / where have we got to with / status of / been approved / "
        "gone through / been agreed / has been agreed / how did we get on / get anywhere / been decided / "
        "heard anything / what is happening with / any decision / news on / result of / "
        "get on with my request"
    ),
    "DECIDE": (
        "approve / decide / agree / decline / refuse / reject / turn down / grant / sign off / authorise "
        "/ accept / endorse / ratify / signing off / signed off / sign / approving / deciding / endorsing "
        "/ decide on / go ahead with / say yes to / say no to / rule on / needs signing / send back / "
        "sent back / rubber stamp / to approve / give the nod / consider / endorsed / sign them off / "
        "okay"
    ),
    "WAITING": (
        "waiting / pending / awaiting / undecided / waiting for / outstanding / needs a decision / "
        "need a decision / to be decided / in the queue / queue / on my desk / for me to / need my / "
        "needs my / waits / wait / to sign off / to decide / to endorse / open / in front of / needing / "
        "unsigned / in the pipeline / still to be / queued / on the table / to look at / needing signing"
    ),
    "HISTORY": (
        "history / over time / changed / over the years / track record / previous / previously / before / "
        "been before / used to be / timeline / past / journey / in the past / when did / when was / ever "
        "/ ever been / how long / trend / change / moved through / come out of / came out of / gone from "
        "/ change over / historically / trajectory / down the years / since when / become / became / "
        "moved into / first / changes / moved between / altered / shifted between / moved up / moved down"
    ),
    "ADD": (
        "add / put / include / stick / pop / raise / adding / discuss / get / bring up / slot / "
        "talk about / append / bung / cover / squeeze"
    ),
    "SEND": (
        "send / sending / hand in / submit / upload / attach / attached / attaching / here is / here are "
        "/ provide / deliver / turn in / forward / enclosed / find / please find / sent / uploading / "
        "uploaded / submitting / handing in / drop off / share / sharing / pass on / over to you / supply "
        "/ giving you / for you / is ready / are ready / have got / send in / send over / sending over / "
        "sending in / get over / put in / sending you / deposit / send through / sending through / "
        "pass over / handing over / hand over / lodge / returning / return / upload the / drop / emailing "
        "/ get to / take delivery of / ready to go"
    ),
    "RECORD": (
        "record / write up / log / note / enter / type up / upload / share / circulate / send out / file "
        "/ store / save / distribute / add / recording / put / register / submit / sending out / post / "
        "issue / get / send / publish / circulating / sharing / take / capture / do / email / minute / "
        "attach / logging / entering / share out / push out / send round / sent round / updating / update "
        "/ complete / fill in / writing"
    ),
    "SET": (
        "set / setting / enter / agree / put in / update / change / record / add / define / input / "
        "entering / agreeing / propose / fix / log / save / amend / edit / write / revise / key in / "
        "proposing / adding / put / submit / upload / finalise / draft / type in / changing / updating / "
        "replace"
    ),
    "DEPLOY": (
        "deploy / assign / allocate / give / send / second / place / put / deploying / assigning / "
        "allocating / placing / arrange for / offer / bring in / provide / get / commit / seconding / "
        "lend / have / base / arrange / add / draft in / need / sort / organise / like / move / line up / "
        "loan / release / station / direct / grant / award / set aside / second in / set up"
    ),
    "DEPLOYED": (
        "deployed / working at / working in / placed / seconded / deployment / deployments / supporting / "
        "based at / based in / assigned / stationed / allocated to / in place at / helping at / "
        "helping out at / working with / deployed to / on secondment / secondments / giving support / "
        "posted / being supported by / support going into / support going in / support in place / "
        "providing support / receiving support from / going into / on loan / helping / attached to / "
        "support do we have in / committed to / support at / support is at / support is in / in schools / "
        "doing support / in place / got in place"
    ),
    "CONTACT": (
        "contact / get hold of / phone / email address / email for / speak to / talk to / contact details "
        "/ ring / reach / get in touch with / number for / phone number / who to ask / go to about / "
        "ask about / speak with / best person / right person / point of contact / contact for / email / "
        "call / turn to / point person / in touch with / go to for / go to person / do i ask / do i ring "
        "/ who to ring / who to contact / do i contact / do i email / do i phone / do i call / do i see / "
        "who to see"
    ),
    "SNOOZE": (
        "pause / snooze / stop / mute / quiet / hold / hold off / put off / later / no more / turn off / "
        "switch off / silence / suspend / not now / leave me alone / off / pausing / quieten / "
        "give me a break / give it a rest / enough / do not / without / less / fewer / not to / back off "
        "/ ease off / cut out / halt / shush / skip / stop sending / break from / cease / rest from / "
        "lay off / no / put on hold / disable / after"
    ),
}
"""Cues for the table of wishes. A phrase hides the shorter phrases in it."""
