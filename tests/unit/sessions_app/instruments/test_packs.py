import json

import pytest

from sessions_app.instruments import find
from sessions_app.instruments.packs import WrongPack, read_json, wording_of

#: Invented, as all words of questionnaires in our tests are.
SEVEN = {
    "instrument": "gad-7",
    "rater": "self",
    "language": "en-GB",
    "introduction": "Think of the last two weeks.",
    "questions": [f"Invented question {number}." for number in range(1, 8)],
    "answers": ["Never", "Sometimes", "Often", "Always"],
}


def test_a_whole_pack_is_taken_as_it_is() -> None:
    wording = wording_of(read_json(json.dumps(SEVEN)), find("gad-7"), notice="Copyright Nobody.")

    assert wording.questions == tuple(SEVEN["questions"])
    assert (wording.answers, wording.notice) == (("Never", "Sometimes", "Often", "Always"), "Copyright Nobody.")


def test_odd_spaces_are_left_alone_because_nothing_may_be_changed() -> None:
    odd = {**SEVEN, "questions": ["Two  spaces ,and a comma. ", *SEVEN["questions"][1:]]}

    assert wording_of(odd, find("gad-7")).questions[0] == "Two  spaces ,and a comma. "


def test_lines_take_a_number_and_so_have_no_answers() -> None:
    ors = {"instrument": "ors", "rater": "self", "questions": ["a", "b", "c", "d"]}

    assert wording_of(ors, find("ors")).answers == ()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"questions": ["One."]}, "GAD-7 has 7 questions; this has 1."),
        ({"questions": ["", *SEVEN["questions"][1:]]}, "The questions must be a list of lines, none of them empty."),
        ({"questions": "all"}, "The questions must be a list of lines, none of them empty."),
        ({"answers": ["Never"]}, "GAD-7 has 4 answers to choose from; this has 1."),
        ({"rater": "parent"}, "GAD-7 is filled in by self, not parent."),
        ({"introduction": 7}, "The introduction must be words."),
    ],
)
def test_what_does_not_fit_is_said(changed: dict, sentence: str) -> None:
    with pytest.raises(WrongPack) as refused:
        wording_of({**SEVEN, **changed}, find("gad-7"))

    assert str(refused.value) == sentence


@pytest.mark.parametrize("text", ["", "{", "[]", '"gad-7"', '{"instrument": "gad-7"}'])
def test_what_is_no_pack_is_refused(text: str) -> None:
    with pytest.raises(WrongPack):
        read_json(text)


def test_parts_that_a_pack_does_not_have_are_refused() -> None:
    with pytest.raises(WrongPack, match="and no others"):
        read_json(json.dumps({**SEVEN, "scoring": "mine"}))
