"""Shades of meaning, as data: manners of asking, and finer groups of words that some rows of the table need.

Each tag is followed by the phrases that give it, parted by "/". Phrases are folded and their short forms
written out, as in `dialogs.understanding.sentence`.
"""

from __future__ import annotations

SHADES: dict[str, str] = {
    "HOLIDAY": "holiday / holidays / leave",
    "MUSTDO": (
        "need to do / have to do / must do / should do / got to do / have got to do / need doing / got on "
        "/ have on / do i need / do i have to / needs to do / has to do / have i got on / got coming up / "
        "got to get done / got due / have due / have coming up / i have coming up / have i coming up / "
        "is coming up for / must i do / must we do / we have to / do we have to / have to hand in / "
        "i must do / do we need to / we need to / should be doing / i should do / should i be doing / "
        "ought to do / should i do / have we got to / got to submit / got to hand in / got to complete / "
        "have i got to / we got to / i got to / need to submit / need to hand in / have to submit"
    ),
    "REPORTON": (
        "to report on / report back on / reporting on / to tell you about / reporting back on / "
        "to feed back on / feed back on"
    ),
    "RESUME": (
        "resume / carry on with / continue / finish / go back to / pick up / open / back to / find / "
        "where is / show me"
    ),
    "FILEIT": "to file / file one / file it / filing",
    "OUTCOME": (
        "outcome of / outcomes of / findings of / findings from / result of / outcome from / "
        "outcomes from / what came out of"
    ),
    "MYWEEK": "my week / my day / my month / my term / my half term / my week ahead / my workload",
    "WAS": "was / were / used to be",
    "ASCHOOL": "a school / schools get / an academy",
    "EXPLAIN": "explain / describe / what is meant by / tell me about / what exactly is",
    "HAVEIN": (
        "do we have in / have we got in / do we have at / have we got at / is at / are at / is in / "
        "are in / have we in / have we at / got at / got in"
    ),
    "HAVETHERE": (
        "schools have a / schools have an / schools have the / schools have got / school has a / "
        "school has an / schools have sles / schools have external / schools have advisers"
    ),
    "PROVIDERS": (
        "external provider / external providers / outside provider / outside providers / "
        "external consultants / external consultant / outside consultants / external support"
    ),
    "HOWHAS": "how has / how have",
    "MOVEDON": "moved / changed / progressed / fared",
    "WANTIT": "want / would like / need",
    "MYDIARY": "in my diary / my diary / my calendar / my schedule / my timetable",
    "MORE": "more",
    "SOMEONECOME": (
        "someone come / somebody come / someone to come / somebody to come / someone in / somebody in / "
        "someone visit / someone to visit / anyone come / send someone"
    ),
    "HEREIS": (
        "here is / here are / attached / attaching / enclosed / please find / uploading / upload / "
        "sending you / sending"
    ),
    "AGREED": (
        "what was agreed / what was decided / what we agreed / what we decided / decisions from / "
        "was agreed / was said / what was said / the outcome of"
    ),
    "NEW": "new / fresh",
    "COUNT": (
        "how many / number of / count of / total number of / a count / how much / the total of / tally of "
        "/ count / the count / in total"
    ),
    "RECEIVES": "get / gets / receive / receives / be given / are given / given",
    "CREATE": "create / draw up / generate / lay out / map out / produce / put together / sort out / prepare",
    "NEEDTO": (
        "need to show / need to do / needs to do / needs to show / have to do / have to show / to be / "
        "take to be / to get to / to reach / to move to / to get into / to come out of / to leave / "
        "must be true / must show / must do / must have / needs to have / needs to be / has to be / "
        "have to be / does it need / need for / needs for / "
        "need to get / need in order / needed for / required for / need to reach"
    ),
    "WHEN": "when",
    "REMINDME": (
        "remind me / ping me / nudge me / prompt me / chase me / prod me / ask me again / ask again / "
        "come back to me / try me again / tell me again / bring it up again / bring this up again / "
        "reminding me"
    ),
    "EVERYONE": (
        "everyone / everybody / them / those / these / authors / author / people / whoever / anyone / "
        "anybody / "
        "stragglers / the lot / colleagues / all of them"
    ),
    "RESTING": (
        "quiet / silence / hush / shush / peace / hold off / back off / lay off / ease off / leave off / "
        "give it a rest / leave it / leave me / mute / pause / snooze"
    ),
    "LATER": "later / another time / again / tomorrow / next week",
    "CANCELLED": "cancelled / called off / canceled / scrapped",
    "RECOMMEND": (
        "recommend / propose / suggest / put forward / recommending / proposing / nominate / designate / "
        "redesignate / re designate / would say / should be / should move / should go / ought to be / "
        "should now be / should come / suggesting / ready for / ready to move / move up / move down / "
        "moves to / moved to / moving to / goes to / upgrade / downgrade / step up / step down / drop to "
        "/ go into / i think / should be in / should be moved / we think / should drop / is ready for / "
        "needs to be in / needs to go / put down as / record as / is now"
    ),
    "WHO": (
        "who / whom / whose / who is / who are / name of / name for / names of / names for / list of names"
    ),
    "LEADS": (
        "leads / lead / leads on / looks after / in charge of / responsible for / runs / heads / heads up "
        "/ handles / covers / deals with / oversees / lead on / lead for / responsible / chairs / clerks "
        "/ manages / sits on / on the / member of / members of / is on / are on / leading / does the / "
        "our lead / coordinates / the lead / holds / belongs to / in the / serves / partners / partnered "
        "/ advises / supports / look after"
    ),
    "STARTUP": (
        "help / what can you do / what can you do for me / what can i do / what can i do here / "
        "how does this work / what can i ask / what can i ask you / what do you do / how do i use you / "
        "how do i use this / commands / menu / options / what are my options / instructions / "
        "what else can you do / how do you work / what are you for / what are you able to do / "
        "what is this / who are you / what are you / help me / i am stuck / i am lost / "
        "what sort of things can you do / what kind of things can you do / what things can you do / "
        "show me what you can do / what can this do / tell me what you can do / what can you help with / "
        "what can you help me with / how can you help / how can you help me / list of commands / "
        "how do i use this bot / what can the bot do / what can this bot do / how do i get started / "
        "getting started / what is possible / user guide / what am i able to do / what am i allowed to do "
        "/ explain how this works / what do i say / what should i say / i need help / can you help / "
        "can you help me / i need some help / what could i ask / what may i ask / how do i work this / "
        "what can i use you for / what can i use this for / what questions can i ask / how does it work / "
        "what all can you do / where do i start / what do you know / what can i type / "
        "i do not know what to type / i do not know what to say / i do not know what to ask / "
        "i do not know what to do / i am not sure what to ask / i am not sure what to type / "
        "not sure what to ask / what can you help me do / what do i type / i do not know how this works / "
        "explain what you do / what is it you do / tell me about yourself / how does this bot work / "
        "how does the bot work / what can i say / show me how to use this / i am confused / "
        "can you tell me what you do / what i can ask / not sure what i can ask / tell me what you do / "
        "how do you use this / how to use this / i do not understand / i do not get it / "
        "what does this do / what does this bot do / what is this bot for / what is this for / "
        "i do not know how to use this / what are you here for"
    ),
    "NEVERMIND": (
        "cancel / cancel that / cancel this / never mind / nevermind / forget it / forget that / "
        "forget about it / scrap that / leave it / leave that / abort / stop / stop that / stop this / "
        "drop it / do not bother / changed my mind / i have changed my mind / quit / exit / not now / "
        "no do not / ignore that / ignore me / undo that / do not worry / do not worry about it / "
        "no longer needed / start again / start over / scratch that / bin that / let us leave it / "
        "let us not / leave it for now / actually no / no thanks / no thank you / back out / "
        "do not book it / do not book that / do not bother booking it / do not do it / do not send it / "
        "do not file it / do not do that / "
        "get me out of here / get out / cancel it / leave it there / stop there / discard / discard it / "
        "discard that / i do not want to do this / wrong one / my mistake / oops / as you were / "
        "never mind that / hold on / scrap it / bin it / stop it / i will do it later / do it later / "
        "another time / maybe later / let us stop / pack it in / not any more / give up / i give up / "
        "let us forget it / disregard that / disregard / call it off / kill it / no cancel / nvm / "
        "not today / please disregard / not to worry / cancel what i was doing / stop what you are doing "
        "/ drop that / no leave it / we will leave it / leave off / on second thoughts / "
        "on second thought / second thoughts / thinking about it / i take that back / not to bother / "
        "ignore my last message / abandon / abandon this / abandon it / i would rather not / "
        "go back to the start / that is wrong / ignore that last message / ignore my last / "
        "i will leave it / let us drop it / let me out / not this / no go back / do not do that / "
        "do not do it / wait no"
    ),
    "HELLO": (
        "hi / hello / hey / hiya / morning / afternoon / evening / good morning / good afternoon / "
        "good evening / thanks / thank you / many thanks / cheers / ta / bye / goodbye / see you / "
        "see you later / see you tomorrow / good night / night / lovely / great / perfect / brilliant / "
        "fab / have a good weekend / have a good evening / have a nice weekend / much appreciated / "
        "thanks very much / thank you very much / thanks so much / thanks a lot / great stuff / good day "
        "/ how are you / how are you doing / you alright / alright / that is great / that is lovely / "
        "nice one / super / excellent / ok / okay / wonderful / all good / appreciated / that is all / "
        "that will be all / you are a star / greetings / hi there / hello there / hey there / speak soon "
        "/ tara / cheerio / bye bye / thanks again / that is all for now / no that is all / great thanks "
        "/ well done / you have been a great help / very helpful / that was helpful / you are a lifesaver "
        "/ top stuff / spot on / good to meet you / nice to meet you / have a lovely weekend / "
        "have a good one / enjoy your weekend / happy christmas / merry christmas / happy new year / "
        "ta very much / so long / take care / farewell / all done / that is everything / ace / smashing / "
        "magic / marvellous / that is helpful / how is it going / how are things / i appreciate it / "
        "you have been very helpful / you have been a star / most kind / very kind / kind regards / "
        "all the best / laters / ttfn / lovely stuff / good stuff / good job / nice work / "
        "hope you are well / hope all is well / hope you are good / have a good day / have a nice day / "
        "have a great day / have a lovely day / good to see you / hope you had a good weekend / "
        "good weekend / thanks for your help / thank you for your help / thanks for the help / "
        "thank you for the help / for your help / for the help / for all your help / thanks for that / "
        "thank you for that / for your time / that is really helpful / really helpful / so helpful / "
        "cheers for that / thanks a million / much obliged / see you on monday / see you monday / "
        "you are welcome / brill / see you next week / see you soon / until tomorrow / grand / "
        "thank you both / thank you all / thanks all / thanks everyone / thats lovely / good one / "
        "have a good break / have a good half term / have a good christmas / thanks ever so / ta ever so "
        "/ very good / night night / top man / cheers mate / legend / champion / lifesaver / "
        "catch you later / youre a star / you are brilliant / you are great / good bot / clever bot"
    ),
    "RECORDIT": (
        "record / log / enter / report / update / submit / upload / input / type up / note / capture / "
        "file / send in / recording / reporting / complete / updating / fill in / put in / logging / "
        "write up / do / add / write / submitting / report on / report back on / feed back on"
    ),
    "SAID": (
        "say / said / write / wrote / think / thought / find / found / conclude / make of / reckon / "
        "put in / pick up / picked up"
    ),
    "SNOOZING": (
        "snooze / mute / pause / snoozing / pausing / silence / leave me alone / do not disturb / unmute / "
        "unpause / unsnooze / un mute / un pause / un snooze / hush / shush"
    ),
    "HISTORYWORD": (
        "history / over time / over the years / timeline / track record / used to be / journey / trajectory"
    ),
    "STARTIT": (
        "start / make / begin / raise / put in / give / enter / lodge / submit / do / write / file / "
        "record / put forward"
    ),
    "RECOMMENDED": (
        "recommended / recommend / proposed / propose / suggested / suggest / put forward / recommending "
        "/ proposing / endorsed"
    ),
    "LOOKSLIKE": (
        "look like / looks like / what makes / difference between / what is a / what is an / "
        "expect to see / characteristics / features / signs"
    ),
    "GETS": (
        "get / gets / receive / receives / given / expect / have / offered / provided / available / access"
    ),
    "ENTITLEDGET": "do we get / do i get / are we due / can we expect / should we get / do we have",
    "DEPLOYING": (
        "deploy / assign / allocate / second / deploying / assigning / allocating / seconding / redeploy "
        "/ draft in / bring in / place"
    ),
    "WHERE": "where",
    "WHICHOF": "which / what / any / are there / list / show / all",
    "TIME": "time / session / sessions / input",
    "DRAFT": "draft / drafts",
    "RAISE": (
        "raise / discuss / talk about / bring up / cover / table / for discussion / "
        "have a discussion about / have a discussion on / a chat about"
    ),
    "PARTNERS": "partners / sips / sip / partner",
    "SETTING": (
        "set / enter / input / update / change / amend / agree / define / revise / finalise / setting / "
        "entering / put in / edit / record / log / add / propose"
    ),
    "SENDING": (
        "submit / hand in / upload / attach / attached / sending / submitting / uploading / handing in / "
        "send in / send over / put in / turn in / hand over / here is / here are / sending over / "
        "sending in / handing over / deliver / lodge / attaching / uploaded / send you / file / enclosed "
        "/ drop off / ready to submit / get it in / is ready / pass on"
    ),
    "HOWTO": (
        "how do we / how can we / how should / what should / ways to / way to / how to / tell me about / "
        "explain / help with / improve / improving / what can we / supposed to / meant to / tell us about "
        "/ something on / anything on / what do we do about / ideas / how do i / how can i / how are / "
        "expected for / expected on / what is expected / good practice in / look like"
    ),
    "CONTACTDETAIL": (
        "email address / phone number / contact details / number for / email for / email / details for / "
        "details of / contact / phone / get hold of / extension / get in touch with / in touch with / "
        "how to reach"
    ),
    "RUNS": (
        "runs / run / in charge of / in charge at / heads / heads up / leads / leading / looks after / "
        "responsible for / manages"
    ),
    "ROLEOF": "role / job / job title / what does / what is / position",
    "WANTED": (
        "would like a / like a / need a / want a / have a / get a / like an / need an / want an / have an "
        "/ get an / love a / any chance of a / after a / like to have / like some / need some / want some "
        "/ have some / could do with a / could do with an / could do with some / could do with / have one"
    ),
    "VISITPLANNED": "planned / booked / scheduled / lined up / in the diary",
    "ME": "me / my / mine / i / myself",
    "PAST": (
        "was / were / did / had / happened / took place / gone / went / so far / have been / completed / "
        "carried out / held / ago / earlier / made"
    ),
    "AHEAD": (
        "will / going to / upcoming / coming up / planned / booked / scheduled / coming / forthcoming / "
        "due / lined up / expected / are we having"
    ),
}
"""Cues for the table of wishes. They hide nothing, and nothing hides them."""
