"""How something is said: asked or told, about the speaker or not, of one in a series, finished or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogs.understanding.phrases import Phrase
from dialogs.understanding.sentence import Sentence
from dialogs.understanding.words import word_set

_QUESTION_WORDS = frozenset({"which", "what", "when", "where", "who", "whom", "whose", "how"})
_AUXILIARIES = frozenset(
    {"has", "have", "did", "does", "do", "is", "are", "was", "were", "any", "anything", "anyone", "had", "am"}
)
_RELATIVE = frozenset({"who", "whose", "which", "where"})
_ANTECEDENTS = word_set(
    """
    everyone everybody anyone anybody people those partners sips sles advisers staff person someone
    somebody all colleagues heads headteachers one ones school schools reports visits sip sle
    adviser leaders specialists clerks folk them any
    """
)
"""After these "who" begins no question: "chase everyone who owes"."""
_OPENERS = word_set(
    """
    hi hello hey hiya morning afternoon evening good please thanks ok okay right so and well just
    quick question um er oh sorry also then now there yes no but actually lovely great cheers today
    one more thing another bot keystone dear all
    """
)
_DOERS = word_set(
    "i we you they any our all schools partners sips heads advisers high some low those these most improve"
    " repair sustain stabilise joining \x00"
)
"""After "do" these make a question; "do the report" asks for nothing."""
_POLITE = re.compile(
    r"\b(?:is it (?:ok|okay|alright|fine|possible)(?: if)?|is there (?:any chance|any way|a way)"
    r"|any chance|any way|are you able to|"
    r"are we able to|do you mind|would it be (?:possible|ok|okay)|do you think you could|what about"
    r"|how about|"
    r"how (?:do|can|would|should|could) (?:i|we|you|one)|what do i do to|do us a favour|do me a"
    r" favour|have a think)\b"
)
_TOLD = re.compile(r"\bhow (?:do|can|would|should|could) (?:i|we) (?:know|tell|stand|look)\b")


def is_asked(words: Sequence[str]) -> bool:
    """Whether the sentence asks how things are, rather than for something to be done."""
    text = " ".join(words)
    polite = text if _TOLD.search(text) else _POLITE.sub("", text)
    kept = polite.split()
    for place, word in enumerate(kept):
        if word in _QUESTION_WORDS and not (word in _RELATIVE and place and kept[place - 1] in _ANTECEDENTS):
            return True
    for place, word in enumerate(kept):
        if word in _OPENERS or not word.isalpha():
            continue
        following = kept[place + 1] if place + 1 < len(kept) else ""
        if word in {"was", "were", "had", "am"} and following in {
            "at",
            "in",
            "on",
            "over",
            "with",
            "down",
            "out",
            "a",
        }:
            return False
        if word in _AUXILIARIES and not (word in {"do", "have"} and following in {"a", "an", "my", "this"}):
            return word != "do" or following in _DOERS
        break
    return bool(
        re.search(
            r"\b(?:are|is) there\b|\b(?:have|has|do|am|did|was) i\b|\b(?:know|see|tell me|check"
            r"|wondering|wonder)(?: me)? (?:if|whether)\b",
            polite,
        )
    )


_ABOUT_SPEAKER = re.compile(
    r"\b(?:have|do|am|did|was|had|must|should|will|what|that|which|reports?|visits?|deadlines?|meetings?|things|anything|everything"
    r"|where|jobs|tasks|ones|stuff|all|still) i\b(?! (?:want|wanted|would|wish|wonder|see|read|can"
    r"|could|may|asked|mentioned|said|please)\b)"
    r"|\bi (?:owe|still|have (?:to|not|got|filed|done|still|any|coming|submitted|written|on|due"
    r"|outstanding|overdue)|am (?:next|late|behind|visiting|due"
    r"|down|meant|supposed|at|going|doing|expected|in|on|booked|overdue|responsible|needed|required|attending))\b"
    r"|\bmine\b|\b(?:from|by|of|assigned to|down to|about|due from|expected of|required of|waiting on) me\b"
)
_MY = re.compile(
    r"\bmy(?: own)? (?!(?:own )?(?:school|schools|academy|academies|sip|sips|sia|adviser|advisor"
    r"|partner|head|headteacher|colleague"
    r"|colleagues|team|chair|clerk|governors|behalf|desk|place|patch|other|trust|question|apologies|group|deputy|line|boss|sle|pa|name"
    r"|mistake|mind|end|way|inbox|email|phone|password)\b)"
)
_FOR_ME = re.compile(
    r"\b(?:due|on|up|out|deadlines|left|have|is there|anything|outstanding|overdue|late|visits"
    r"|reports|meetings) for me\b"
)


def is_about_speaker(words: Sequence[str]) -> bool:
    """Whether "I", "me" or "my" asks about the speaker's own things, not just politely ("can I see")."""
    text = " ".join(words)
    return bool(_ABOUT_SPEAKER.search(text) or _MY.search(text) or _FOR_ME.search(text))


