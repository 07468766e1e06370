import datetime as dt
from pathlib import Path

import pytest

from mhst.places.enums import DayKind
from mhst.places.readers.dates import DatesGiven
from mhst.places.readers.dates_csv import read_dates
from mhst.places.readers.rejected import FileRefused

HEADER = "kind,name,starts_on,ends_on,first_week,year_groups,finish\n"


def file(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text(header + "\n".join(lines))
    return path


def test_each_kind_of_line(tmp_path: Path) -> None:
    found = read_dates(
        file(
            tmp_path,
            "term,Autumn term,2026-09-01,2026-12-18,a,,",
            "Half-term,,26/10/2026,30/10/2026,,,",
            "INSET,,2.11.2026,,,,",
            "mock exam,,2026-11-16,2026-11-27,,Years 10 11,",
            "early finish,,2026-12-18,,,,12.30",
            "Exams,,2026-12-01,,,R;1,",
            ",,,,,,",
        )
    )
    assert found.rejected == []
    assert found.given == [
        DatesGiven(2, "term", dt.date(2026, 9, 1), dt.date(2026, 12, 18), "Autumn term", "A"),
        DatesGiven(3, DayKind.HALF_TERM, dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
        DatesGiven(4, DayKind.INSET, dt.date(2026, 11, 2), dt.date(2026, 11, 2)),
        DatesGiven(5, DayKind.MOCK_EXAM, dt.date(2026, 11, 16), dt.date(2026, 11, 27), year_groups=(10, 11)),
        DatesGiven(6, DayKind.EARLY_FINISH, dt.date(2026, 12, 18), dt.date(2026, 12, 18), finish_minute=750),
        DatesGiven(7, DayKind.EXAM, dt.date(2026, 12, 1), dt.date(2026, 12, 1), year_groups=(0, 1)),
    ]


def test_two_columns_are_enough(tmp_path: Path) -> None:
    found = read_dates(file(tmp_path, "inset,2026-11-02", header="kind,starts_on\n"))
    assert found.given == [DatesGiven(2, DayKind.INSET, dt.date(2026, 11, 2), dt.date(2026, 11, 2))]


DATE = "a date is written like 2026-09-01, or day first like 01/09/2026"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("party,,2026-09-01,,,,", "kind is “party”; it should be one of term, half term, inset, closure,"),
        ("inset,,,,,,", "starts_on is empty; it should be the first day, like 2026-09-01"),
        ("inset,,1 Sept,,,,", f"starts_on is “1 Sept”; {DATE}"),
        ("inset,,09/13/2026,,,,", f"starts_on is “09/13/2026”; {DATE}"),
        ("inset,,01/09/26,,,,", f"starts_on is “01/09/26”; {DATE}"),
        ("inset,,2026-09-01,46266,,,", f"ends_on is “46266”; {DATE}"),
        ("term,,2026-09-01,2026-12-18,,,", "name is empty; a term has one, like Autumn term"),
        (f"term,{'x' * 41},2026-09-01,2026-12-18,,,", "name has 41 letters; 40 are the most"),
        ("term,Autumn,2026-09-01,2026-12-18,C,,", "first_week is “C”; it should be A, B or nothing"),
        ("exam,,2026-11-16,,,upper,", "year_groups holds “upper”; they are written like 10 11, with R for Reception"),
        ("early finish,,2026-12-18,,,,noon", "finish is “noon”; a time is written like 12:30"),
        ("early finish,,2026-12-18,,,,12:75", "finish is “12:75”; a time is written like 12:30"),
    ],
)
def test_a_wrong_line_has_its_sentence(tmp_path: Path, line: str, reason: str) -> None:
    rejected = read_dates(file(tmp_path, line)).rejected
    assert [each.line for each in rejected] == [2]
    assert rejected[0].reason.startswith(reason)


def test_the_byte_order_mark_of_excel_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = file(tmp_path, "inset,,2026-11-02,,,,")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_dates(path).given) == 1


def test_another_encoding_and_a_missing_column_refuse_the_file(tmp_path: Path) -> None:
    path = file(tmp_path, "term,No?l,2026-09-01,2026-12-18,,,")
    path.write_bytes(path.read_bytes().replace(b"No?l", b"No\xebl"))
    with pytest.raises(FileRefused, match=r"terms\.csv, line 2: a byte there is no letter in UTF-8"):
        read_dates(path)
    with pytest.raises(FileRefused, match=r"has no column “starts_on”\. Line 1 must name: kind, starts_on"):
        read_dates(file(tmp_path, "inset,2026-11-02", header="kind,date\n"))
