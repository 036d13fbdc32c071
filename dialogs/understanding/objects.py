"""What a wish is about, as data: the nouns of school improvement and what people call them.

Each tag is followed by the phrases that give it, parted by "/". Phrases are folded and their short forms
written out, as in `dialogs.understanding.sentence`.
"""

from __future__ import annotations

OBJECTS: dict[str, str] = {
    "REPORT": "report / write up of / writeup / visit note / visit record / visit form / feedback form",
    "REPORTS": "reports / writeups / write ups / visit notes / visit forms / report backs / reported",
    "HALFTERMLY": "half termly / half term report",
    "VISIT": "visit / a sip day / learning walk / school visit / site visit / drop in",
    "VISITS": (
        "visits / learning walks / school visits / visit schedule / schedule of visits / visits schedule "
        "/ visit programme / visit dates / visit calendar"
    ),
    "VISITED": (
        "visited / was at / was in / i have been to / i have been at / i have been in / have just been to "
        "/ just been to / went to / went into / been out to / were at / came from / back from / "
        "finished at / spent yesterday at / spent the day at / spent today at / saw / been in / been to / "
        "been at / been into"
    ),
    "VISITING": (
        "visiting / coming to / coming in / coming into / coming out to / going to see / due in at / "
        "going into / be at / due at / next in / coming to see us / coming to see me / in school with us "
        "/ be in / calling in / in next"
    ),
    "EXTRA": "extra / additional / another / further / one more / an additional / added / second",
    "REQUEST": (
        "request / ask for / asking for / apply for / put in for / request for / bid / bid for / "
        "requesting / asked for / requested / put in a request / submit a request / make a request"
    ),
    "REQUESTS": "requests / bids",
    "AGENDA": (
        "agenda / agendas / agenda item / agenda items / are we discussing / are we covering / "
        "being discussed / be discussed / being covered / be covered / discussing / items / "
        "are we talking about / will we be talking about / is on for / will we discuss / will we cover / "
        "do we discuss / are we going to discuss / are we looking at / on the table for"
    ),
    "PAPERS": (
        "paper / papers / paperwork / document / documents / pre reading / prereading / documentation / "
        "reading"
    ),
    "PACK": (
        "pack / packs / board pack / board packs / meeting pack / bundle / board papers / meeting papers "
        "/ briefing pack"
    ),
    "MINUTES": "minutes / meeting notes / notes of the meeting / notes from the meeting / the notes",
    "MEETING": (
        "meeting / meetings / training session / sip training / training sessions / training for sips / "
        "training day for sips / training for the sips / meets / meet / sip training session / "
        "partner training"
    ),
    "SUMMARY": (
        "summary / summaries / summarise / summarize / summarising / roundup / round up / overview / "
        "digest / sum up / precis / synopsis / summarised / synthesis / boil down / headline summary / "
        "distil"
    ),
    "TARGET": (
        "target / targets / kloe / kloes / line of enquiry / lines of enquiry / key line of enquiry / "
        "key lines of enquiry / lines of inquiry / key lines of inquiry / key lines / "
        "lines we are following / line of inquiry / aiming for / aiming at / working towards"
    ),
    "DEVPLAN": (
        "sdp / sdps / development plan / development plans / school development plan / "
        "school development plans / sef / sefs / self evaluation form / self evaluation summary / "
        "self evaluation document / self evaluations / sidp / school improvement plan / improvement plan "
        "/ improvement plans"
    ),
    "SELFEVAL": "self evaluation / self evaluating / self review",
    "TAILORED": (
        "tailored plan / tailored plans / tailored support plan / support plan / support plans / tailored "
        "/ exit plan / tailored package / bespoke plan"
    ),
    "PLAN": "plan / plans",
    "ACTIONS": "actions / action / steps taken",
    "IMPACT": "impact / impacts / difference made",
    "DESIGNATION": (
        "designation / designations / designated / risk rating / risk category / risk level / risk class "
        "/ rag rating / category / categories / rated / rating / ratings / classed / classified / "
        "categorised / risk band / risk status / designated as / banding / judged / risk group / "
        "status of / risk profile"
    ),
    "RISKY": "risk / at risk / risks / risk register / risk assessment / risk assessments",
    "RECOMMENDATION": (
        "recommendation / recommendations / recommendations waiting / proposal / proposals / nominations "
        "/ recommended designations / proposed designations / recommended designation / "
        "proposed designation / designation recommendation / designation recommendations"
    ),
    "CRITERIA": (
        "criteria / criterion / indicator / indicators / descriptor / descriptors / definition / "
        "definitions / thresholds / threshold / quality indicators / quality indicator / what counts / "
        "counts as / makes a school / qualify / qualifies / conditions for / have to look like / "
        "puts a school in / puts a school into / put a school in / put a school into / mean by / "
        "decide whether a school is / decide if a school is / judge whether a school is / "
        "judge if a school is / what does it take / take for a school / get you into / land a school in / "
        "actually mean / assess against / assessed against / judge against / judged against / "
        "judge a school against / check list for / assessment look like / assess schools / "
        "assess a school / schools assessed / school assessed / judge schools / judge a school / "
        "is a school judged / are schools judged / schools judged"
    ),
    "MEANS": "mean / means / meaning / definition of / define / defined",
    "ENTITLED": (
        "entitled / entitlement / entitlements / allocation / allocations / entitled to / allocated / "
        "quota / package / package of support / support package / eligible / eligible for / "
        "are due in the way of / qualify for / due by way of support / support offer / the offer / "
        "offer for / core offer / sip allowance / adviser allowance / days allowance / visit allowance / "
        "our allowance / support allowance / allowed / entitle"
    ),
    "LEFT": (
        "left / remaining / used / used up / remain / unused / spent / spare / balance / to spare / "
        "left over / burned through / got through / to go / burnt through / still available / in hand / "
        "so far used / been used"
    ),
    "SUPPORT": "support / supports / help available / resource / resourcing",
    "DAYS": "days / day / half days",
    "REVIEW": "review / audit / health check",
    "REVIEWS": "reviews / audits / reviews and audits / health checks",
    "GUIDANCE": (
        "guidance / improvement model / school improvement model / the model / our model / model say / "
        "good practice / best practice / advice / advise / strategy say / strategy says / principles / "
        "what good looks like / good look like / handbook / what works / tips / the model says / model on "
        "/ expectations for / expectations on / expectations around / strategy on / principles for / "
        "trust line on / trust's line on / line on / our approach to / trust approach to / approach to / "
        "supposed to do about / should we do about / should schools do about / say about / says about / "
        "model expect / seven elements / elements of the model / the elements / improvement elements / think "
        "about / thinking about / consider for / consider about / to consider on"
    ),
    "CAL": (
        "term date / term dates / bank holiday / bank holidays / break up / breaks up / break for / inset "
        "/ inset day / inset days / training days / working day / working days / school holidays / "
        "half term dates / half term start / half term end / half term holiday / half term break / "
        "half term holidays / back to school / first day back / last day of term / first day of term / "
        "last day before / term starts / term start / term begin / term begins / term end / term ends / "
        "term finish / term finishes / school closed / trust closed / office closed / closure / closures "
        "/ closed / school calendar / academic calendar / holidays start / holidays begin / "
        "christmas holidays / easter holidays / summer holidays / christmas break / easter break / "
        "summer break / go back / back after / back from half term / back after half term / "
        "school year start / school year end / year end / year start / year begin / start back / "
        "term dates please / half terms / half term fall / half term falls / easter fall / is half term / "
        "when half term / half term is / year finish / we finish / do we finish / finish for / "
        "do we return / we return / half term begin / half term finish / half term begins / "
        "half term ends / half term starts / break up for / breaking up / in half term / in term time / "
        "term time / school day / school days / in the holidays / during term / in the half term / "
        "teaching day / teaching days / are we open / is the trust open / we open / are we closed / "
        "are we working / are schools open / schools open / do we work / trust open / at work on / "
        "are we back / we back / a day off / is it a holiday / public holiday / public holidays / "
        "school year / clocks / how many weeks / weeks left / weeks are left / weeks until / days until / "
        "how long until / how many school days / how long is the term / how long is term / "
        "how many weeks left / what week are we in / which week are we in / are we in on / are we in this "
        "/ in on monday / in on tuesday / in on wednesday / in on thursday / in on friday / week number / "
        "week are we / half term are we / term are we / half term is it / half term is this / term is it / "
        "term is this / are we in autumn / are we in spring / are we in summer / half term we are in"
    ),
    "REMINDER": (
        "reminder / reminders / nudges / notification / notifications / alert / alerts / prompts / pings "
        "/ nagging / nags / reminding me / nagging me / pinging me / chasing me / bugging me / "
        "pestering me / messaging me / prompting me / chasers / nudging me / hassling me / emailing me / "
        "nag me / ping me / nudge me / chase me / bother me / pester me / chasing / hassle me / badger me / "
        "prod me / prompt me / message me / disturb me / texting me / be reminded / be nudged / be chased / "
        "my reminders / my nudges / my notifications / being reminded / being nudged / being chased / "
        "be bothered / be disturbed"
    ),
    "DEADLINE": (
        "deadline / deadlines / to do list / todo list / to dos / todos / tasks / task / jobs / due dates "
        "/ due date / responsibilities / commitments / obligations / on my plate / on his plate / "
        "on her plate / on their plate / in my in tray / expected of me / my to do / action list / "
        "coming up for me / outstanding jobs / need to get done / needs doing / need doing / "
        "need to have done / what is coming up / on my list / what is on my list / to be done / "
        "to get done / on the horizon / hand in by / workload / supposed to be doing / supposed to do / "
        "meant to be doing / meant to do / cut off / cut off dates / left to do / still to do / yet to do"
    ),
    "SCHOOLS": "schools / academies / school / primaries / secondaries / sites",
    "MYSCHOOL": "my school / my own school / my academy / my place",
    "MYSCHOOLS": (
        "my schools / all my schools / my own schools / my academies / schools of mine / "
        "schools i partner / schools i support / schools i look after / schools i am sip for / "
        "schools i work with / schools i visit / each of my schools / my group of schools / my patch / "
        "schools on my patch / schools i am partner to / schools i am partner for / "
        "schools i am responsible for / my other schools / schools on my list / schools in my patch / "
        "schools i cover / schools i serve / schools i advise / the schools i have / schools i go to"
    ),
    "EXPORT": (
        "in excel / as excel / excel / spreadsheet / spreadsheets / as a spreadsheet / download / "
        "downloadable / as a file / xlsx / csv / export / an excel file / excel file / excel sheet / "
        "as a csv / exported / to excel / workbook / excel version / excel format / export to excel / "
        "as a word document / as a word file / word document / as a document / word file / in word"
    ),
    "OWE": "owe / owes / owed / owing / do i owe",
    "QUIETLY": (
        "leave me alone / stop bothering me / stop nagging / stop pestering me / stop messaging me / "
        "give it a rest / stop chasing me / quiet please / be quiet / go quiet / shush / leave off / "
        "no more messages / peace and quiet / stop messaging / stop pinging me / stop bugging me / "
        "stop sending me these / stop sending these / stop emailing me / stop texting me / do not disturb"
    ),
}
"""Cues for the table of wishes. A phrase hides the shorter phrases in it."""
