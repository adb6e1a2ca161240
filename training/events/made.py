"""Sentences with their events, made from the frames in `frames/`: actives and passives, reports, joined and nested clauses.

A sentence is a list of pieces; each piece may belong to participants of events. So every label is right by construction,
and the parties of a frame change places and names freely.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.extract.events.finder.shape import EMBARGO
from onrecord.extract.events.lexicon import forms
from onrecord.extract.events.predict import CONFLICT, COOPERATION
from training.events.names import Names, Phrase

Spans = list[tuple[int, int]]
FRAMES = Path(__file__).with_name("frames")
_CHOICE = re.compile(r"\(([^()]*)\)")
_PIECE = re.compile(r"\[([\w-]+)\]|<([\w -]+)>|\b([STU]2?)(?::(\w+))?\b(?![\w.])|[^\[<]")
_IRREGULAR = {
    "write": ["wrote", "written"], "flee": ["fled", "fled"], "be": ["was", "been"], "ram": ["rammed", "rammed"],
    "bring": ["brought", "brought"], "sit": ["sat", "sat"], "swear": ["swore", "sworn"], "stand": ["stood", "stood"],
    "feed": ["fed", "fed"], "come": ["came", "come"], "let": ["let", "let"], "quit": ["quit", "quit"], "tear": ["tore", "torn"],
    "lay": ["laid", "laid"], "overthrow": ["overthrew", "overthrown"], "sink": ["sank", "sunk"], "set ": ["set", "set"],
    "swap": ["swapped", "swapped"], "scrap": ["scrapped", "scrapped"], "skip": ["skipped", "skipped"], "lead": ["led", "led"],
    "stab": ["stabbed", "stabbed"], "gun": ["gunned", "gunned"], "bar": ["barred", "barred"], "slap": ["slapped", "slapped"],
    "stop": ["stopped", "stopped"], "jam": ["jammed", "jammed"], "ship": ["shipped", "shipped"], "beg": ["begged", "begged"],
    "transfer": ["transferred", "transferred"], "confer": ["conferred", "conferred"], "repel": ["repelled", "repelled"],
    "hold": ["held", "held"], "send": ["sent", "sent"], "give": ["gave", "given"], "fly": ["flew", "flown"],
    "meet": ["met", "met"], "speak": ["spoke", "spoken"], "sell": ["sold", "sold"], "buy": ["bought", "bought"],
    "lend": ["lent", "lent"], "take": ["took", "taken"], "leave": ["left", "left"], "cut": ["cut", "cut"],
    "break": ["broke", "broken"], "freeze": ["froze", "frozen"], "withdraw": ["withdrew", "withdrawn"],
    "shut": ["shut", "shut"], "go": ["went", "gone"], "begin": ["began", "begun"], "put": ["put", "put"],
    "build": ["built", "built"], "set": ["set", "set"], "shoot": ["shot", "shot"], "strike": ["struck", "struck"],
    "fight": ["fought", "fought"], "beat": ["beat", "beaten"], "blow": ["blew", "blown"], "hit": ["hit", "hit"],
    "throw": ["threw", "thrown"], "say": ["said", "said"], "tell": ["told", "told"], "seek": ["sought", "sought"],
    "pay": ["paid", "paid"], "find": ["found", "found"], "overrun": ["overran", "overrun"], "ban": ["banned", "banned"],
    "burn": ["burned", "burned"], "free": ["freed", "freed"], "slam": ["slammed", "slammed"], "sue": ["sued", "sued"],
    "drop": ["dropped", "dropped"], "strip": ["stripped", "stripped"], "spy": ["spied", "spied"], "step": ["stepped", "stepped"],
    "agree": ["agreed", "agreed"], "commit": ["committed", "committed"], "admit": ["admitted", "admitted"],
    "feel": ["felt", "felt"], "forbid": ["forbade", "forbidden"], "drive": ["drove", "driven"], "draw": ["drew", "drawn"],
    "ring": ["rang", "rung"], "hang": ["hanged", "hanged"], "get": ["got", "got"], "win": ["won", "won"], "lose": ["lost", "lost"],
    "see": ["saw", "seen"], "make": ["made", "made"], "have": ["had", "had"], "shake": ["shook", "shaken"], "wind": ["wound", "wound"],
    "forgive": ["forgave", "forgiven"], "choose": ["chose", "chosen"], "become": ["became", "become"], "steal": ["stole", "stolen"],
    "fall": ["fell", "fallen"], "teach": ["taught", "taught"], "rise": ["rose", "risen"], "run": ["ran", "run"],
    "hurt": ["hurt", "hurt"], "slay": ["slew", "slain"], "sweep": ["swept", "swept"], "steam": ["steamed", "steamed"],
    "cast": ["cast", "cast"], "bind": ["bound", "bound"], "bid": ["bid", "bid"], "slit": ["slit", "slit"],
    "light": ["lit", "lit"], "mean": ["meant", "meant"], "repay": ["repaid", "repaid"], "withhold": ["withheld", "withheld"], "do": ["did", "done"],
    "split": ["split", "split"], "burst": ["burst", "burst"], "underwrite": ["underwrote", "underwritten"], "annul": ["annulled", "annulled"],
    "concur": ["concurred", "concurred"], "disbar": ["disbarred", "disbarred"], "eavesdrop": ["eavesdropped", "eavesdropped"],
    "extol": ["extolled", "extolled"], "outgun": ["outgunned", "outgunned"], "regret": ["regretted", "regretted"],
    "submit": ["submitted", "submitted"], "tear-gas": ["tear-gassed", "tear-gassed"], "unban": ["unbanned", "unbanned"],
    "wiretap": ["wiretapped", "wiretapped"], "worship": ["worshipped", "worshipped"], "strip-search": ["strip-searched", "strip-searched"],
    "unfreeze": ["unfroze", "unfrozen"], "airlift": ["airlifted", "airlifted"], "know": ["knew", "known"], "keep": ["kept", "kept"], "drink": ["drank", "drunk"], "eat": ["ate", "eaten"], "wear": ["wore", "worn"],
    "grow": ["grew", "grown"], "lie": ["lay", "lain"], "bend": ["bent", "bent"], "spread": ["spread", "spread"], "shed": ["shed", "shed"],
    "stick": ["stuck", "stuck"], "dig": ["dug", "dug"], "rid": ["rid", "rid"], "undertake": ["undertook", "undertaken"],
    "retake": ["retook", "retaken"], "rebuild": ["rebuilt", "rebuilt"], "rewrite": ["rewrote", "rewritten"], "rebut": ["rebutted", "rebutted"],
    "rethink": ["rethought", "rethought"], "upbraid": ["upbraided", "upbraided"], "misread": ["misread", "misread"],
    "put ": ["put", "put"], "hit ": ["hit", "hit"], "prod": ["prodded", "prodded"], "nab": ["nabbed", "nabbed"], "lob": ["lobbed", "lobbed"],
    "permit": ["permitted", "permitted"], "rebel": ["rebelled", "rebelled"], "compel": ["compelled", "compelled"],
    "expel": ["expelled", "expelled"], "patrol": ["patrolled", "patrolled"], "refer": ["referred", "referred"], "defer": ["deferred", "deferred"],
    "dispel": ["dispelled", "dispelled"], "quell": ["quelled", "quelled"], "bar ": ["barred", "barred"], "equip": ["equipped", "equipped"],
    "overthrow ": ["overthrew", "overthrown"], "outbid": ["outbid", "outbid"], "snub": ["snubbed", "snubbed"], "airdrop": ["airdropped", "airdropped"],
    "shut ": ["shut", "shut"], "broadcast": ["broadcast", "broadcast"], "blacken": ["blackened", "blackened"], "rend": ["rent", "rent"],
    "kidnap": ["kidnapped", "kidnapped"], "hijack": ["hijacked", "hijacked"], "free ": ["freed", "freed"],
}  # fmt: skip
_DAYS = "on Monday|on Tuesday|on Friday|last week|on March 3|in May 2019|in 2014|late on Sunday|this week|earlier this month|yesterday".split(
    "|"
)
_BEFORE = (
    "On Tuesday, |In 2016, |Last week, |After months of talks, |KABUL (AP) -- |Meanwhile, |In a statement, |Earlier this month, |Despite the truce, "
    "|In retaliation, |For the first time in years, |MOSCOW: |At the same time, |On 4 May 2017, |However, |In response, |Also on Friday, "
    "|After the ceasefire collapsed, |A day after the bombing, |Days before the summit, |With talks at a standstill, |As the siege went on, "
    "|Amid protests over prices, |In the wake of the attack, |Ignoring appeals for calm, |Two weeks after sanctions were imposed, |Hours after a visit by U, "
    "|At a meeting in U:place, |Following the arrest of U, |In a further blow to peace efforts, |As fighting raged in U:place, |According to U, "
    "|Citing security concerns, |Under a deal reached with U, |In an interview, |At a rally in U:place, |Speaking in U:place, |In March 2011, "
    "|Since the coup, |Under pressure from U, |To the surprise of diplomats, |In the early hours of Monday, |On the eve of the vote, |LAGOS, June 3 - "
).split("|")
_AFTER = (
    " amid rising tensions with U| after a visit by U| despite criticism from U| in retaliation for the attack| over the dispute"
    "| for the first time since 2011| as part of a wider deal| at the request of U| ahead of the elections| to end the conflict with U"
    "| since the war began| in a bid to calm the markets| following the coup in U:place| in U:place| on the border| without explanation"
    "| because of the unrest in U:place| on behalf of U| under a deal with U| according to U| in the latest sign of tension with U"
    "| days after a ceasefire was agreed| despite sanctions| after talks broke down| in defiance of a ban on protests| while peace talks went on"
    "| to mark the anniversary of the invasion| after an attack that killed nine people| as relief workers waited| ahead of a visit by U"
    "| in what officials called a goodwill gesture| in the run-up to the vote| over the killing of two soldiers| to prevent further attacks"
    "| in exchange for fuel| as protests spread| to help end a strike| after losing an appeal| in line with an agreement signed in 2015"
    "| ending months of deadlock| raising hopes of peace| in a move that angered U| drawing criticism from U| hours before a deadline"
    "| following accusations of fraud| at a summit in U:place| on the sidelines of a meeting of U| in return for the release of hostages"
    "| despite a promise to U| in a sign of warming ties| in the wake of an aid cut| and urged restraint| for the sixth time this year"
).split("|")
_SPEAKERS = "an official said|the ministry said|state media reported|U said|witnesses said|a spokesman for U said|local media reported".split(
    "|"
)
_CONTROL = (
    "plan to|plan to|agree to|vow to|threaten to|be expected to|refuse to|be ready to|try to|decide to|promise to|continue to|want to"
    "|intend to|be due to|prepare to|offer to|decline to|pledge to|begin to|manage to"
).split("|")
#: What a governor makes of the act: it is to come, refused, stopped, or done all the same.
_COMING = frozenset(
    "plan agree vow threaten be decide promise want intend prepare offer pledge will would may could set".split()
)
_REFUSED = frozenset("refuse decline".split())
_ASKED = "urge|ask|call on|press|beg|order|tell|appeal to|encourage|push|want|advise|demand that".split("|")
_SELF = "say that X|say X|announce that X|deny that X|acknowledge that X|confirm that X|announce X".split("|")


@dataclass(slots=True)
class Told:
    """One event of a sentence: type (None: of a kind that has no name here), spans of its word and its participants.

    `root` is the type with what the words make of it folded in, as `between` tells it: to come, refused, stopped (None: not known).
    `turned`: the same holds with the parties exchanged.
    """

    type: str | None
    trigger: tuple[int, int]
    root: str | None = None
    sources: list[tuple[int, int]] = field(default_factory=list)
    targets: list[tuple[int, int]] = field(default_factory=list)
    turned: bool = False


@dataclass(slots=True)
class Sample:
    """A sentence and its events. `whole`: every event is marked, so that all other words are known to be none.

    `pair`: nothing but what one party does to another is known.
    """

    text: str
    events: list[Told]
    whole: bool = True
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Who acts, on whom, and the label of `LABELS`."""

    sources: Spans
    targets: Spans
    label: str


