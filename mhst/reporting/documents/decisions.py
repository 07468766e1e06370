"""What the gate decided, in words: which table was made coarser or left out, and whom it would have told of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mhst.core.disclosure.declared import WITHDRAWN
from mhst.reporting import words
from mhst.reporting.documents.expected import expected

#: What stands between values in the log.
BETWEEN = re.compile(r"( but not | since | / | as revised)")


@dataclass(frozen=True)
class Decision:
    table: str
    how: str
    because: str


def decisions(log: Iterable[list[str]], *, is_quarter: bool) -> list[Decision]:
    every = expected(is_quarter=is_quarter, has_functions=True, has_schools=True, has_months=True)
    titles = {**WITHDRAWN, **every}
    return [
        Decision(titles.get(key, key.replace("_", " ").capitalize()), how, _group(because)) for key, how, because in log
    ]


def _group(because: str) -> str:
    return "".join(piece if BETWEEN.fullmatch(piece) else words.value(piece) for piece in BETWEEN.split(because))