_STEPS = {"next": "next", "last": "last", "latest": "last", "recent": "last", "newest": "last"}
_NOT_A_STEP = re.compile(
    r"(?:last|next) (?:to|steps?|thing|minute|few|couple|two|three|day|door|of all|\d+)\b"
    r"|at the latest\b(?! (?:report|visit|minutes|pack))|at last\b"
)


def which_of_series(words: Sequence[str], sentence: Sentence) -> str | None:
    """Whether the text asks for the next or the last of a series; None where that belongs to a date."""
    for place, word in enumerate(words):
        if word not in _STEPS or sentence.words[place].claim:
            continue
        if word == "recent" and (place == 0 or words[place - 1] != "most"):
            continue
        around = " ".join(words[max(0, place - 2) : place + 3])
        if _NOT_A_STEP.search(around):
            continue
        if word == "latest" and re.search(r"\bwhat is the latest (?:on|with|about)\b", " ".join(words)):
            continue
        return _STEPS[word]
    return None


_TELL_TO = re.compile(
    r"\b(?:ask|tell|get|urge|press|encourage|asking|telling|getting|urging)\b"
    r"(?: (?:all|the|our|my|every|each|any))*"
    r" (?:\x00(?: \x00)*|everyone|everybody|them|him|her|(?:lead )?sips?|sles?|partners?|advis[eo]rs?"
    r"|specialists?|directors?|heads?|headteachers?|authors?|people) (?:to|for)\b"
)
_HANDED_IN = re.compile(r"\breports?\b.*\bin(?: yet| already)?(?: \?)?$")


def is_handed_in(words: Sequence[str]) -> bool:
    """Whether "in" is where a report is: "is Catherine's report on Marlow in yet?"."""
    return bool(_HANDED_IN.search(" ".join(words)))


_WISH_TO_VISIT = re.compile(
    r"\b(?:like|want|need|hoping|hope|plan|planning|going|able|wish)\b(?: \w+)? to visit\b"
    r"|\b(?:can|could) i (?:visit|come)\b"
)
_COMMITTEE = r"(?:standards committee|committee|trustees|trust board)"
_MEETING = r"(?:eit|sit|board|pb|committee|meeting)"
_TURNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "WRITE",
        re.compile(
            r"\b(?:put|hand|send|get|pop|bung)\b (?:\S+ ){0,3}?reports? (?:\S+ ){0,5}?in\b(?!"
            r" (?:the )?(?:agenda|diary))"
        ),
    ),
    ("TELLING", re.compile(r"\b(?:tell|email|message|text|ring|call|contact|let)\b(?! (?:me|us|you|it)\b)")),
    ("RECOMMEND", re.compile(r"\bput\b.*\b(?:in|up|down|forward)\b (?:for|as)\b")),
    (
        "BOOK",
        re.compile(
            r"\b(?:get|getting|have|having|want|need|like)\b"
            r" (?:(?!(?:not|see|show|list|know|me the)\b)\S+ ){1,6}?"
            r"(?:booked|scheduled|diarised|arranged|organised|set up|fixed up|pencilled in|in the diary)\b"
        ),
    ),
    ("LETSHAVE", re.compile(r"\blet us (?:have|hold|run|meet)\b(?!.*\bdates?\b)")),
    (
        "MINUTES",
        re.compile(
            r"(?:^|\b(?:to|please|you|us|i|we|must|and) )"
            r"minute (?:the|our|my|this|that|an|another|yesterday|today|last|\x00)"
        ),
    ),
    ("DECIDE", re.compile(r"\bsend\b.*\bback\b")),
    ("VISITED", re.compile(r"\bdid (?:\S+ ){1,3}?go to\b")),
    (
        "VISITING",
        re.compile(
            r"\b(?:can|could|may) i go (?:to|into)\b|(?<!still )\bto (?:come in|come to|come into"
            r"|pop in|go into)\b"
        ),
    ),
    (
        "MOVE",
        re.compile(
            r"\bmake it (?!an? |to )|\b(?:can|could) it be\b|\bnew date\b"
            r"|\bchange\b.*\bvisit\b.*\bto\b|\bclash(?:es)?\b"
        ),
    ),
    ("CANCELLING", re.compile(r"\btake\b.*\bout\b|\bno visit\b|\bnot (?:be )?(?:going|visiting|coming)\b")),
    (
        "SUMMARY",
        re.compile(
            r"\b(?:pull|bring|draw)\b.*\breports?\b.*\btogether\b|\b(?:pull|bring) together\b.*\breports?\b"
            rf"|\breport to (?:the )?(?:next )?{_COMMITTEE}\b|\b{_COMMITTEE}(?: 's?)? report\b"
            r"|\bwhat (?:the )?(?:sips|partners) (?:said|say|found|wrote|reported)\b"
        ),
    ),
    ("AGREED", re.compile(r"\bwhat did (?:\S+ ){1,5}(?:agree|decide|resolve)\b")),
    ("BOOK", re.compile(rf"\b(?:get|put|pop|stick) an? (?:\S+ ){{0,2}}{_MEETING} in (?:on|for|at)\b")),
)
_CHANGE_DAY = re.compile(r"\b(?:change|switch|swap)\b.*\bfrom\b.*\bto\b")
_CAN_HAVE = re.compile(r"\b(?:can|could|may|should|will)\b.*\b(?:have|get|expect|receive|access)\b")
_MOVED = re.compile(
    r"\b(?:put|putting|push|pushing|bring|bringing|pull|knock|set|take|taking)\b.*\b(?:back|forward|forwards|later|earlier)\b(?!"
    r" (?:the|my|in touch))"
)
_LET_HAVE = re.compile(
    r"\b(?:let|give|allow)\b.*\b(?:have|their|its|the)\b.*\b(?:extra|additional|further)\b"
)
_PLAN_THE = re.compile(
    r"^(?:(?:please|can|could|would|you|i|we|want|need|like|to|let|us|help|me|now) )*plan (?:the|a"
    r"|an|our|my|next|out|in|all)\b"
)


