"""How something is said: asked or told, about the speaker or not, of one in a series, word or false friend."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogs.understanding.phrases import Phrase
from dialogs.understanding.sentence import Sentence

_QUESTION_WORDS = frozenset({"which", "what", "when", "where", "who", "whom", "whose", "how"})
_AUXILIARIES = frozenset(
    {"has", "have", "did", "does", "do", "is", "are", "was", "were", "any", "anything", "anyone", "had", "am"}
)
_RELATIVE = frozenset({"who", "whose", "which", "where"})
_ANTECEDENTS = frozenset(
    "everyone everybody anyone anybody people those partners sips sles advisers staff person someone somebody all colleagues"
    " heads headteachers one ones school schools reports visits sip sle adviser leaders specialists clerks folk them any".split()
)
"""After these "who" begins no question: "chase everyone who owes"."""
_OPENERS = frozenset(
    "hi hello hey hiya morning afternoon evening good please thanks ok okay right so and well just quick question um er oh"
    " sorry also then now there yes no but actually lovely great cheers today one more thing another bot keystone dear all".split()
)
_POLITE = re.compile(
    r"\b(?:is it (?:ok|okay|alright|fine|possible)(?: if)?|is there (?:any chance|any way|a way)|any chance|any way|are you able to|"
    r"are we able to|do you mind|would it be (?:possible|ok|okay)|do you think you could|what about|how about|"
    r"how (?:do|can|would|should|could) (?:i|we|you|one)|what do i do to|do us a favour|do me a favour|have a think)\b"
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
            return not (word == "do" and following == "the")
        break
    return bool(
        re.search(
            r"\b(?:are|is) there\b|\b(?:have|has|do|am|did|was) i\b|\b(?:know|see|tell me|check|wondering|wonder)(?: me)? (?:if|whether)\b",
            polite,
        )
    )


_ABOUT_SPEAKER = re.compile(
    r"\b(?:have|do|am|did|was|had|must|should|will|what|that|which|reports?|visits?|deadlines?|meetings?|things|anything|everything"
    r"|where|jobs|tasks|ones|stuff|all|still) i\b(?! (?:want|wanted|would|wish|wonder|see|read|can|could|may|asked|mentioned|said|please)\b)"
    r"|\bi (?:owe|still|have (?:to|not|got|filed|done|still|any|coming|submitted|written|on|due|outstanding|overdue)|am (?:next|late|behind|visiting|due"
    r"|down|meant|supposed|at|going|doing|expected|in|on|booked|overdue|responsible|needed|required|attending))\b"
    r"|\bmine\b|\b(?:from|by|of|assigned to|down to|about|due from|expected of|required of|waiting on) me\b"
)
_MY = re.compile(
    r"\bmy(?: own)? (?!(?:own )?(?:school|schools|academy|academies|sip|sips|sia|adviser|advisor|partner|head|headteacher|colleague"
    r"|colleagues|team|chair|clerk|governors|behalf|desk|place|patch|other|trust|question|apologies|group|deputy|line|boss|sle|pa|name"
    r"|mistake|mind|end|way|inbox|email|phone|password)\b)"
)
_FOR_ME = re.compile(
    r"\b(?:due|on|up|out|deadlines|left|have|is there|anything|outstanding|overdue|late|visits|reports|meetings) for me\b"
)


def is_about_speaker(words: Sequence[str]) -> bool:
    """Whether "I", "me" or "my" asks about the speaker's own things, not just politely ("can I see")."""
    text = " ".join(words)
    return bool(_ABOUT_SPEAKER.search(text) or _MY.search(text) or _FOR_ME.search(text))


_STEPS = {"next": "next", "last": "last", "latest": "last", "recent": "last", "newest": "last"}
_NOT_A_STEP = re.compile(
    r"(?:last|next) (?:to|steps?|thing|minute|few|couple|two|three|day|door|of all|\d+)\b|at (?:the )?(?:latest|last)\b"
)


def which_of_series(words: Sequence[str], sentence: Sentence) -> str | None:
    """ "next" or "last" where the text asks for one of a series; not where it belongs to a date."""
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


_GET_DONE = re.compile(r"\b(?:get|getting|have|having|want|need)\b.*\b(?:done|written|finished|sorted|filed|out of the way)\b")


def wants_it_done(words: Sequence[str]) -> bool:
    """ "I had better get that report done" """
    return bool(_GET_DONE.search(" ".join(words)))


