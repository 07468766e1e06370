"""The gentle check: what looks like naming somebody, and what does not."""

import pytest

from school_link.rules.naming import found

NAMES = {"Robin", "Okafor-Lindqvist", "Grace", "Zoë", "May"}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("We worry about robin since half-term.", ["robin"]),
        ("It is ZOË's second school.", ["ZOË's"]),
        ("Mrs Okafor rang.", []),
        ("The Okafor-Lindqvist family moved.", ["Okafor-Lindqvist"]),
        ("May we refer? They may. We gave them a day of grace.", []),
        ("Yesterday Grace left the hall.", ["Grace"]),
        ("Born 3/9/2012, or 3rd September 2012, or 2012-09-03.", ["3/9/2012", "3rd September 2012", "2012-09-03"]),
        (
            "Born 4 Feb 2012, 4th of February 2012, 04-02-12, 4-Sept-12, Feb 4th, 2012, 4. Dec. 2012, 04 02 2012.",
            [
                "4 Feb 2012",
                "4th of February 2012",
                "04-02-12",
                "4-Sept-12",
                "Feb 4th, 2012",
                "4. Dec. 2012",
                "04 02 2012",
            ],
        ),
        ("He was born on 4 February, she was born March 9th.", ["on 4 February", "March 9th"]),
        ("In 4 lessons, since 12 November, 3 of 10 days, a mark of 12 of 40.", []),
        ("Mum is at jo.x@example.invalid or 07700 900 123.", ["jo.x@example.invalid", "07700 900 123"]),
        ("Year 8, 12 years old, 3 times a week, 90 % of lessons.", []),
    ],
)
def test_what_stands_out(text, pieces) -> None:
    order = text.find
    assert sorted((one.piece for one in found([text], NAMES)), key=order) == sorted(pieces, key=order)


def test_each_piece_is_said_once() -> None:
    assert len(found(["Robin and Robin", "Robin"], NAMES)) == 1
