import pytest

from mhst.core.errors import Refused
from mhst.places.rules.cluster_name import check_name


@pytest.mark.parametrize("name", ["No school", "  no  SCHOOL ", "all", "All", "Other schools", "Not shown"])
def test_what_figures_call_otherwise_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="stands for something else in published figures"):
        check_name(name)


@pytest.mark.parametrize("name", ["North", "All Saints", "No school left behind"])
def test_any_other_name_is_taken(name: str) -> None:
    check_name(name)
