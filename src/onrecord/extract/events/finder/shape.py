"""The layout of the finder's output, which training and decoding share.

Every word piece gets scores for `TYPES` ("", no coded word, comes first). For a coded word and any other piece the score of
each role tag is the product of a query of the one and a key of the other, plus the other's own score for that tag.
"""

from typing import Final

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
#: The first column of the queries, the keys, the own scores; and their number in all.
OUTPUTS: Final = OWN + len(TAGS)
