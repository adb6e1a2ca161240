"""The OpenAPI document of the desk, made from the table of pages and the types of their answers."""

from __future__ import annotations

from collections import abc
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from onrecord import __version__
from onrecord.web.asked import Param
from onrecord.web.pages import PAGES, Page


def document() -> dict[str, Any]:
    """The document (OpenAPI 3.1): one path a page, its parameters, the shape of its JSON."""
    seen: dict[str, Any] = {}
    paths = {page.address(".json"): {"get": _operation(page, seen)} for page in PAGES}
    paths |= {page.address(".csv"): {"get": _csv(page)} for page in PAGES if page.rows}
    error = {
        "type": "object",
        "description": "What was wrong, in words.",
        "properties": {"error": {"type": "string"}, "status": {"type": "integer"}},
        "required": ["error", "status"],
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord: the desk",
            "version": __version__,
            "description": "Every page as data, from the same function. Read-only; only this machine is answered.",
        },
        "paths": paths,
        "components": {"schemas": {**dict(sorted(seen.items())), "Error": error}},
    }


def _operation(page: Page, seen: dict[str, Any]) -> dict[str, Any]:
    answer = get_type_hints(page.answer)["return"]
    return {
        "operationId": page.name,
        "summary": page.about,
        "parameters": _parameters(page),
        "responses": {
            "200": {"description": page.title, "content": {"application/json": {"schema": shape(answer, seen)}}},
            **{
                status: {
                    "description": words,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                }
                for status, words in (
                    ("400", "A parameter that cannot be used."),
                    ("404", "Nothing on record for that."),
                    ("503", "It took too long and was stopped."),
                )
            },
        },
    }


def _csv(page: Page) -> dict[str, Any]:
    return {
        "operationId": f"{page.name}_csv",
        "summary": f"{page.about} Its list as CSV.",
        "parameters": _parameters(page),
        "responses": {"200": {"description": page.title, "content": {"text/csv": {"schema": {"type": "string"}}}}},
    }


def _parameters(page: Page) -> list[dict[str, Any]]:
    ident = [
        {
            "name": "id",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": f"^{page.ids}-[0-9a-f]+$"},
        }
    ]
    return (ident if page.ids is not None else []) + [_parameter(param) for param in page.params]


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if param.kind == "number" else "string"}
    if param.choices:
        schema["enum"] = list(param.choices)
    if param.kind == "day":
        schema["format"] = "date"
    if param.default is not None:
        schema["default"] = param.default
    return {"name": param.name, "in": "query", "description": param.about, "schema": schema}


def shape(kind: object, seen: dict[str, Any]) -> Mapping[str, Any]:
    """The JSON schema of an annotated type; dataclasses are put into `seen` by name and referred to."""
    plain: dict[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
    if kind in plain:
        return {"type": plain[kind]}
    origin, args = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return {"anyOf": [shape(arg, seen) for arg in args]}
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin is tuple and args[-1:] == (Ellipsis,):
        return {"type": "array", "items": shape(args[0], seen)}
    if origin is tuple:
        return {"type": "array", "prefixItems": [shape(arg, seen) for arg in args], "minItems": len(args)}
    if origin is abc.Mapping:
        return {"type": "object", "additionalProperties": shape(args[1], seen)}
    if isinstance(kind, type) and issubclass(kind, tuple):
        hints = get_type_hints(kind)
        return {"type": "array", "prefixItems": [shape(arg, seen) for arg in hints.values()], "minItems": len(hints)}
    if isinstance(kind, type) and is_dataclass(kind):
        name = f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"
        if name not in seen:
            seen[name] = {}
            hints = get_type_hints(kind)
            seen[name] = {
                "type": "object",
                "description": (kind.__doc__ or "").strip(),
                "properties": {f.name: shape(hints[f.name], seen) for f in fields(kind)},
                "required": [f.name for f in fields(kind)],
            }
        return {"$ref": f"#/components/schemas/{name}"}
    raise TypeError(f"no shape for {kind!r}")
