"""What `model.json` says of the files beside it, as far as running them needs it; and reads those files.

The file also holds what a reader wants to know: the data, the seeds, the figures on dev, the calibration table.
`training` writes it; the model card explains it.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import ModelError
from onrecord.extract.tagger.confidence import Confidence
from onrecord.extract.tagger.decode import MEASURES, Decoding


@dataclass(frozen=True, slots=True)
class Description:
    """Digests of the weights and the vocabulary; how to decode; how sure to be; what score is too low to be told."""

    name: str
    digest: str
    vocabulary: str
    decoding: Decoding
    outer: Confidence
    inner: Confidence
    least_outer: float
    least_inner: float


def read_description(path: Path) -> Description:
    """The description in a file; raises ModelError when it is missing or not as it should be."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return Description(
            name=str(given["name"]),
            digest=str(given["digest"]),
            vocabulary=str(given["vocabulary"]),
            decoding=Decoding(**{name: float(value) for name, value in given["decoding"].items()}),
            outer=_confidence(given["confidence"]["outer"]),
            inner=_confidence(given["confidence"]["inner"]),
            least_outer=float(given["least_score"]["outer"]),
            least_inner=float(given["least_score"]["inner"]),
        )
    except OSError as error:
        raise ModelError(f"the tagger's description cannot be read: {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is not a description of a tagger: {error!r}") from error


def read_named(path: Path, digest: str) -> bytes:
    """The content of the file with this digest; raises ModelError when it is missing or another one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"a file of the tagger cannot be read: {path}: {error.strerror}") from error
    found = "sha256:" + hashlib.sha256(content).hexdigest()
    if found != digest:
        raise ModelError(f"{path} has the digest {found}, but the tagger's description names {digest}")
    return content


def _confidence(given: dict[str, Any]) -> Confidence:
    levels = tuple((float(value), float(chance)) for value, chance in given.get("levels", ()))
    return Confidence(tuple(float(given[name]) for name in MEASURES), float(given["constant"]), levels)
