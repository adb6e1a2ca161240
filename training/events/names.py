"""Phrases that name parties, people, things and places, made at random: invented names and the names of states.

What an event is about matters more to the finder than who does it, so that a name never tells it the answer.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

ACTORS = Path(__file__).parents[2] / "src" / "onrecord" / "resolve" / "data" / "actors.toml"

_ONSETS = "b br d dr f g gr h j k kh kr l m n p pr r s sh st t th tr v w y z zh al el or ak ba mi to".split()
_MIDDLES = "a e i o u ai ei ou ia".split()
_ENDS = "n r l s m k v d t nd rk lin vic sky dze ova ev ham ston berg ani oto uri".split()
_GIVEN = (
    "Ola Bruno Dana Carl Mira Yusuf Ahmed Ali Maria Ivan Petra Jorge Lin Chen Amina Kwame Fatima David Sara Hassan "
    "Viktor Elena Tomas Abdul Leila Omar Nadia Igor Peter Ruth Samuel Grace Min Hiro Paulo Ines Karim Joseph"
).split()
_OFFICES = (
    "President|Prime Minister|Foreign Minister|Defense Minister|King|Chancellor|Vice President|General|Senator|Secretary of State"
    "|Interior Minister|Ambassador|Governor|Mayor|opposition leader|rebel leader|Deputy Prime Minister|Finance Minister|Judge"
    "|activist|journalist|lawmaker|lawyer|special envoy|cleric|spokesman|businessman|former president|Crown Prince"
).split("|")
_BODIES = (
    "government|army|military|police|parliament|Foreign Ministry|Defense Ministry|navy|air force|authorities|court|Supreme Court"
    "|central bank|forces|troops|security forces|officials|lawmakers|diplomats|Interior Ministry|opposition|president|foreign minister"
    "|prime minister|border guards|intelligence service|prosecutors|soldiers|warplanes|coast guard|ruling party|senate|leadership"
).split("|")
_PLURAL = frozenset(
    "police authorities forces troops officials lawmakers diplomats prosecutors soldiers warplanes|security forces|border guards".replace(
        "|", " | "
    ).split()
) | {"security forces", "border guards"}
_GROUPS = (
    "rebels|militants|gunmen|protesters|demonstrators|farmers|workers|students|teachers|doctors|activists|separatists|insurgents"
    "|hackers|migrants|refugees|villagers|residents|police|human rights groups|opposition parties|aid agencies|drug traffickers"
    "|armed men|truck drivers|trade unions|fishermen|environmentalists|soldiers|miners|peacekeepers|prison guards|militiamen"
    "|journalists|lawyers|supporters of the party|relatives of the victims|international donors|Western diplomats|police officers"
).split("|")
_COUNTS = (
    "dozens of|hundreds of|thousands of|scores of|several|two|three|four|seven|a dozen|some 40|nearly 300|at least nine|about 1,200"
    "|tens of thousands of|more than 60|some|many|a group of|14"
).split("|")
_PEOPLE = (
    "civilians|journalists|opposition activists|protesters|soldiers|police officers|aid workers|prisoners|villagers|students|militants"
    "|tourists|migrants|refugees|diplomats|lawmakers|fishermen|schoolgirls|hostages|suspects|rebels|lawyers|worshippers|peacekeepers"
    "|hospital workers|demonstrators|farmers|children|members of the party|supporters of the president|army officers|nationals"
).split("|")
_ONE = (
    "a 22-year-old student|a prominent journalist|an opposition leader|a former minister|a senior commander|a local politician"
    "|a soldier|a pregnant woman|a teacher|a police officer|a human rights lawyer|a Catholic priest|a blogger|the mayor of the town"
    "|a U.N. worker|the head of the agency|a businessman|a dissident|an aid worker|a 60-year-old man|a bus driver|a judge"
).split("|")
_THINGS = (
    "a police convoy|a military base|an army checkpoint|the airport|a hospital|a market|a mosque|a school|a power station|an oil refinery"
    "|a village|residential areas|militant positions|rebel targets|an important military target|the port|a bus|a patrol|a bridge"
    "|a prison|a train|government buildings|a hotel|a church|a camp for the displaced|a police station|the presidential palace"
    "|weapons depots|a tanker|a wedding party|an ammunition dump|the headquarters of the party|a television station|targets"
).split("|")
_MATTERS = (
    "the killing of {p}|{s}'s decision to close the border|the results of the election|the new law on the media|the arrest of {p}"
    "|the annexation of {l}|the plan to build a wall|the death of {o}|{s}'s handling of the crisis|the resolution|the military operation in {l}"
    "|a bill on foreign agents|the peace plan|a proposal to share the river|the use of force against {p}|the coup in {l}|the tax"
    "|the deal between {s} and {s2}|the results and methodology of the report|{s}'s claims to the islands|the presidential poll"
    "|the government's reforms|the verdict against {o}|{s}'s missile tests|the treatment of {p} in {l}|the crackdown on {p}|the budget"
    "|police violence|corruption|the sale of jets to {s}|the assassination of {o}|the draft constitution|rising prices|the amendment"
).split("|")
_REGIONS = "western eastern northern southern central northwestern southeastern coastal occupied".split()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a party; `plural` for the verb; `pronoun` that stands for it; `who` its relative pronoun."""

    words: str
    plural: bool
    pronoun: str
    who: str


