"""An index of documents that grows: add some, and get the rows that this changes, as if all had come at once.

Takes documents, and a function that gives earlier ones by id (their texts are read only where they may share something with
the new ones, or where what they share has changed its meaning); gives an `Update`. The index holds no text: per document some
a hundred bytes and twelve a gram, in arrays that can be kept (`columns`, `slabs`, `restored`).

Whatever the order and the batches, the rows are the same as from one batch. Three things depend on the collection and so may
change for old pairs: a gram becomes furniture of an outlet; a gram comes to stand in more texts than are compared each with
each; a text turns up that is older than those it equals or that a wide gram was followed by way of. The documents touched by
such a change are compared again (`Update.stale`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import length_hint
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.record import Reuse, sum_of_ids
from onrecord.reuse.alignment import LEAST_WORDS
from onrecord.reuse.arrivals import Arrivals, digested, when
from onrecord.reuse.candidates import IS_FURNITURE, MANY, Entries, Judged, judge
from onrecord.reuse.credits import Claim
from onrecord.reuse.documents import Document
from onrecord.reuse.fingerprints import I32, grams
from onrecord.reuse.loops import load_for
from onrecord.reuse.pairs import TWINS, Classes, Plan
from onrecord.reuse.shelf import AT_ONCE, Shelf, read_documents
from onrecord.reuse.sketches import BANDS, sketches
from onrecord.reuse.slabs import Slab, entries, everything, merged, slab
from onrecord.reuse.spool import Scratch
from onrecord.reuse.tokens import I64, U64, Bools

_NO_GRAMS: Final = np.zeros(0, dtype=np.uint64)
VERSION: Final = 4
#: Documents whose digests are looked for one by one, each in a millisecond beside a million, before all are put into a table.
_FEW: Final = 64
#: Grams of new documents that are sorted at a time: a slab of twelve megabytes.
_SLAB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was not compared: the document (None: the collection), a sentence for a person, and which text it was."""

    document: str | None
    note: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What adding documents changes.

    stale   ids of all documents of which earlier rows no longer hold, with the new ones; sorted
    rows    all rows that one of them stands in; made as they are asked for, once, in no order
    cuts    what was not compared
    said    credit lines of the documents of such rows, by id, as far as they were read: complete when the rows are made
    """

    stale: tuple[str, ...]
    rows: Iterator[Reuse]
    cuts: tuple[Cut, ...]
    said: Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class _View:
    """The documents by time.

    order   the number of each place; `rank` the place of each number
    outlets, addresses, sketches   by place
    leads   by number: which of them stand for the texts with the same words
    """

    order: I32
    rank: I32
    outlets: I64
    addresses: U64
    sketches: U64
    leads: Bools


class Index:
    """Documents by number, in the order in which they were added."""

    def __init__(self, held: Mapping[str, npt.NDArray[Any]] | None = None, slabs: Sequence[Slab] = ()) -> None:
        """An empty index, or that of `columns` and `slabs`."""
        nothing = np.zeros(0, dtype=np.int64)
        get = {} if held is None else held
        self.ids: list[str] = _names(get, "ids")
        self._sum = 0 if held is None else int(held["sum"][0])
        self._numbers = {name: number for number, name in enumerate(self.ids)}
        self._outlet_names = {name: number for number, name in enumerate(_names(get, "names"))}
        self._low: I64 = get.get("low", nothing)  # the earliest time known, microseconds
        self._seen: I64 = get.get("seen", nothing)
        self._outlets: I64 = get.get("outlets", nothing)
        self._addresses: U64 = get.get("addresses", nothing.astype(np.uint64))
        self._sketches: U64 = get.get("sketches", np.zeros((0, BANDS), dtype=np.uint64))
        self._order: I32 = get.get("order", nothing.astype(np.int32))  # numbers by time
        # of texts with the same words one leads and has grams here, the others follow it
        self._leader: I32 = get.get("leader", nothing.astype(np.int32))
        self._digests: U64 = get.get("digests", np.zeros((0, 2), dtype=np.uint64))
        self._leads: dict[bytes, int] = {}
        self._sought = 0  # digests that were looked for in the arrays, one by one
        self._followers: dict[int, list[int]] = {}
        for number in np.flatnonzero(self._leader != np.arange(len(self.ids))).tolist():
            self._followers.setdefault(int(self._leader[number]), []).append(number)
        self._slabs = list(slabs)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, ident: str) -> bool:
        return ident in self._numbers

    @property
    def held(self) -> tuple[int, int]:
        """How many documents it has, and the sum of their ids: equal for equal sets of them."""
        return len(self.ids), self._sum

    def add(
        self,
        documents: Iterable[Document],
        *,
        document_of: Callable[[str], Document],
        scratch: Scratch | None = None,
    ) -> Update:
        """Add documents whose ids the index does not have (others are passed over), and tell what changes.

        The documents are gone through once; `document_of` gives any one by its id, also of these, where it is read again:
        without a `scratch` nearly each of more than some ten thousand.
        Cost: linear in the new texts and in what they share; of the rest of the index only arrays of numbers are touched.
        """
        load_for(length_hint(documents))
        old = len(self.ids)
        known = Shelf(
            lambda number: document_of(self.ids[number]),
            lambda number: self._furniture(number, view, plan, known),
            scratch,
        )
        was = np.zeros(0, dtype=np.bool_) if not old else self._leader == np.arange(old)
        cuts, found, changed, retired = self._sign(documents, known)
        count = len(self.ids)
        was = np.append(was, np.zeros(count - old, dtype=np.bool_))
        rank = np.empty(count, dtype=np.int32)
        rank[self._order] = np.arange(count, dtype=np.int32)
        leads = self._leader == np.arange(count)
        order = self._order
        view = _View(order, rank, self._outlets[order], self._addresses[order], self._sketches[order], leads)
        asked = leads.copy()
        asked[:old] = False
        asked[list(changed)] = True
        if old:
            touched = np.unique(np.concatenate([found, *(known.sample(number).hashes for number in retired)]))
            self._turned(touched, was, view, asked)
            more = [known.sample(number).hashes for number in np.flatnonzero(asked[:old] & leads[:old]).tolist()]
            parts = entries(self._slabs, np.unique(np.concatenate([touched, *more])))
        else:
            parts = everything(self._slabs)
        classes = Classes(self._followers, rank)
        plan = Plan(self._order, (asked & leads)[self._order], classes)
        for part in parts:
            plan.take(*_judged(part, leads, view)[:2])
        self._slabs = _kept(self._slabs, leads)
        if plan.left_out:
            cuts.append(Cut(None, f"a line stands in over {MANY} texts: these were compared only by way of the first"))
        # told of the words, which are the same whichever document is the first
        many = f"over {TWINS} texts have the same words: each was compared with the first only"
        cuts += [Cut(None, many, f"words:{self._digests[number].tobytes().hex()}") for number in plan.crowded()]
        stale = set(range(old, count))
        for number in np.flatnonzero(asked & leads).tolist():
            stale.update(classes[number].members if number in classes else (number,))
        return Update(tuple(sorted(self.ids[number] for number in stale)), plan.rows(known), tuple(cuts), known.said)

    def _sign(self, documents: Iterable[Document], shelf: Shelf) -> tuple[list[Cut], U64, set[int], list[int]]:
        """Give numbers to the documents that are not here, read their texts, and keep what is known of them but their words.

        Gives what was cut, the hashes of the new grams (where there are old ones), the numbers of leaders whose followers
        changed, and of old ones that lead no more.
        """
        old = len(self.ids)
        cuts: list[Cut] = []
        slabs: list[Slab] = []
        hashes: list[U64] = [_NO_GRAMS]
        new = Arrivals(old)
        samples: list[tuple[U64, I32, I32]] = []
        for part in self._unknown(documents):
            low = old + len(new.keys)
            _, words, marked = read_documents(part)
            for document, count in zip(part, words.cut, strict=True):
                self._enrol(document, new)
                if count:
                    cuts.append(Cut(document.id, f"about {count:,} words at its end were not compared"))
            first = words.first.tolist()
            lead = np.ones(len(part), dtype=np.bool_)
            for place in range(len(part)):
                digest = bytes(16)
                if first[place + 1] - first[place] >= LEAST_WORDS:
                    digest = digested(words.hashes[first[place] : first[place + 1]].tobytes(), 16)
                    lead[place] = self._leads_with(digest, low + place, new)
                new.digests.append(digest)
            sample = grams(words, marked)
            own = np.frombuffer(b"".join(new.addresses[-len(part) :]), dtype=np.uint64)
            new.sketches.append(sketches(sample, len(part), own))
            keep = lead[sample.texts]
            samples.append((sample.hashes[keep], (sample.texts[keep] + low).astype(np.int32), sample.places[keep]))
            if sum(found[0].size for found in samples) > _SLAB:
                slabs.append(_bundle(samples))
            if old:
                hashes.append(sample.hashes[keep])
            shelf.put(range(low, low + len(part)), part, words, marked)
        if samples:
            slabs.append(_bundle(samples))
        if not old:
            self._slabs = slabs
        elif slabs:
            self._slabs.append(merged(slabs))
        self._take(new)
        self._sum = sum_of_ids(self.ids[old:], before=self._sum)
        return cuts, np.concatenate(hashes), new.changed, new.retired

    def _enrol(self, document: Document, new: Arrivals) -> None:
        """Note what is known of a document but its words."""
        new.keys.append(when(document))
        outlet, known = document.outlet, self._outlet_names
        new.outlets.append(-1 if outlet is None else known.setdefault(outlet, len(known)))
        new.addresses.append(digested((document.url or document.id).encode("utf-8", "surrogatepass"), 8))

    def _leads_with(self, digest: bytes, number: int, new: Arrivals) -> bool:
        """Whether the document leads those with its words: it is the only one so far, or the earliest."""
        held = self._leader_of(digest)
        other = self._leads.setdefault(digest, number if held is None else held)
        if other == number:
            return True
        group = self._followers.setdefault(other, [])
        if new.key(number) > (new.key(other) if other >= new.old else self._key(other)):
            group.append(number)
            new.follows[number] = other
            new.changed.add(other)
            return False
        # older than the one that led so far
        self._leads[digest] = number
        self._followers[number] = [*self._followers.pop(other), other]
        new.follows.update(dict.fromkeys(self._followers[number], number))
        new.changed.discard(other)
        new.changed.add(number)
        if other < new.old:
            new.retired.append(other)
        return True

    def _leader_of(self, digest: bytes) -> int | None:
        """Who led the documents with these words before, None where nobody did.

        A few are looked for in the arrays; for many all are put into a table first.
        """
        if digest in self._leads or not self._digests.size or self._sought > _FEW:
            return self._leads.get(digest)
        self._sought += 1
        if self._sought > _FEW:
            heads = np.flatnonzero((self._leader == np.arange(self._leader.size)) & self._digests.any(axis=1))
            packed = self._digests[heads].tobytes()
            for place, number in enumerate(heads.tolist()):
                self._leads.setdefault(packed[16 * place : 16 * place + 16], number)
            return self._leads.get(digest)
        left, right = np.frombuffer(digest, dtype=np.uint64)
        same = np.flatnonzero(self._digests[:, 0] == left)
        same = same[(self._digests[same, 1] == right) & (self._leader[same] == same)]
        return int(same[0]) if same.size else None

    def _take(self, new: Arrivals) -> None:
        """Take in what was noted of the new documents."""
        self._outlets = np.append(self._outlets, np.array(new.outlets, dtype=np.int64))
        self._addresses = np.append(self._addresses, np.frombuffer(b"".join(new.addresses), dtype=np.uint64))
        self._sketches = np.concatenate([self._sketches, *new.sketches])
        digests = np.frombuffer(b"".join(new.digests), dtype=np.uint64).reshape(-1, 2)
        self._digests = np.append(self._digests, digests, axis=0)
        self._leader = np.append(self._leader, np.arange(new.old, len(self.ids), dtype=np.int32))
        self._leader[list(new.follows)] = list(new.follows.values())
        self._followers = {head: group for head, group in self._followers.items() if group}
        self._date(new.keys)

    def _unknown(self, documents: Iterable[Document]) -> Iterator[list[Document]]:
        """The documents that are not here, some at a time; they get their numbers."""
        part: list[Document] = []
        for document in documents:
            if document.id not in self._numbers:
                self._numbers[document.id] = len(self.ids)
                self.ids.append(document.id)
                part.append(document)
                if len(part) == AT_ONCE:
                    yield part
                    part = []
        if part:
            yield part

    def _date(self, keys: list[tuple[int, int, str]]) -> None:
        """Put the new documents, whose keys these are, into the order of time."""
        old = self._low.size
        self._low = np.append(self._low, np.array([key[0] for key in keys], dtype=np.int64))
        self._seen = np.append(self._seen, np.array([key[1] for key in keys], dtype=np.int64))
        arranged = sorted(range(len(keys)), key=keys.__getitem__)
        numbers = np.array(arranged, dtype=np.int32) + np.int32(old)
        places = [bisect_left(self._order, keys[place], key=self._key) for place in arranged] if old else 0
        self._order = np.insert(self._order, places, numbers) if old else numbers

    def _key(self, number: int | np.int32) -> tuple[int, int, str]:
        return int(self._low[number]), int(self._seen[number]), self.ids[number]

    def _turned(self, touched: U64, was: Bools, view: _View, asked: Bools) -> None:
        """Mark in `asked` the documents for which one of the grams `touched` no longer means what it did."""
        for part in entries(self._slabs, touched):
            states = []
            for alive in (was, view.leads):
                judged, _, at = _judged(part, alive, view)
                state = np.zeros(part.hashes.size, dtype=np.uint8)
                state[at] = judged.states
                states.append(state)
            both = was[part.texts] & view.leads[part.texts]
            asked[part.texts[both & (states[0] != states[1])]] = True

    def _furniture(self, number: int, view: _View, plan: Plan, shelf: Shelf) -> I64:
        """The words where furniture of its outlet begins in a document; of texts with the same words the leader tells."""
        leader = int(self._leader[number])
        text = int(view.rank[leader])
        if plan.asked[text]:
            return plan.furniture(text)
        places = [np.zeros(0, dtype=np.int32)]
        for part in entries(self._slabs, np.unique(shelf.sample(leader).hashes)):
            judged, found, _ = _judged(part, view.leads, view)
            places.append(found.places[(found.texts == text) & ((judged.states & IS_FURNITURE) > 0)])
        return np.sort(np.concatenate(places)).astype(np.int64)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """What is known of the documents but their grams, as arrays; with `slabs` they make the index again (`restored`)."""
        return {
            "version": np.array([VERSION]), "sum": np.array([self._sum], dtype=np.uint64),
            "low": self._low, "seen": self._seen, "outlets": self._outlets, "addresses": self._addresses,
            "sketches": self._sketches,
            "order": self._order, "leader": self._leader, "digests": self._digests,
            **_packed("ids", self.ids), **_packed("names", list(self._outlet_names)),
        }  # fmt: skip

    @property
    def slabs(self) -> tuple[Slab, ...]:
        """The grams."""
        return tuple(self._slabs)

    def kept_as(self, slabs: Sequence[Slab]) -> None:
        """Take these for the slabs: the same grams, with the names under which they are kept."""
        self._slabs = list(slabs)


def restored(columns: Mapping[str, npt.NDArray[Any]], slabs: Sequence[Slab]) -> Index:
    """The index of `Index.columns` and `Index.slabs`. Raises ValueError where they are of another version or do not fit."""
    try:
        if columns["version"].tolist() != [VERSION]:
            raise ValueError(f"the reuse index is not of version {VERSION}: make it again from the articles")
        index = Index(columns, slabs)
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"these arrays are no reuse index: {error}") from error
    count = len(index.ids)
    shapes = {columns[name].shape for name in ("low", "seen", "outlets", "addresses", "order", "leader")}
    wide = columns["digests"].shape, columns["sketches"].shape
    if shapes != {(count,)} or wide != ((count, 2), (count, BANDS)):
        raise ValueError("these arrays are no reuse index: they are of different lengths")
    return index


def _judged(part: Entries, alive: Bools, view: _View) -> tuple[Judged, Entries, I64]:
    """What the entries of the living documents mean, these entries with documents by time, and their places in the part."""
    at = np.flatnonzero(alive[part.texts])
    hashes, texts = part.hashes[at], view.rank[part.texts[at]]
    if ((texts[1:] < texts[:-1]) & (hashes[1:] == hashes[:-1])).any():
        order = np.lexsort((texts, hashes))
        at, hashes, texts = at[order], hashes[order], texts[order]
    found = Entries(hashes, texts, part.places[at])
    return judge(found, view.outlets, view.addresses, view.sketches), found, at


def _bundle(samples: list[tuple[U64, I32, I32]]) -> Slab:
    """A slab of the samples; the list is emptied."""
    columns = [np.concatenate([found[column] for found in samples]) for column in range(3)]
    samples.clear()
    return slab(columns[0], columns[1], columns[2])


def _packed(name: str, names: list[str]) -> dict[str, npt.NDArray[Any]]:
    """Names as one text, and where each ends in it."""
    ends = np.cumsum([len(one) for one in names], dtype=np.int64)
    return {
        name: np.frombuffer("".join(names).encode("utf-8", "surrogatepass"), dtype=np.uint8),
        f"{name}_ends": ends,
    }


def _names(columns: Mapping[str, npt.NDArray[Any]], name: str) -> list[str]:
    if name not in columns:
        return []
    text = columns[name].tobytes().decode("utf-8", "surrogatepass")
    ends = columns[f"{name}_ends"].tolist()
    if (ends[-1] if ends else 0) != len(text):
        raise ValueError(f"the {name} are of another length")
    return [text[low:high] for low, high in pairwise([0, *ends])]


def _kept(slabs: list[Slab], leads: Bools) -> list[Slab]:
    """The slabs, the last ones put together where they are of like size: a logarithm of them stays."""
    low = len(slabs) - 1
    total = slabs[low].lows.size if slabs else 0
    while low > 0 and slabs[low - 1].lows.size < 2 * total:
        low -= 1
        total += slabs[low].lows.size
    return [*slabs[:low], merged(slabs[low:], leads)] if low < len(slabs) - 1 else slabs
