"""Words that are often others: "improve" as a verb, "sit" as a verb, "board", "head", "five minutes"."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.phrases import Phrase
from dialogs.understanding.words import word_set

_BEFORE_DESIGNATION = word_set(
    """
    in as to at on for of be recommend recommending propose proposing suggest designated is are now
    into from under a an the or and rated called mean means been was were either classed than not
    becoming become ever stay stays remain remains currently still put both all their your our any
    other every each
    """
)
_AFTER_DESIGNATION = word_set(
    """
    school schools designation designations criteria category status academies academy ones or and
    to instead please ? now this next designated mean means from for at by get gets risk since last
    currently until on
    """
)
_NOT_BODY = frozenset({"to", "can", "does", "could", "please", "not", "i", "we", "they", "did"})

_SITTERS = frozenset({"who", "that", "he", "she", "it", "everyone", "anyone", "person", "one"})


def stands(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether a word that is often another one is really meant: improve, sit, board, head."""
    before = words[phrase.start - 1] if phrase.start else ""
    after = words[phrase.end] if phrase.end < len(words) else ""
    said = " ".join(words[phrase.start : phrase.end])
    if phrase.family == "designation":
        return _is_designation(said, before, after, words)
    if phrase.family == "body":
        return _is_body(said, before, after, words)
    if phrase.tag in ("RESTING", "SNOOZE") and said == "quiet":
        return after not in {"day", "week", "time", "room", "word", "chat", "moment"}
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


def _is_body(said: str, before: str, after: str, words: Sequence[str]) -> bool:
    if said == "sit":
        asked_where = after in {"on", "at", "with", "within"} and bool({"does", "do"} & set(words))
        return before not in _NOT_BODY and not asked_where
    if said == "sits":
        return before not in _SITTERS and not before.startswith("\x00")
    if said in ("board", "boards"):
        return before not in {"trust", "on", "across", "above", "governing"}
    if said == "standards":
        return after not in {"in", "of", "across", "are"} and before not in {"high", "raise", "raising"}
    if said == "committee":
        return before not in {"appraisal", "finance", "audit"}
    return True
