import pytest

from mhst.core.errors import Refused
from realtime.rules.visitor import check_nickname, may_be_name_and_letter


@pytest.mark.parametrize(
    "nickname",
    ["josie_m", "josie.m", "Josie-M", "JosieM", "josieM", "j_webb", "J.Webb", "j-webb", "josie_m12", "JosieM-2011"],
)
def test_a_first_name_with_a_letter_may_be_one(nickname: str) -> None:
    assert may_be_name_and_letter(nickname)


@pytest.mark.parametrize(
    "nickname",
    [
        "josie",
        "josie_may",
        "calm-river-11",
        "otter17",
        "quiet_otter",
        "OTTER",
        "ab",
        "a-1",
        "m",
        "2b",
        "oh-no",
        "up_to_u",
    ],
)
def test_other_words_are_not_asked_about(nickname: str) -> None:
    assert not may_be_name_and_letter(nickname)


@pytest.mark.parametrize("nickname", ["josie_m", "plan-b", "calm-river-11", "calmriver"])
def test_and_none_of_them_is_refused(nickname: str) -> None:
    assert check_nickname(nickname) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("nickname", ["Josie_Webb", "JosieWebb", "josie.webb"])
def test_a_full_name_is_refused_and_says_how_else_it_could_be_written(nickname: str) -> None:
    with pytest.raises(Refused, match="use small letters and no dot"):
        check_nickname(nickname)
    check_nickname(nickname.lower().replace(".", "-"))
