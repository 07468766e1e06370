"""What a cluster of schools may be called: not as figures call something else beside it."""

from mhst.core.errors import Refused

#: In tables by place these stand for something: everybody, those without a school, schools without a cluster, and
#: what is not told.
TAKEN = frozenset({"all", "no school", "no school known", "other schools", "not shown", "too few", "not published"})


def is_taken(name: str) -> bool:
    """However it is spaced and written."""
    return " ".join(name.split()).casefold() in TAKEN


def check_name(name: str) -> None:
    """Raises: Refused."""
    if is_taken(name):
        raise Refused(
            f"“{name.strip()}” stands for something else in published figures. Choose another name.",
            code="cluster-name", field="name",
        )  # fmt: skip
