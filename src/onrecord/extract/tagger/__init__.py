"""The statement tagger: a trained network that finds who said what in a text.

    tagger = load_tagger()
    for attribution in tagger(text): ...

Takes any text; gives `Attribution`s, whose spans are code points of it. Who the source is, what kind of statement it is
and how it is hedged are left to the modules that build statements on this one. Needs numpy and onnxruntime; the
weights, their vocabulary and their description lie beside this file. See docs/model-card.md.
"""

from onrecord.extract.tagger.reading import Attribution, Tagger, load_tagger

__all__ = ["Attribution", "Tagger", "load_tagger"]
