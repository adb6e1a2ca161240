"""Which language an article is in.

Two steps: English shows by its most common words, at no cost; for all else the model of py3langid is asked, which is loaded
then and not before (130 MB, half a second). Where the text is too short to tell, what the page declares holds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_COMMON: Final = frozenset(
    "the of and to in a that is was for on with as by at from it he said has have his are not be an which but they were".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Share of common words over which a text is English. English news has 0.35 to 0.45, closely related languages under 0.1
#: (they share "in", "is", "was").
_SHARE: Final = 0.2
_LEAST_COMMON: Final = 4  # different ones: a Hungarian line may be a third "a"
_SAMPLE: Final = 6000  # characters
_MODEL_SAMPLE: Final = 2000  # characters; more makes the answer no better
_LEAST_LETTERS: Final = 12  # of a text that the model is asked about; signs of Chinese and the like count three
#: The model's own estimate under which its answer does not count. News sentences of ten words lie over 0.6.
_SURE: Final = 0.5
#: What the model may answer. Of its 142 languages those that news is written in: small ones that are close to a large one
#: (yue and wuu to zh, for one) draw short lines away from it.
LANGUAGES: Final = tuple(
    (
        "am ar az be bg bn bs ca cs da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ku ky lo lt "
        "lv mk ml mn mr ms mt my ne nl no or pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tl tr ug uk ur uz vi zh"
    ).split()
)
_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def identify(text: str, *, declared: str | None) -> str | None:
    """The language of a text as a two-letter code; what is declared where the text does not tell; None where nothing does."""
    found = _WORD.findall(text[:_SAMPLE].lower())
    common = [word for word in found if word in _COMMON]
    if len(set(common)) >= _LEAST_COMMON and len(common) >= _SHARE * len(found):
        return "en"
    sample = text[:_MODEL_SAMPLE]
    letters = sum(map(len, _WORD.findall(sample))) + 2 * len(_WIDE.findall(sample))
    if letters >= _LEAST_LETTERS:
        code, sure = _identifier().classify(sample)
        if sure >= _SURE:
            return str(code)
    return declared


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in LANGUAGES if code in known])
    return identifier
