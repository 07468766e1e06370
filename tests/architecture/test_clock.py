"""One place asks the system what time it is, so that tests can move it and nobody forgets the zone."""

import re

from tests.architecture.house import named, our_files

ASKS = re.compile(r"\b(datetime\.now|datetime\.utcnow|timezone\.now|localdate|date\.today|time\.time)\(")


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = {named(path) for path in our_files() if ASKS.search(path.read_text(encoding="utf-8"))}

    assert asking == {"mhst/core/clock.py"}
