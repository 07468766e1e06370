"""The words of published figures."""

from mhst.reporting import words


def test_a_column_of_places_says_whether_they_are_schools_or_clusters() -> None:
    assert [words.heading(key, "place") for key in ("school", "cluster", "consultations_cluster")] == [
        "School", "Cluster of schools", "Cluster of schools",
    ]  # fmt: skip
    assert words.heading("cluster", "month") == "Month"


def test_a_time_of_the_week_is_told_from_an_hour_of_a_day() -> None:
    assert [words.value(code) for code in ("weekday_evening", "monday_evening")] == [
        "Weekday evenings, 5pm to 10pm", "Monday, 5pm to 10pm",
    ]  # fmt: skip
