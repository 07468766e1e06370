import pytest

from mhst.core.errors import Refused
from realtime.rules.nickname import SAYS, check_is_nobody_of_ours

STAFF = ["Josie", "Petra", "Tom Webb", "Zoë"]


def says(nickname: str) -> str:
    try:
        check_is_nobody_of_ours(nickname, STAFF)
    except Refused as refused:
        return refused.message
    return ""


@pytest.mark.parametrize(
    "nickname",
    ["Josie", "josie", "J0sie", "josie22", "1josie", "j.o.s.i.e", "J\u043esie",
     "Jos\u0131e", "tomwebb", "Tom-Webb7", "zoe", "Moderator", "m0derator", "the-moderator-2", "Tom-counsellor",
     "counse11or", "CounseIlor", "Childline", "NHS", "nhs-help",
     "Admin", "admin99", "AdminTom", "\u041coder\u0430tor", "supervis0r", "Mod"],
)  # fmt: skip
def test_nobody_passes_for_somebody_who_works_here(nickname: str) -> None:
    assert says(nickname) == SAYS


@pytest.mark.parametrize(
    "nickname",
    ["calm-river-11", "badminton", "josiemarie", "petrarch", "modern", "ghost",
     "modest-owl", "hostel", "robin", "1234", "webb"],
)  # fmt: skip
def test_other_nicknames_are_theirs(nickname: str) -> None:
    assert says(nickname) == ""
