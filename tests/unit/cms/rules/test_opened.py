"""What a form that was opened earlier would undo."""

import datetime as dt

from cms.rules.opened import undone, version_of

STOOD = {"phone": "111", "hours": "All day", "checked_on": None, "is_shown": True}


def test_what_is_newer_and_would_not_stay_is_named():
    stands = STOOD | {"phone": "222", "checked_on": dt.date(2026, 11, 29)}
    opened = version_of(STOOD)

    assert undone(opened=opened, stands=stands, said=STOOD | {"hours": "Mondays"}) == ["checked_on", "phone"]
    assert undone(opened=opened, stands=stands, said=stands | {"hours": "Mondays"}) == []
    assert undone(opened=version_of(stands), stands=stands, said=STOOD) == []


def test_a_form_that_does_not_tell_what_it_was_opened_with_knew_nothing():
    assert undone(opened="", stands=STOOD, said=STOOD | {"hours": "Mondays"}) == ["hours"]
    assert undone(opened="1 2", stands=STOOD, said=STOOD) == []
