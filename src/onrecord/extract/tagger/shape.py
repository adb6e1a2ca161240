"""The layout of the network's output, which training and decoding share.

Layer 0 holds the attributions of the text, layer 1 those inside the content of an attribution of layer 0, layer 2 those
inside layer 1. In each layer every word piece gets scores for seven tags. Links are pairs of short vectors compared by
their dot product: a cue looks for the first piece of its source (or for the window's first mark, if it has none), a
content piece for the first piece of its cue. Bounds are pairs of vectors too: see `bounds`.
"""

LAYERS = 3
"""Levels of nesting. Three occur in the newsletters that the project reads; deeper ones were not seen."""

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SOURCE, CUE, CONTENT = 1, 3, 5
"""The B tag of a role; the I tag is the next number."""

LINK_SIZE = 32

TAG_COLUMNS = len(TAGS) * LAYERS
SOURCE_QUERY = TAG_COLUMNS
SOURCE_KEY = SOURCE_QUERY + LINK_SIZE
CUE_KEY = SOURCE_KEY + LINK_SIZE
CONTENT_QUERY = CUE_KEY + LINK_SIZE
"""The first column of the query vectors of layer 0; those of the other layers follow."""

BOUND = CONTENT_QUERY + LAYERS * LINK_SIZE
"""The first column of the bounds: for each of them a query, then a key vector."""

BOUNDS = ("cue_start", "cue_end", "source_start", "source_end")
"""A cue's tokens look for the first and the last token of the cue, and of its source."""

OUTPUTS = BOUND + 2 * len(BOUNDS) * LINK_SIZE