def turns(words: Sequence[str]) -> set[str]:
    """Cues in a turn of phrase with names in its midst: "put the Oak Bank visit back", "ask Tom to"."""
    text = " ".join(words)
    forms = {
        "CANHAVE": _CAN_HAVE,
        "TELLTO": _TELL_TO,
        "VISITING": _WISH_TO_VISIT,
        "MOVE": _MOVED,
        "DECIDE": _LET_HAVE,
        "BOOK": _PLAN_THE,
    }
    found = {cue for cue, form in forms.items() if form.search(text)}
    found |= {cue for cue, form in _TURNS if form.search(text)}
    return found | {"MOVE"} if _CHANGE_DAY.search(text) else found


_FILING = (
    r"(?:file|filed|write|written|send|sent|put|hand|handed|do|done|submit|submitted|produce|produced"
    r"|complete|completed|give|given|reported)"
)
_UNFILED = re.compile(
    rf"\b(?:not|never|without)(?: \w+){{0,2}} {_FILING}\b|\bstill (?:got|has|have|had|need|needs"
    rf"|to)\b(?: \w+){{0,2}} {_FILING}\b"
    rf"|\b(?:got|has|have) still to {_FILING}\b|\byet to {_FILING}\b"
)


def is_unfiled(words: Sequence[str]) -> bool:
    """Whether something is not filed yet: "who has not sent theirs in", "what has Will still got to file"."""
    return bool(_UNFILED.search(" ".join(words)))


_DID_FILE = re.compile(
    r"\bdid (?:(?!not)\S+ ){1,3}(?:file|filed|submit|hand in|send in|put in)\b"
    r"|^(?:so |and )?did (?:(?!not)\S+ ){1,2}report(?! back)\b"
)


def has_filed(words: Sequence[str]) -> bool:
    """Whether it is asked what was filed: "what did I file", "did Tom report on Oak Bank"."""
    return bool(_DID_FILE.search(" ".join(words)))


_GET_DONE = re.compile(
    r"\b(?:get|getting|have|having|want|need)\b.*\b(?:done|written|finished|sorted|filed|out of the way)\b"
)


def wants_it_done(words: Sequence[str]) -> bool:
    """Whether somebody wants a thing done: "I had better get that report done"."""
    return bool(_GET_DONE.search(" ".join(words)))


_WRITING = word_set(
    """
    file write draft log start begin do complete finish submit filing writing drafting logging
    starting doing completing finishing
    """
)


def begins_writing(words: Sequence[str], phrases: Sequence[Phrase]) -> bool:
    """Whether a verb of writing stands by itself: "file my overdue report", not "reports still to file"."""
    taken = {
        place
        for phrase in phrases
        if phrase.family == "report status" and phrase.end - phrase.start > 1
        for place in range(phrase.start, phrase.end)
    }
    return any(word in _WRITING and place not in taken for place, word in enumerate(words))
