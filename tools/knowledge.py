"""Build the starter list of actors that ships with the package, from hand-written facts and two well-kept packages.

    python tools/knowledge.py            writes src/onrecord/resolve/data/actors.toml
    python tools/knowledge.py --check    exits 1 when the file is not what would be written

Hand-written, in the form of any actors file (see `onrecord.resolve.knowledge`): `tools/knowledge/*.toml`, facts under this
project's licence; no table of others was copied into them. Added from packages, for states alone:

    pycountry   official and common names, ISO 3166-1 (Debian iso-codes, LGPL-2.1-or-later)
    babel       names in English, Russian, Ukrainian and Chinese (Unicode CLDR, Unicode License v3)

The order of the files and of the entries is kept, so that a change of one fact is a change of one line.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
TARGET = TOP / "src" / "onrecord" / "resolve" / "data" / "actors.toml"
FILES = ("states", "bodies", "persons", "outlets")
LANGUAGES = ("ru", "uk", "zh")
FIELDS = ("id", "kind", "name", "names", "demonyms", "capital", "metonyms", "bare", "country", "part_of", "head", "domains",
          "control", "controller", "note", "foreign")  # fmt: skip
HEAD = """\
# Starter list of actors: all states that are members of the United Nations, and four that news writes of as acting parties
# (Kosovo, Palestine, Taiwan, the Vatican: no position on their status is taken); bodies; who held which office when in the
# states that news on Eurasia names most; outlets with their country and who controls them.
#
# Written by tools/knowledge.py: edit tools/knowledge/*.toml and run `make knowledge`. The facts there are this project's own,
# from general knowledge, and not each checked against a source; the names of states in other languages are from Unicode
# CLDR (Unicode License v3) and from ISO 3166-1 as Debian's iso-codes give it. A desk's own file in the same form
# (onrecord/resolve/knowledge.py) extends and overrides this one.
#
# `control` of an outlet: state-controlled (state owns or funds and directs), state-managed (state appoints, other income),
# state-funded-independent (public money, independence by law or charter), captured-private (private owner, line set by the
# state), private, non-profit, party.
as_of = "2024-12-31"
"""


def main() -> int:
    """Write the file, or check it. Gives the exit code."""
    text = build()
    if "--check" in sys.argv:
        fresh = TARGET.read_text(encoding="utf-8") == text
        print(f"{TARGET.name} is {'fresh' if fresh else 'stale: run `make knowledge`'}")
        return int(not fresh)
    TARGET.write_text(text, encoding="utf-8")
    print(f"written: {TARGET.relative_to(TOP)}")
    return 0


def build() -> str:
    """The text of the starter list."""
    out = [HEAD]
    for name in FILES:
        data = tomllib.loads((TOP / "tools" / "knowledge" / f"{name}.toml").read_text(encoding="utf-8"))
        out.append(f"\n# -------------------- {name}\n")
        entries = data["actor"]
        if name == "states":
            # order of the hand-written file: the states that news on Eurasia names most come first
            entries = [with_packages(entry) for entry in entries]
        out += [f"\n{written(entry)}" for entry in entries]
    return "".join(out)


def with_packages(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A state with the names that packages have for its ISO code; what was written by hand comes first."""
    import pycountry
    from babel import Locale

    code = entry["id"].upper()
    out = dict(entry)
    country = pycountry.countries.get(alpha_2=code)
    given = [getattr(country, "common_name", None), getattr(country, "official_name", None)] if country else []
    given.append(Locale("en").territories.get(code))
    own = {entry["name"], *as_list(entry.get("names")), *as_list(entry.get("bare"))}
    names = [n for n in given if n and not set(n) & set(",(&") and n.removeprefix("the ") not in own]
    out["names"] = [*as_list(entry.get("names")), *dict.fromkeys(names)]
    foreign = {code: as_list(found) for code, found in entry.get("foreign", {}).items()}
    for language in LANGUAGES:
        name = Locale(language).territories.get(code)
        if name is not None and name not in foreign.get(language, []):
            foreign[language] = [*foreign.get(language, []), name]
    out["foreign"] = foreign
    return out


def as_list(value: object) -> list[str]:
    """A field that may be a word or a list of words."""
    return [] if value is None else [value] if isinstance(value, str) else [str(v) for v in value]  # type: ignore[attr-defined]


def written(entry: Mapping[str, Any]) -> str:
    """One entry as TOML."""
    unknown = set(entry) - set(FIELDS) - {"role"}
    if unknown:
        raise SystemExit(f"{entry['id']}: unknown fields {sorted(unknown)}")
    lines = ["[[actor]]"]
    for field in FIELDS:
        value = entry.get(field)
        if value in (None, [], {}):
            continue
        if field == "foreign":
            parts = ", ".join(f"{code} = {listed(as_list(names))}" for code, names in value.items())
            lines.append(f"foreign = {{ {parts} }}")
        else:
            lines.append(f"{field} = {quoted(value) if isinstance(value, str) else listed(value)}")
    for role in entry.get("role", []):
        lines += ["[[actor.role]]", *(f"{key} = {quoted(value)}" for key, value in role.items())]
    return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """A TOML string."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(values: Iterable[str]) -> str:
    """A TOML list of strings."""
    return "[" + ", ".join(quoted(value) for value in values) + "]"


if __name__ == "__main__":
    sys.exit(main())
