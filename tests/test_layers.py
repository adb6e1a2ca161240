"""Arrows point downward: no module imports from a layer above its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "onrecord"
#: Lowest first. Packages and modules of one entry may import each other only where `BESIDE` says so.
LAYERS: list[set[str]] = [
    {"record", "errors"},
    {"text", "plain", "frames"},
    {"archives"},
    {"config", "walk", "fetch"},
    {"resolve"},
    {"readers", "extract", "reuse"},
    {"extraction", "derive", "reading"},
    {"extracting"},
    {"store"},
    {"desk", "origins", "comparison"},
    {"stories", "claims", "capturing", "happenings"},
    {"weeks"},
    {"ingest", "brief", "quality", "actors"},
    {"verify", "collecting"},
    {"doctor", "publish"},
    {"web"},
    {"cli"},
]
BESIDE: set[tuple[str, str]] = set()


def layer(module: str) -> int:
    return next(n for n, names in enumerate(LAYERS) if module in names)


def imports() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts == ("__init__",):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("onrecord."):
                found.append((str(path.relative_to(SOURCE)), parts[0], node.module.split(".")[1]))
            elif isinstance(node, ast.Import):
                found += [
                    (str(path.relative_to(SOURCE)), parts[0], name.name.split(".")[1])
                    for name in node.names
                    if name.name.startswith("onrecord.")
                ]
    return found


def test_every_module_has_a_layer() -> None:
    names = {
        p.stem if p.is_file() else p.name
        for p in SOURCE.iterdir()
        if p.suffix == ".py" or (p / "__init__.py").is_file()
    }
    assert names - {"__init__"} == set().union(*LAYERS)


@pytest.mark.parametrize(("path", "here", "there"), imports())
def test_imports_go_down(path: str, here: str, there: str) -> None:
    if here != there and (here, there) not in BESIDE:
        assert layer(there) < layer(here), f"{path} imports onrecord.{there}"


def test_sql_stands_in_the_store_alone() -> None:
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] != "store":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\bSELECT |\bPRAGMA |\.execute\(", text), path
