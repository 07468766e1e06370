import pytest

from mhst.places.rules.cluster import is_taken


@pytest.mark.parametrize("name", ["No school", "  no  SCHOOL ", "all", "All", "Other schools", "Not shown"])
def test_what_figures_call_otherwise_is_taken(name: str) -> None:
    assert is_taken(name)


@pytest.mark.parametrize("name", ["North", "All Saints", "No school left behind"])
def test_any_other_name_is_free(name: str) -> None:
    assert not is_taken(name)
