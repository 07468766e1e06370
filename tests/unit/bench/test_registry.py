import pytest

from tests.bench import registry
from tests.bench.registry import Figure, measurement


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_measurements", {})


def test_the_ratio_is_the_value_over_its_baseline() -> None:
    assert Figure(30, "per s", "bare", 120).ratio == 0.25


def test_a_figure_is_named_after_its_family() -> None:
    with pytest.raises(ValueError, match=r"other\.start is measured in test_registry; its name must start with"):
        measurement("other.start")(lambda: Figure(1, "s", "x", 1))


def test_a_name_is_taken_once() -> None:
    measurement("test_registry.start")(lambda: Figure(1, "s", "x", 1))
    with pytest.raises(ValueError, match=r"test_registry\.start is measured twice"):
        measurement("test_registry.start")(lambda: Figure(2, "s", "x", 1))


def test_tools_are_no_families() -> None:
    assert "demo" in registry.families()
    assert {"registry", "report", "baseline", "__main__"} & set(registry.families()) == set()


def test_an_unknown_family_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"There is no family 'dmeo'; there are: .*demo"):
        registry.measurements("dmeo")