class Names:
    """Draws phrases; the same chance gives the same phrases."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        states = [a for a in tomllib.loads(ACTORS.read_text("utf-8"))["actor"] if a["kind"] == "state"]
        self._states = [(a["name"], a["demonyms"][0]) for a in states if a.get("demonyms")]
        self._bodies = [a["name"] for a in tomllib.loads(ACTORS.read_text("utf-8"))["actor"] if a["kind"] == "body"]

    def pick(self, items: list[str]) -> str:
        return self.chance.choice(items)

    def made(self) -> str:
        """An invented name of two or three syllables."""
        parts = [self.pick(_ONSETS) + self.pick(_MIDDLES) for _ in range(self.chance.choice((1, 2, 2)))]
        return ("".join(parts) + self.pick(_ENDS)).capitalize()

    def state(self) -> tuple[str, str]:
        """A state and its adjective, known or invented."""
        if self.chance.random() < 0.65:
            return self.chance.choice(self._states)
        name = self.made()
        return name + self.pick(["ia", "land", "stan", ""]), name + self.pick(["ian", "i", "ish", "ese"])

    def place(self) -> str:
        """A place as object or after a preposition."""
        roll, name = self.chance.random(), self.made()
        if roll < 0.3:
            return name
        if roll < 0.5:
            return f"the {self.pick(['town', 'city', 'port', 'village', 'province', 'island', 'region', 'capital'])} of {name}"
        if roll < 0.65:
            return f"{self.pick(_REGIONS)} {self.state()[0]}"
        if roll < 0.8:
            return f"{name}, {self.state()[0]}"
        if roll < 0.9:
            state = self.state()
            return f"{state[0]}'s {self.pick([*_REGIONS, 'sparsely populated'])} {self.pick(['province', 'region', 'district'])} of {name}"
        return self.state()[0]

    def person(self) -> str:
        """A named person, with or without an office."""
        name = f"{self.pick(_GIVEN)} {self.made()}"
        roll, office = self.chance.random(), self.pick(_OFFICES)
        state = self.state()
        if roll < 0.2:
            return name
        if roll < 0.4:
            return f"{office} {name}"
        if roll < 0.6:
            return f"{state[1]} {office} {name}"
        if roll < 0.7:
            return f"{state[0]}'s {office} {name}"
        if roll < 0.8:
            return f"the {office.lower()} of {state[0]}, {name},"
        if roll < 0.9:
            return f"{name}, {self.pick(['the head of the ' + self.made() + ' party', 'a former ' + office.lower(), state[0] + chr(39) + 's ' + office.lower()])},"
        return self.made()

    def group(self) -> Phrase:
        """People without a name who act."""
        words = self.pick(_GROUPS)
        roll = self.chance.random()
        if roll < 0.4:
            words = f"{self.pick(_COUNTS)} {words}"
        elif roll < 0.55:
            words = f"{self.state()[1]} {words}"
        tail = self.chance.random()
        if tail < 0.12:
            words = f"{words} in {self.place()}"
        elif tail < 0.18:
            words = f"{words} loyal to {self.person().strip(',')}"
        elif tail < 0.24:
            words = f"{self.pick(['Islamist', 'armed', 'pro-government', 'anti-government', self.state()[0] + '-backed'])} {words}"
        return Phrase(words, True, "they", "who")

    def people(self) -> str:
        """People on whom something is done."""
        roll = self.chance.random()
        if roll < 0.25:
            return self.pick(_ONE) + (f" from {self.place()}" if self.chance.random() < 0.15 else "")
        if roll < 0.4:
            return self.person()
        words = f"{self.pick([*_COUNTS, ''])} {self.pick([self.state()[1] + ' ', '', ''])}{self.pick(_PEOPLE)}".strip()
        tail = self.chance.random()
        if tail < 0.15:
            words += f" in {self.place()}"
        elif tail < 0.22:
            words += f" accused of {self.pick(['spying', 'links to the coup', 'terrorism'])}"
        elif tail < 0.28:
            words += f" who {self.pick(['fought in the war', 'had crossed the border', 'worked for the agency'])}"
        return words

    def thing(self) -> str:
        """Something that can be attacked or searched."""
        words = self.pick(_THINGS)
        roll = self.chance.random()
        return f"{words} {self.pick(['in', 'in', 'near', 'outside'])} {self.place()}" if roll < 0.5 else words

    def matter(self) -> str:
        """Something that can be praised, blamed, refused or protested against."""
        return self.pick(_MATTERS).format(
            p=self.people().strip(","), s=self.state()[0], s2=self.state()[0], l=self.place(), o=self.pick(_ONE)
        )

    def party(self) -> Phrase:
        """A party that acts: a state, a part of it, a body, a person, people."""
        roll = self.chance.random()
        name, demonym = self.state()
        if roll < 0.22:
            words = "the " + name if name in {"United States", "Netherlands", "Philippines", "United Kingdom"} else name
            return Phrase(words, False, "it", "which")
        if roll < 0.52:
            body = self.pick(_BODIES)
            form = self.chance.random()
            words = (
                f"the {demonym} {body}"
                if form < 0.4
                else f"{name}'s {body}"
                if form < 0.65
                else f"{demonym} {body}"
                if form < 0.85
                else f"the {body} of {name}"
                if form < 0.93
                else f"the {body}"
            )
            if self.chance.random() < 0.06:
                words += f" in {self.made()}"
            plural = body in _PLURAL
            return Phrase(words, plural, "they" if plural else "it", "which")
        if roll < 0.72:
            return Phrase(self.person(), False, self.pick(["he", "she"]), "who")
        if roll < 0.88:
            return self.group()
        form = self.chance.random()
        if form < 0.4:
            return Phrase("the " + self.pick(self._bodies).removeprefix("the "), False, "it", "which")
        initials = "".join(self.pick(list("ABCDEFGHKLMNPRSTUVWZ")) for _ in range(self.chance.choice((2, 3, 3, 4))))
        if form < 0.6:
            return Phrase(self.pick(["", "the "]) + initials, False, "it", "which")
        made = self.made()
        kind = self.pick(
            [
                "Liberation Front",
                "Group",
                "Watch",
                "Party",
                "Bank",
                "Commission",
                "Council",
                "Union",
                "Alliance",
                "Movement",
                "Army",
            ]
        )
        tail = f" ({initials})" if self.chance.random() < 0.2 else ""
        return Phrase(f"the {made} {kind}{tail}", False, "it", "which")
