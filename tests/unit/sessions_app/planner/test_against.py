import pytest

from sessions_app.planner.against import by_person, by_room, needed


def test_a_reason_is_said_once_for_everybody_it_holds_for():
    against = [
        ("Ada Hill", "Ada Hill does not work then"),
        ("Ben Lowe", "Ben Lowe is away that day on 4 March"),
        ("Cleo Marsh", "Cleo Marsh does not work then"),
        ("Dan Nash", "Dan Nash has lunch then"),
        ("Eve Orr", "Eve Orr does not work then"),
    ]

    assert by_person(against) == [
        "Not working then: Ada Hill, Cleo Marsh and Eve Orr.",
        "Away that day on 4 March: Ben Lowe.",
        "Having lunch then: Dan Nash.",
    ]


def test_rooms_with_the_same_reason_stand_together():
    against = [("Room 1", "in use"), ("Room 2", "out of use"), ("Room 3", "in use")]

    assert by_room(against) == ["Room 1 and Room 3: in use.", "Room 2: out of use."]


@pytest.mark.parametrize(
    ("wanted", "free", "said"),
    [
        (1, 0, "1 practitioner is needed and none is free."),
        (2, 1, "2 practitioners are needed and 1 is free."),
        (3, 2, "3 practitioners are needed and 2 are free."),
    ],
)
def test_says_how_many_are_needed_and_free(wanted: int, free: int, said: str):
    assert needed(wanted, free) == said
