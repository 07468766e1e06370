import pytest

from mhst.people.names import plain


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Amelia", "amelia"),
        ("O'Dowd", "odowd"),
        ("O\u2019Dowd", "odowd"),
        ("O\u02bcDowd", "odowd"),
        ("Price-Lloyd", "price lloyd"),
        ("Wójcik", "wojcik"),
        ("ŁUKASZ  Grabowski", "lukasz grabowski"),
        ("Weiß", "weiss"),
        ("Søren Æbel", "soren aebel"),
        ("IŞIK", "isik"),
        ("Ngọc Ánh", "ngoc anh"),
        ("  ", ""),
    ],
)
def test_names_are_compared_without_accents_and_case(written: str, found: str) -> None:
    assert plain(written) == found
