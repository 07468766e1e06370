import pytest

from mhst.people.names import Likeness, family_likeness, given_likeness, plain


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


NEAR, OTHER = Likeness.NEAR, Likeness.OTHER


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("samira", "samira", Likeness.SAME),
        ("samira", "samirra", NEAR),  # a letter doubled
        ("liam", "lian", NEAR),  # one letter of a short name
        ("john", "jhon", NEAR),  # two letters that changed places
        ("mia", "nia", NEAR),
        ("sam", "samira", NEAR),  # a short form
        ("bill", "william", NEAR),  # one that begins otherwise
        ("muhammad", "mohammed", NEAR),  # another spelling
        ("samira jane", "jane", NEAR),  # one of two given names
        ("nia", "samira", OTHER),
        ("bo", "al", OTHER),
        ("harry", "barney", OTHER),
    ],
)
def test_how_alike_two_given_names_are(one: str, other: str, found: Likeness) -> None:
    assert (given_likeness({one}, {other}), given_likeness({other}, {one})) == (found, found)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("price lloyd", "pricelloyd", Likeness.SAME),
        ("price lloyd", "lloyd price", NEAR),
        ("price lloyd", "lloyd", NEAR),  # one half of a double name
        ("de souza", "souza", NEAR),
        ("marsh", "mash", NEAR),
        ("van dijk", "van berg", OTHER),  # only the little word is shared
        ("marsh", "kaur", OTHER),
        ("", "", OTHER),
    ],
)
def test_how_alike_two_family_names_are(one: str, other: str, found: Likeness) -> None:
    assert (family_likeness(one, other), family_likeness(other, one)) == (found, found)