@dataclass(slots=True)
class _Piece:
    words: str
    trigger: int | None = None
    source: frozenset[int] = frozenset()
    target: frozenset[int] = frozenset()


def read_frames() -> list[tuple[str, str]]:
    """Type and clause of every frame; "CONCEDE>AGREE": a CONCEDE that is still to come."""
    lines = [line for path in sorted(FRAMES.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    rows = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(kind.strip(), clause) for kind, clause in rows]


def root_of(kind: str, governor: str, *, stopped: bool = False) -> str | None:
    """The type that the words make of an act; None where PLOVER does not say."""
    cooperation, conflict = kind in COOPERATION, kind in CONFLICT or kind == EMBARGO
    if stopped:
        return "SANCTION" if cooperation else "RETREAT" if conflict else None
    if governor == "threaten":
        return "THREATEN" if conflict else None
    if governor in _COMING:
        return "AGREE" if cooperation else "THREATEN" if conflict else kind
    if governor in _REFUSED or governor == "not":
        return "REJECT" if cooperation or governor in _REFUSED else None
    return kind


class Maker:
    """Makes samples. `frames` may be a part of all, so that some are held out."""

    def __init__(self, chance: random.Random, frames: list[tuple[str, str]]) -> None:
        self.chance, self.names = chance, Names(chance)
        by_kind: dict[str, list[tuple[str, str]]] = {}
        for kind, clause in frames:
            by_kind.setdefault(kind.partition(">")[0], []).append((kind, clause))
        self.by_kind = by_kind
        # a frame with many words for its act is drawn more often
        self.weights = {
            kind: [max(1, clause.partition("T")[0].count("|")) ** 0.5 for _, clause in rows]
            for kind, rows in by_kind.items()
        }
        # plain statements teach when to keep silent
        self.kinds = sorted(by_kind) + ["NONE"] * 2
        self.types: list[Told] = []

    def sample(self) -> Sample:
        """One sentence."""
        self.types = []
        roll = self.chance.random()
        if roll < 0.26:
            pieces = self._clause()
        elif roll < 0.30:
            pieces = self._wrapped()
        elif roll < 0.38:
            pieces = [*self._reported(), *self._clause()]
        elif roll < 0.46:
            pieces = [*self._clause(), _Piece(", " + self._fill(self.chance.choice(_SPEAKERS)))]
        elif roll < 0.72:
            pieces = self._shared()
        else:
            link = self.chance.choice(
                [" after ", ", while ", ", and ", ", but ", " as ", ", after ", " because ", ", as ", "; "]
            )
            pieces = [*self._clause(), _Piece(link), *self._clause()]
        if self.chance.random() < 0.3:
            pieces.insert(0, _Piece(self._fill(self.chance.choice(_BEFORE)) + " "))
        if self.chance.random() < 0.35:
            pieces.append(_Piece(self._fill(self.chance.choice(_AFTER))))
        if self.chance.random() < 0.12:
            pieces.append(_Piece(", " + self._fill(self.chance.choice(_SPEAKERS))))
        return self._joined([*pieces, _Piece(".")])

    def _fill(self, words: str) -> str:
        words = self._chosen(words)
        return re.sub(
            r"\bU(:place)?\b", lambda m: self.names.place() if m[1] else self.names.party().words.strip(","), words
        )

    def _chosen(self, words: str) -> str:
        while _CHOICE.search(words):
            words = _CHOICE.sub(lambda m: self.chance.choice(m[1].split("|")), words, count=1)
        return re.sub(r" {2,}", " ", words).strip() if not words.startswith(" ") else re.sub(r" {2,}", " ", words)

    def _frame(self, *, subject: bool) -> tuple[str, str]:
        while True:
            named = self.chance.choice(self.kinds)
            kind, clause = self.chance.choices(self.by_kind[named], self.weights[named])[0]
            words = self._chosen(clause)
            if not subject or words.startswith("S ["):
                return kind, words

    def _begin(self, kind: str, clause: str) -> int:
        own, _, root = kind.partition(">")
        told = Told(own, (0, 0), root or own)
        told.turned = (
            kind == "CONSULT" or "S2" in clause or re.search(r"\b(?:with|between|from) T\b", clause) is not None
        )
        self.types.append(told)
        return len(self.types) - 1

    def _reported(self) -> list[_Piece]:
        who = self.names.party().words.strip(",")
        verb = self.chance.choice(
            ["said", "said", "reported", "claimed", "announced", "told reporters", "confirmed", "says"]
        )
        if self.chance.random() < 0.3:
            # "officials allege Exland ...": several tell it, without "that"
            several = self.chance.choice(
                "claim|allege|say|report|contend|insist|believe|fear|suspect|maintain|argue|confirm|complain|warn|admit|note".split(
                    "|"
                )
            )
            people = self.names.group().words.strip(",")
            return [_Piece(f"{people} {several} {self.chance.choice(['', 'that '])}")]
        day = " " + self.chance.choice(_DAYS) if self.chance.random() < 0.4 else ""
        return [_Piece(f"{who} {verb}{day} that ")]

    def _clause(self) -> list[_Piece]:
        kind, clause = self._frame(subject=False)
        if kind == "NONE":
            return self._render(clause, None, self._tense())
        number = self._begin(kind, clause)
        if self.chance.random() < 0.05 and (relative := self._relative(number, clause)):
            return relative
        passive = re.match(r"^S \[([\w-]+)\] (T(?::\w+)?)(?!['\w:2])(.*)$", clause)
        if passive and kind != "CONSULT" and self.chance.random() < 0.35:
            return self._passive(number, passive[1], passive[2], passive[3])
        return self._render(clause, number, self._tense())

    def _tense(self) -> str:
        return self.chance.choices(
            ["past", "perfect", "present", "ongoing", "future", "control", "negated", "stopped"],
            [50, 14, 8, 5, 6, 12, 4, 2],
        )[0]

    def _passive(self, number: int, verb: str, target: str, rest: str) -> list[_Piece]:
        patient = self._phrase(target.partition(":")[2])
        agent = self.names.party()
        form = self.chance.choice(["was", "was", "has been", "had been", "will be", "was not", "is being"])
        if patient.plural:
            form = form.replace("was", "were").replace("has", "have").replace("is ", "are ")
        done = _form(verb, "participle")
        told = self.types[number]
        told.root = root_of(told.root or "", "will" if "will" in form else "not" if "not" in form else "")
        middle = self._fill(rest)
        if self.chance.random() < 0.2:
            # nobody is said to have done it
            return [
                _Piece(patient.words, target=frozenset({number})), _Piece(f" {form} "), _Piece(done, trigger=number),
                *([_Piece(middle)] if middle else []), _Piece(" " + self.chance.choice(_DAYS)),
            ]  # fmt: skip
        by = [_Piece(" by "), _Piece(agent.words, source=frozenset({number}))]
        tail = [_Piece(middle)] if middle else []
        body = [*by, *tail] if self.chance.random() < 0.6 else [*tail, *by]
        return [
            _Piece(patient.words, target=frozenset({number})), _Piece(f" {form} "), _Piece(done, trigger=number), *body,
        ]  # fmt: skip

    def _phrase(self, kind: str) -> Phrase:
        if kind == "people":
            words = self.names.people()
            return Phrase(words, not words.startswith(("a ", "an ", "the ")), "they", "who")
        if kind == "person":
            return Phrase(self.names.person(), False, "he", "who")
        if kind in {"thing", "matter", "place"}:
            words = getattr(self.names, kind)()
            return Phrase(words, words.split()[0].endswith("s") and " " not in words, "it", "which")
        return self.names.party()

    def _relative(self, number: int, clause: str) -> list[_Piece]:
        """ "T, whom S attacked, ...": the clause told of whom it befell; empty where the frame does not give that."""
        plain = re.match(r"^S \[([\w-]+)\] (T(?::\w+)?)(?!['\w:2])(.*)$", clause)
        if plain is None or "S2" in clause:
            return []
        patient, agent = self._phrase(plain[2].partition(":")[2]), self.names.party()
        tail = self.chance.choice(
            [" is still unsettled", " has not commented", " lies in the north", " was silent on Friday", " is well known", " has changed since"]
        )  # fmt: skip
        if patient.plural:
            tail = (
                tail.replace(" is ", " are ").replace(" has ", " have ").replace("was", "were").replace("lies", "live")
            )
        return [
            _Piece(patient.words.strip(","), target=frozenset({number})),
            _Piece(f", {'whom' if patient.who == 'who' else 'which'} "),
            _Piece(agent.words.strip(","), source=frozenset({number})), _Piece(" "),
            _Piece(_form(plain[1], "past"), trigger=number), _Piece(self._fill(plain[3])), _Piece("," + tail),
        ]  # fmt: skip

    def _wrapped(self) -> list[_Piece]:
        """An act that one asks of another, or accuses another of: the act itself is not told as done."""
        kind, clause = self._frame(subject=True)
        who, other = self.names.party(), self.names.party()
        asked = self.chance.random() < 0.6
        number = self._begin("REQUEST" if asked else "ACCUSE", "")
        head = [_Piece(who.words, source=frozenset({number})), _Piece(" ")]
        inner = None
        if not asked and kind != "NONE":
            inner = self._begin(kind, clause)
            self.types[inner].root = None
        whom = frozenset({number})
        body = self._render(clause, inner, "base" if asked else "gerund", subject=other)
        if asked:
            verb, _, rest = self.chance.choice(_ASKED).partition(" ")
            link = "" if rest == "that" else " to"
            first = [_Piece(_form(verb, "past"), trigger=number), _Piece(f" {rest} ".replace("  ", " "))]
            return [*head, *first, _Piece(other.words.strip(","), target=whom), _Piece(link), *body[1:]]
        verb, link = self.chance.choice([("accuse", "of"), ("blame", "for"), ("accuse", "of"), ("criticize", "for")])
        mine = frozenset() if inner is None else frozenset({inner})
        first = [_Piece(_form(verb, "past"), trigger=number), _Piece(" ")]
        return [*head, *first, _Piece(other.words.strip(","), source=mine, target=whom), _Piece(f" {link}"), *body[1:]]

    def _verb(self, lemma: str, tense: str, plural: bool) -> tuple[str, str, str]:
        """Words before the coded word, its form, and what governs it."""
        have, be = ("have", "are") if plural else ("has", "is")
        if tense == "perfect":
            return f"{have} ", _form(lemma, "participle"), ""
        if tense == "present":
            return "", _form(lemma, "base" if plural else "present"), ""
        if tense == "ongoing":
            return f"{be} ", _form(lemma, "ing"), ""
        if tense == "base":
            return "", lemma, ""
        if tense == "gerund":
            return "", _form(lemma, "ing"), ""
        if tense == "future":
            return self.chance.choice(["will ", "will ", "would ", "may ", "could ", f"{be} set to "]), lemma, "will"
        if tense == "negated":
            before = self.chance.choice(["did not ", "has never ", "will not "])
            return before, _form(lemma, "participle") if before.startswith("has") else lemma, "not"
        if tense == "stopped":
            return (
                self.chance.choice(["stopped ", "ceased ", "quit ", "has stopped ", "ended years of "]),
                _form(lemma, "ing"),
                "stop",
            )
        if tense == "control":
            governor, rest = self.chance.choice(_CONTROL).split(" ", 1)
            said = ("were " if plural else "was ") if governor == "be" else _form(governor, "past") + " "
            return f"{said}{rest} ", lemma, governor
        return "", _form(lemma, "past"), ""

    def _render(self, clause: str, number: int | None, tense: str, *, subject: Phrase | None = None) -> list[_Piece]:
        """The pieces of a clause. With `subject` None a new one is drawn."""
        mine = frozenset() if number is None else frozenset({number})
        out: list[_Piece] = []
        who = subject if subject is not None else self.names.party()
        for match in _PIECE.finditer(clause):
            lemma, literal, role, kind = match.groups()
            if lemma is not None:
                if lemma == "be":
                    out.append(_Piece("were" if "T:people" in clause or who.plural else "was"))
                    continue
                governed = re.search(r"\b(?:will|to|would|not|must|should)(?: \w+ly)? $", clause[: match.start()])
                before, form, governor = self._verb(lemma, "base" if governed else tense, who.plural or "S2" in clause)
                if number is not None and governor:
                    told = self.types[number]
                    told.root = root_of(told.root or "", governor, stopped=governor == "stop")
                out += [_Piece(before), _Piece(form, trigger=number)]
            elif literal is not None:
                out.append(_Piece(literal, trigger=number))
            elif role == "S":
                out.append(_Piece(who.words, source=mine))
            elif role == "S2":
                out.append(_Piece(self.names.party().words, source=mine))
            elif role == "T":
                phrase = self._phrase(kind or "")
                follows = clause[match.end() : match.end() + 2]
                words = phrase.words.strip(",") if follows == "'s" else phrase.words
                out.append(_Piece(words, target=mine))
                if kind != "matter" and follows != "'s" and self.chance.random() < 0.08:
                    out += [_Piece(" and "), _Piece(self._phrase(kind or "").words, target=mine)]
            elif role is not None:
                out.append(_Piece(self.names.place() if kind == "place" else self.names.party().words))
            else:
                out.append(_Piece(match[0]))
        return out

    def _shared(self) -> list[_Piece]:
        """Two acts of one subject, or an act that the subject tells of itself."""
        kind, clause = self._frame(subject=True)
        number = None if kind == "NONE" else self._begin(kind, clause)
        who = self.names.party()
        roll = self.chance.random()
        mine = frozenset() if number is None else frozenset({number})
        head = _Piece(who.words, source=mine)
        if roll < 0.4:
            # "X said it had attacked Y": X, not "it"
            said, rest = self.chance.choice(_SELF).split(" ", 1)
            tense = self.chance.choice(["past", "perfect", "future", "present", "ongoing"])
            body = self._render(clause, number, tense, subject=who)[1:]
            if said.startswith("deny") and number is not None:
                self.types[number].root = "REJECT" if kind in COOPERATION else None
            pronoun = Phrase(who.pronoun, who.plural, who.pronoun, who.who)
            return [head, _Piece(f" {_form(said, 'past')} {rest.replace('X', pronoun.words)}"), *body]
        second_kind, second = self._frame(subject=True)
        other = None if second_kind == "NONE" else self._begin(second_kind, second)
        both = mine | (frozenset() if other is None else frozenset({other}))
        one = self._render(clause, number, "past", subject=who)[1:]
        two = self._render(second, other, "past", subject=who)[1:]
        head = _Piece(who.words.strip(",") if roll < 0.8 else who.words, source=both)
        if roll < 0.6:
            return [head, *one, _Piece(self.chance.choice([" and", ", and", ", then", " but"])), *two]
        if roll < 0.8:
            return [head, _Piece(f", {who.who}"), *one, _Piece(","), *two]
        # "..., killing Y": the second verb without its subject
        lemma = re.match(r"^S \[([\w-]+)\]", second)
        assert lemma is not None
        rest = self._render(second, other, "past", subject=who)[1:]
        for piece in rest:
            if piece.trigger == other and other is not None:
                piece.words = _form(lemma[1], "ing")
                break
            if piece.words == _form(lemma[1], "past"):
                piece.words = _form(lemma[1], "ing")
                break
        return [head, *one, _Piece(","), *rest]

    def _joined(self, pieces: list[_Piece]) -> Sample:
        text = ""
        events = self.types
        seen = set()
        for piece in pieces:
            words = piece.words
            if text.endswith(",") and words.startswith((",", ".")):
                text = text[:-1]
            if text.endswith(" ") and words.startswith(" "):
                words = words[1:]
            start = len(text)
            text += words
            end = start + len(words.rstrip(" ,"))
            if piece.trigger is not None and piece.trigger not in seen:
                events[piece.trigger].trigger = (start, end)
                seen.add(piece.trigger)
            for number in piece.source:
                events[number].sources.append((start, end))
            for number in piece.target:
                events[number].targets.append((start, end))
        text = text[0].upper() + text[1:]
        return Sample(text, [event for number, event in enumerate(events) if number in seen])


def _form(lemma: str, tense: str) -> str:
    found = forms(lemma, _IRREGULAR)
    wanted = {tense} if tense in {"base", "present", "ing"} else {tense, "either"}
    named = [form for form, name in found.items() if name in wanted]
    # of "sailled" and "sailed" the second
    return (named[0] if tense == "ing" else named[-1]) if named else lemma
