"""The layout of the finder's output, which training and decoding share.

Every word piece gets scores for `TYPES` ("", no coded word, comes first). For a coded word and any other piece the score of
each role tag is the product of a query of the one and a key of the other, plus the other's own score for that tag.

Asked what one party does to another, the network reads the sentence with both marked in the features of their pieces. The
scores of `LABELS` are then the sum of three: of the first piece, and the means over the marked pieces of each.
"""

from typing import Final

from onrecord.extract.tagger.pieces import FEATURES

TYPES: Final = (
    "", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

#: Role tags besides "neither" (score 0): who acts, on whom.
TAGS: Final = ("B-source", "I-source", "B-target", "I-target")

ROLE_SIZE: Final = 32

QUERY: Final = len(TYPES)
KEY: Final = QUERY + len(TAGS) * ROLE_SIZE
OWN: Final = KEY + len(TAGS) * ROLE_SIZE

#: "Imposed sanctions" and the like: PLOVER's SANCTION, which its gold data files under COERCE.
EMBARGO: Final = "EMBARGO"
#: What one party does to another, with what the words make of it folded in: to come AGREE or THREATEN, refused REJECT.
LABELS: Final = (*TYPES, EMBARGO)
PAIR: Final = OWN + len(TAGS)
#: The first column of the queries, the keys, the own scores, the scores of `LABELS` (three times); and their number in all.
OUTPUTS: Final = PAIR + 3 * len(LABELS)

#: Added to the feature of a piece: of the party that acts, of the one acted on. The network knows three times `FEATURES`.
SOURCE_MARK: Final = FEATURES
TARGET_MARK: Final = 2 * FEATURES
MARKED_FEATURES: Final = 3 * FEATURES
