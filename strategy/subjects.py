"""Subjects, as the directory writes them and as people say them."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.people import Role
from strategy.trust import Trust

_EVERYDAY: Mapping[str, tuple[str, ...]] = {
    "maths": ("mathematics",),
    "math": ("mathematics",),
    "numeracy": ("mathematics",),
    "literacy": ("english", "literacy"),
    "writing": ("english", "literacy"),
    "reading": ("early reading", "reading", "english"),
    "phonics": ("phonics", "early reading", "english"),
    "mfl": ("modern foreign languages", "languages"),
    "languages": ("modern foreign languages", "languages"),
    "french": ("modern foreign languages", "languages"),
    "spanish": ("modern foreign languages", "languages"),
    "german": ("modern foreign languages", "languages"),
    "biology": ("science",),
    "chemistry": ("science",),
    "physics": ("science",),
    "it": ("computing",),
    "ict": ("computing",),
    "pe": ("physical education",),
    "re": ("religious education",),
    "rs": ("religious education",),
    "dt": ("design and technology",),
    "eyfs": ("early years",),
    "humanities": ("humanities", "history", "geography"),
}
"""What people say, and the names it may have in the directory, the closest first."""
_AS_LETTERS = frozenset(
    {"cpd", "dt", "eal", "ect", "eyfs", "ict", "it", "mfl", "pe", "pshe", "re", "rs", "send"}
)


def subjects_of(trust: Trust) -> list[str]:
    """Every subject that an SLE or a Director holds today, in the order of their names."""
    people = [*trust.holders(Role.SLE), *trust.holders(Role.DIRECTOR_SUBJECT)]
    return sorted({held.subject for person in people for held in person.held if held.subject})


def subject_named(said: str, known: list[str]) -> str | None:
    """The subject among those known that a text names: "maths" is Mathematics, "English" may be English and
    Literacy. None where there is none.
    """
    words = _folded(said)
    if not words:
        return None
    for name in (words, *_EVERYDAY.get(words, ())):
        whole = next((each for each in known if _folded(each) == name), None)
        within = whole or next((each for each in known if _has(_folded(each), name)), None)
        if within is not None:
            return within
    return None


def subject_written(said: str, known: list[str]) -> str:
    """The subject as the directory writes it where it does, else as it was said: "Phonics", "SEND"."""
    words = _folded(said)
    same = subject_named(said, known)
    if same is not None and (_folded(same) == words or words not in _NARROWER):
        return same
    if words in _AS_LETTERS:
        return words.upper()
    plain = " ".join(said.split())
    return plain[:1].upper() + plain[1:]


_NARROWER = frozenset(
    {"phonics", "reading", "writing", "french", "spanish", "german", "biology", "chemistry", "physics"}
)
"""Parts of a subject: a training in one keeps its own name, and is found under the subject too."""


def is_about(asked: str, subject: str, title: str, known: list[str]) -> bool:
    """Whether something on a subject is among what is asked for: of "phonics" only what says so, of "English"
    everything that belongs to it.
    """
    words = _folded(asked)
    if any(_has(_folded(text), words) for text in (subject, title)):
        return True
    if words in _NARROWER:
        return False
    wanted = subject_named(asked, known)
    belongs = subject_named(subject, known) or subject
    return wanted is not None and _folded(wanted) == _folded(belongs)


def _folded(text: str) -> str:
    return " ".join(text.replace("&", "and").casefold().split())


def _has(text: str, words: str) -> bool:
    """Whether a text has some words in it, whole."""
    return f" {words} " in f" {text} "