_WRITING = frozenset(
    "file write draft log start begin do complete finish submit filing writing drafting logging starting doing completing finishing".split()
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


_BEFORE_DESIGNATION = frozenset(
    "in as to at on for of be recommend recommending propose proposing suggest designated is are now into from under"
    " a an the or and rated called mean means been was were either classed than not becoming become ever stay stays"
    " remain remains currently still put both all their your our any other every each".split()
)
_AFTER_DESIGNATION = frozenset(
    "school schools designation designations criteria category status academies academy ones or and to instead please"
    " ? now this next designated mean means from for at by get gets risk since last currently until on".split()
)
_NOT_BODY = frozenset({"to", "can", "does", "could", "please", "not", "i", "we", "they", "did"})


def stands(phrase: Phrase, words: Sequence[str], sentence: Sentence) -> bool:
    """Whether a word that is often another one is really meant: improve, sit, board, head."""
    before = words[phrase.start - 1] if phrase.start else ""
    after = words[phrase.end] if phrase.end < len(words) else ""
    said = " ".join(words[phrase.start : phrase.end])
    if phrase.family == "designation":
        return _is_designation(said, before, after, words)
    if phrase.family == "body":
        if said == "sit":
            return before not in _NOT_BODY
        if said in ("board", "boards"):
            return before not in {"trust", "on", "across", "above", "governing"}
        if said == "standards":
            return after not in {"in", "of", "across", "are"} and before not in {"high", "raise", "raising"}
        if said == "committee":
            return before not in {"appraisal", "finance", "audit"}
    if phrase.tag == "MINUTES":
        return not (
            before[:1].isdigit() or before in {"five", "ten", "few", "couple", "two", "fifteen", "twenty"}
        )
    if (phrase.family, said) == ("role", "head"):
        return after not in {"to", "over", "of", "off", "up", "for", "back", "into"} or (
            after == "of" and before in {"the", "is"}
        )
    if (phrase.family, said) == ("role", "chair"):
        return after not in {"of", "the", "leg"} or before in {"the", "is"}
    if phrase.family == "mode" and said == "teams":
        return before not in {"their", "our", "leadership", "the", "all"} or after in {
            "visit",
            "visits",
            "meeting",
        }
    return True


def _is_designation(said: str, before: str, after: str, words: Sequence[str]) -> bool:
    if said not in ("improve", "repair", "sustain", "stabilise", "stabilize"):
        return True
    if after in _AFTER_DESIGNATION or after.startswith("\x00"):
        return True
    if before == "to":
        # "how to improve attendance" and "moves to improve" part here: something to be improved follows.
        return not after
    return before in _BEFORE_DESIGNATION or not after or len(words) <= 2


_ADDING = r"add|adding|put|putting|include|stick|pop|raise|table|get|have|bung|squeeze|slot|append|bring|place|with"
_ITEMS = (
    re.compile(
        rf"^(?P<lead>.*?\b(?:{_ADDING})\s+)(?P<item>.+)\s+"
        r"(?:on\s?to|to|on|in|into|as an?)\s+(?:(?!(?:on|onto|to|for|at)\b)\S+\s+){0,6}?"
        r"(?:agendas?\b|agenda items?\b|items? (?:for|on) the)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"^(?P<lead>\W*(?:(?:an?|another|new|one more|please|add|can you add|could you add)\s+)*(?:agenda\s+)?(?:item|point)s?\b"
        r"[^:]*?(?:agenda|meeting|visit|board|committee|eit|sit|pb)[^:]*:\s*)(?P<item>.+)$",
        re.IGNORECASE | re.DOTALL,
    ),
)
_QUESTION = re.compile(r"\W*(?:what|which|who|when|whats|what['’]s|has|have|is|are|did)\b", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"(?:an?|the|another|this|something|an item|a new item|this item|one more|new|extra|further|items?)(?: (?:item|point))?s?"
    r"|.*\b(?:look|sight|see)\b.*|me|hold of|copy of.*",
    re.IGNORECASE,
)


def claim_item(sentence: Sentence) -> str:
    """The item that is to go on an agenda, as typed; its words then mean nothing else."""
    if _QUESTION.match(sentence.original):
        return ""
    match = next(filter(None, (form.match(sentence.original) for form in _ITEMS)), None)
    if match is None or _NO_ITEM.fullmatch(match["item"].strip()):
        return ""
    start, end = match.start("item"), match.end("item")
    for word in sentence.words:
        if start <= word.start and word.end <= end:
            word.claim = "item"
    return match["item"].strip()
