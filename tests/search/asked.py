"""Made-up queries, of which none may be an error."""

import random

from search.lang.operators import OPERATORS

PIECES = (
    *(f"{name}:" for name in OPERATORS),
    *(operator.example for operator in OPERATORS.values()),
    *'"()-*|:@#+~^{}[]\\&!?<>=/%$\'',
    "OR", "AND", "NOT", "NEAR(", "naloxone", "budget", "the", "RFP-2026-114", "42 USC 1983", "é", "漢字", "🙂", "\x00",
    "\ue000", "\ue010m\ue0139\ue010", "\ud800", "²", "\u202e", "'; DROP TABLE entry; --", "a" * 300, "2026-06", "fleet",
    "is:mine", "is:unread", "is:followed", "after:0000", "on:2026-02-30", "-", " ", " ", " ", "\t",
)  # fmt: skip


def generated(count, seed):
    """Made-up queries of all that the language has, well put together or not."""
    source = random.Random(seed)
    for _ in range(count):
        yield "".join(source.choices(PIECES, k=source.randint(1, 14)))
