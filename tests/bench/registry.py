"""What is measured. A family is a module of this package; its figures are called `family.figure`."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import tests.bench


class NotHere(Exception):
    """What would be measured is not in this copy of the code; says what is missing."""


@dataclass(frozen=True)
class Figure:
    """A value and what it was measured against, in the same run."""

    value: float
    unit: str
    baseline: str
    baseline_value: float

    @property
    def ratio(self) -> float:
        return self.value / self.baseline_value


Measurement = Callable[[], Figure]
_measurements: dict[str, Measurement] = {}


def measurement(name: str) -> Callable[[Measurement], Measurement]:
    """Register a measurement as `family.figure`; the family is the module's name."""

    def register(measure: Measurement) -> Measurement:
        family = getattr(measure, "func", measure).__module__.rpartition(".")[2]
        if not name.startswith(f"{family}."):
            raise ValueError(f"{name} is measured in {family}; its name must start with `{family}.`")
        if name in _measurements:
            raise ValueError(f"{name} is measured twice")
        _measurements[name] = measure
        return measure

    return register


def families() -> list[str]:
    """The modules that measure."""
    tools = {"__main__", "registry", "baseline", "bounds", "county", "report", "rooms", "serve"}
    return sorted(module.name for module in pkgutil.iter_modules(tests.bench.__path__) if module.name not in tools)


def measurements(only: str = "") -> dict[str, Measurement]:
    """All of them, or those of one family. Raises: LookupError naming the families there are."""
    if only and only not in families():
        raise LookupError(f"There is no family {only!r}; there are: {', '.join(families())}")
    for family in [only] if only else families():
        importlib.import_module(f"tests.bench.{family}")
    return {name: measure for name, measure in _measurements.items() if not only or name.startswith(f"{only}.")}
