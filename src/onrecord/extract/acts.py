"""What kind of saying it is: the speech act, whether it was made at all, whether its content is denied.

Takes the words of an attribution and gives a `Reading`. The word lists stand in `data/cues.toml`. A statement that was not
made ("declined to comment", "no one says", "if he were to say") is kept as what it is and is no denial.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.extract.clauses import Clause, small_words
from onrecord.extract.wordlists import Cues, cues
from onrecord.record import SpeechAct, Standing

_NEGATIONS: Final = frozenset({"not", "never", "neither", "nor", "cannot", "without", "hardly"})
_NOT_NEGATING: Final = frozenset({"only", "just", "merely", "simply", "surprisingly"})
_MODALS: Final = frozenset({"would", "could", "might", "may", "should", "must", "can", "shall", "will"})
_INTENDING: Final = frozenset({"will", "shall"})
#: "to say" behind one of these has not been said yet.
_AHEAD: Final = frozenset(
    """going able expected set due ready want wants wanted plans planned tried supposed scheduled likely about ought need needs
    hoping hopes asked wanting planning preparing prepared have has hesitate afraid reluctant unlikely""".split()
)
_ALREADY: Final = frozenset({"later", "went", "goes", "on", "then", "often", "eventually", "used", "came"})
_FIRST_PERSON: Final = frozenset({"i", "we"})
_CONDITIONAL: Final = re.compile(
    r"(?<!\w)(?i:if|unless|whether|suppose|in case)(?!\w)|(?<!\w)Should\s+(?=[A-Z])|\bwere\b[^,;.]{0,40}\bto\s*$"
)
_RELUCTANT: Final = frozenset({"reluctant", "unwilling", "hesitant", "afraid", "loath"})
_SPEAKING: Final = re.compile(
    r"\b(?:comment|interview|answer|respond|speak|talk|say|discuss|elaborate|specify|confirm|name|identif\w+|provide|disclose|"
    r"explain|detail|be quoted|give (?:\w+ )?(?:details?|names?)|take questions|question|request|inquir\w+)\b",
    re.IGNORECASE,
)
_TO_VERB: Final = re.compile(r"\W*(?:not\s+)?to\s+[a-z]", re.IGNORECASE)
#: "warned | villagers to leave", "warned | against panic".
_WARNED_TO: Final = re.compile(
    r"\W*(?:(?:(?:the|all|his|her|its|their)\s+)?[\w’'-]+\s+(?:not\s+)?to\s+[a-z]|against\s)"
)
_PROPOSING: Final = re.compile(r"\W*(?:[a-z]+ing\b|(?:that\s+)?(?:[\w’']+\s+){1,6}should\b)", re.IGNORECASE)
_OWN_PROMISE: Final = re.compile(
    r"\W*(?:i|we)(?:\s+(?:will|shall)|['’]ll)\s+(?:not\s+|never\s+|always\s+|soon\s+|also\s+)*"
    r"(?!be\b|see\b|find\b|need\b|know\b|have\b|never\b|not\b|get\b|feel\b)[a-z]",
    re.IGNORECASE,
)
_IF_WE_WILL: Final = re.compile(r"\W*[Ii]f\b[^.!?]*\b(?:we|I)(?:\s+(?:will|shall)|[’']ll)\b")
_PERFORMATIVE: Final = re.compile(
    r"\W*(?:I|We)\s+(?:also\s+|now\s+|again\s+|strongly\s+|once\s+more\s+)?([a-z]+(?:\s+(?:on|upon|for))?)\b"
)
#: Said of oneself these describe a state and do nothing: "we want", "I plan".
_NO_PERFORMATIVE: Final = frozenset(
    {"want", "hope", "seek", "wonder", "plan", "intend", "agree", "aim", "prefer", "back", "favor", "favour"}
)
_FIRST_VIEW: Final = re.compile(
    r"\b(?:I|we|We)\s+(?:do\s?n['’]t\s+|do not\s+)?(?:think|believe|suspect|expect|doubt|guess|reckon|assume|estimate)\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """See `Statement.act`, `.standing` and `.negated`. `lemma` is the word the act was read from, None for none known."""

    act: SpeechAct
    standing: Standing
    negated: bool
    lemma: str | None


def read_act(clause: Clause, *, source: str, content: str, direct: bool) -> Reading:
    """The act, standing and negation of an attribution; `source` and `content` are its words."""
    lexicon = cues()
    found = phrases_in(clause.cue, lexicon)
    phrase = _telling(found)
    lemma = (
        phrase[0][-1] if phrase is not None and phrase[0][0] == "be" else phrase[0][0] if phrase is not None else None
    )
    act: SpeechAct = "claim" if phrase is None else phrase[1]
    act = _by_content(act, lemma, content, lexicon, direct=direct)
    negated = is_negated(clause.group)
    first = _first_word(source)
    refusing = any(lexicon.bases(word) & lexicon.refusing for word in clause.group)
    if refusing and _in_condition(clause):
        return Reading("deny", "hypothetical", negated=True, lemma=lemma)
    if refusing:
        if _SPEAKING.search(f"{' '.join(clause.cue)} {content[:60]}"):
            return Reading("report", "declined", negated=False, lemma=lemma)
        return Reading("deny", "made", negated=True, lemma=lemma)
    if any(word in _RELUCTANT for word in clause.cue) and _SPEAKING.search(f"{' '.join(clause.cue)} {content[:60]}"):
        return Reading("report", "not said", negated=False, lemma=lemma)
    if first in lexicon.nobody or (first == "not" and not negated):
        return Reading(act, "not said", negated=False, lemma=lemma)
    if negated:
        return _negated(act, lemma, clause, lexicon)
    if is_hypothetical(clause, first=first, attitude=lemma in lexicon.attitudes, direct=direct, lemma=lemma):
        return Reading(act, "hypothetical", negated=False, lemma=lemma)
    return Reading(act, "made", negated=act == "deny", lemma=lemma)


def is_negated(group: Sequence[str]) -> bool:
    """True when the verb group holds a negation ("has not", "never", "is yet to", "without")."""
    for word, after in pairwise((*group, "")):
        if word == "without" and not after.endswith("ing"):
            continue  # "answered without a pause"
        if (word in _NEGATIONS or word.endswith("n't")) and after not in _NOT_NEGATING:
            return True
        if (word == "yet" and after == "to") or (word == "no" and after == "longer"):
            return True
    return False


def is_hypothetical(clause: Clause, *, first: str, attitude: bool, direct: bool, lemma: str | None) -> bool:
    """True when the saying is only thought of: in an if-clause, under a modal, or still to come."""
    if _in_condition(clause):
        return True
    words = clause.group
    verb = next((i for i, word in enumerate(words) if lemma in cues().bases(word)), len(words))
    before = words[:verb]
    if first in _FIRST_PERSON or any(word in _ALREADY for word in before):
        return False
    modal = next((word for word in before if word in _MODALS or word.endswith(("'ll", "'d"))), None)
    if modal is not None and modal.endswith("'d"):
        # "he'd say" may be "he had said": a past form follows
        modal = None if verb < len(words) and words[verb].endswith("ed") else modal
    if modal is not None:
        if direct and modal in {"would", "must", "can", "should", "may"} and "have" not in before:
            # "..." he would say: told as a habit or as later speech
            return False
        if attitude and (modal in _INTENDING or lemma == "like"):
            return False
        return lemma is not None and "have" not in before
    if "to" in before:
        return any(word in _AHEAD for word in before[: before.index("to")])
    return False


def _in_condition(clause: Clause) -> bool:
    """True when the cue stands in an if-clause."""
    helpers = clause.group[: len(clause.group) - len(clause.cue)]
    return _CONDITIONAL.search(f"{clause.before} {' '.join(helpers)}") is not None


def _negated(act: SpeechAct, lemma: str | None, clause: Clause, lexicon: Cues) -> Reading:
    """A negated cue: an open question, no answer, silence, or an attitude that is negated."""
    bases = {base for word in clause.cue for base in lexicon.bases(word)}
    if bases & lexicon.open:
        return Reading("report", "unconfirmed", negated=False, lemma=lemma)
    if lemma in lexicon.attitudes:
        return Reading(act, "made", negated=True, lemma=lemma)
    will_not = any(word in {"will", "would", "won't", "wouldn't"} for word in clause.group)
    if will_not and bases & {
        "say",
        "comment",
        "discuss",
        "answer",
        "speak",
        "elaborate",
        "specify",
        "disclose",
        "identify",
    }:
        return Reading("report", "declined", negated=False, lemma=lemma)
    if lemma is not None or bases & lexicon.silent:
        return Reading(act, "not said", negated=False, lemma=lemma)
    return Reading(act, "made", negated=True, lemma=lemma)


def phrases_in(words: Sequence[str], lexicon: Cues) -> list[tuple[tuple[str, ...], SpeechAct, bool]]:
    """Phrases of the lexicon in the words, longest first at each place, with their act and whether they are verbs."""
    bases = [lexicon.bases(word) for word in words]
    out: list[tuple[tuple[str, ...], SpeechAct, bool]] = []
    at = 0
    while at < len(words):
        for length in range(min(lexicon.longest, len(words) - at), 0, -1):
            tail = tuple(words[at + 1 : at + length])
            hits = sorted(
                (phrase, *lexicon.phrases[phrase]) for base in bases[at] if (phrase := (base, *tail)) in lexicon.phrases
            )
            if hits:
                # a word that is verb and noun is the verb here: cues are mostly verbs
                out.append(max(hits, key=lambda hit: hit[2]))
                at += length
                break
        else:
            at += 1
    return out


def _telling(
    found: Sequence[tuple[tuple[str, ...], SpeechAct, bool]],
) -> tuple[tuple[str, ...], SpeechAct, bool] | None:
    """The phrase that tells the act: the last verb that says more than "say", else the last such noun, else the last."""
    for wants_verb in (True, False):
        for hit in reversed(found):
            if hit[2] is wants_verb and hit[1] != "claim":
                return hit
    return found[-1] if found else None


def _by_content(act: SpeechAct, lemma: str | None, content: str, lexicon: Cues, *, direct: bool) -> SpeechAct:
    """The act where the content decides: told to do, suggested doing, warned of what the speaker will do."""
    if lemma == "agree" and _TO_VERB.match(content):
        return "promise"
    if lemma == "warn" and _WARNED_TO.match(content) and act != "threaten":
        return "request"
    if lemma in {"tell", "instruct"} and _TO_VERB.match(content):
        return "request"
    if lemma in {"assure", "reassure"} and re.search(r"\b(?:would|will)\b|[’']ll\b", content):
        return "promise"
    if lemma == "suggest" and _PROPOSING.match(content):
        return "propose"
    if lemma == "warn" and any(word in lexicon.threats for word in re.findall(r"[a-z]+", content.lower())):
        return "threaten"
    if act in {"claim", "assess"} and direct:
        performed = _performed(content, lexicon)
        if performed is not None:
            return performed
        words = re.findall(r"[a-z]+", content.lower())
        if _IF_WE_WILL.match(content) and any(word in lexicon.threats for word in words):
            return "threaten"
        if _OWN_PROMISE.match(content):
            return "promise"
    if act == "claim" and _FIRST_VIEW.search(content):
        return "assess"
    return act


def _performed(content: str, lexicon: Cues) -> SpeechAct | None:
    """The act that the quoted words themselves name: "I ask everyone to wait", "we promise to rebuild"."""
    match = _PERFORMATIVE.match(content)
    if match is None:
        return None
    found = phrases_in(small_words(content, match.start(1), match.end()), lexicon)
    acts = [act for phrase, act, verb in found[:1] if verb and phrase[0] not in _NO_PERFORMATIVE]
    return acts[0] if acts and acts[0] not in {"claim", "report", "assess"} else None


def _first_word(source: str) -> str:
    match = re.match(r"\W*(\w+)", source)
    return "" if match is None else match.group(1).lower()
