"""`make bench` and `make bench ONLY=family`: measures on a copy of a migrated database of its own.

Ends with 1 where a figure is outside its bound (`bounds.toml`), with 2 where there is no such family."""

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.registry import Figure


def main(only: str = "") -> int:
    """Measure, print each figure as it comes, and keep them all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.test")
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    from tests.bench import registry, report
    from tests.copies import copies_for

    setup_test_environment()
    try:
        chosen = registry.measurements(only)
    except LookupError as problem:
        print(problem.args[0], file=sys.stderr)
        return 2
    copies = copies_for("bench")
    copies.prepare()
    figures = {}
    print(f"  {'figure':<24} {'value':>12} {'unit':<8} {'ratio':>12}  baseline")
    try:
        for name, measure in chosen.items():
            copies.restore()
            try:
                figures[name] = measure()
                print(report.row(name, figures[name]), flush=True)
            except registry.NotHere as missing:
                print(f"  {name:<24} not measured: {missing}", flush=True)
        report.write(figures)
    finally:
        copies.remove()
    return _judge(figures)


def _judge(figures: "dict[str, Figure]") -> int:
    """Say which figures are within their bounds, and fail where one is not."""
    from tests.bench import bounds

    recorded = bounds.recorded()
    print("\n".join(["", *(bounds.lines(figures, recorded) or ["  none of these has a bound"])]))
    return 1 if bounds.outside(figures, recorded) else 0


if __name__ == "__main__":
    began = time.monotonic()
    code = main(*sys.argv[1:2])
    print(f"  {time.monotonic() - began:.0f} s; kept in bench/results.json")
    sys.exit(code)
