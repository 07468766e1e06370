import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from mhst.places.readers.gias import NO_AGES, Register, read_register
from mhst.places.readers.gias_links import read_links
from mhst.places.readers.rejected import FileRefused
from tests.unit.places.register_file import HEADER, record, write, write_links


def register(tmp_path: Path, *records: list[str], **options: Any) -> Register:
    return read_register(write(tmp_path / "edubasealldata.csv", records), **options)


def reasons(tmp_path: Path, **changes: str) -> list[str]:
    return [str(line) for line in register(tmp_path, record(), record(URN="990002", **changes)).rejected]


def test_a_line_becomes_our_fields_of_a_school(tmp_path: Path) -> None:
    found = register(tmp_path, record())
    school = found.schools[990001]
    assert (school.council_code, school.council_name, school.line) == ("990", "Northshire", 2)
    assert school.fields == {
        "name": "St Chloé's Academy",
        "status": "open",
        "phase": "secondary",
        "type_name": "Academy converter",
        "low_age": 11,
        "high_age": 16,
        "gender": "mixed",
        "pupils": 842,
        "opened_on": dt.date(2005, 9, 1),
        "closed_on": None,
        "street": "1 Invented Lane",
        "locality": "",
        "town": "Saltby",
        "postcode": "ZZ99 1AA",
        "phone": "01632960001",
        "website": "www.example.invalid",
        "easting": 450000,
        "northing": 530000,
    }
    assert (found.lines, found.rejected, found.left_out) == (1, [], {})


def test_only_the_councils_asked_for_and_the_schools_known(tmp_path: Path) -> None:
    lines = [record(), record(URN="990002", LA_code="991"), record(URN="990003", LA_code="992")]
    found = register(tmp_path, *lines, councils={"990"}, known={990003})
    assert set(found.schools) == {990001, 990003}
    assert found.urns == {990001, 990002, 990003}


@pytest.mark.parametrize(
    ("changes", "ages"),
    [
        ({"phase": "6"}, (16, 19)),
        ({"phase": "4"}, (11, 16)),
        ({"phase": "4", "OfficialSixthForm_code": "1"}, (11, 18)),
        ({"phase": "2"}, (4, 11)),
    ],
)
def test_blank_ages_are_those_of_the_phase(tmp_path: Path, changes: dict[str, str], ages: tuple[int, int]) -> None:
    fields = register(tmp_path, record(StatutoryLowAge="", StatutoryHighAge="", **changes)).schools[990001].fields
    assert (fields["low_age"], fields["high_age"]) == ages


@pytest.mark.parametrize(
    ("said", "gender"), [("Girls", "girls"), ("Boys", "boys"), ("Mixed", "mixed"), ("Not applicable", ""), ("", "")]
)
def test_whether_it_is_for_girls_or_boys(tmp_path: Path, said: str, gender: str) -> None:
    assert register(tmp_path, record(Gender_name=said)).schools[990001].fields["gender"] == gender


def test_what_has_neither_ages_nor_phase_is_left_out_and_is_no_error(tmp_path: Path) -> None:
    found = register(tmp_path, record(StatutoryLowAge="", StatutoryHighAge="", phase="0"))
    assert (found.schools, found.rejected, found.left_out) == ({}, [], {NO_AGES: 1})


def test_no_coordinates_are_no_place_in_the_sea(tmp_path: Path) -> None:
    fields = register(tmp_path, record(Easting="0", Northing="0")).schools[990001].fields
    assert (fields["easting"], fields["northing"]) == (None, None)


EXCEL = "Excel rewrites dates when it saves a file: download it again and import it as it comes"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"OpenDate": "1/9/2005"},
            f"line 3: OpenDate is “1/9/2005”; a date is written like 01-09-2005. {EXCEL}",
        ),
        ({"OpenDate": "38596"}, f"line 3: OpenDate is “38596”; a date is written like 01-09-2005. {EXCEL}"),
        ({"OpenDate": "01-Sep-05"}, f"line 3: OpenDate is “01-Sep-05”; a date is written like 01-09-2005. {EXCEL}"),
        ({"CloseDate": "########"}, f"line 3: CloseDate is “########”; a date is written like 01-09-2005. {EXCEL}"),
        ({"CloseDate": "soon"}, "line 3: CloseDate is “soon”; a date is written like 01-09-2005"),
        (
            {"OpenDate": "31-02-2005"},
            "line 3: OpenDate is “31-02-2005”, which is no date in the calendar; it should be day-month-year",
        ),
        ({"Easting": "5.00E+05"}, "line 3: Easting is “5.00E+05”; it should be a whole number from 0 to 700000"),
        ({"NumberOfPupils": "-3"}, "line 3: NumberOfPupils is “-3”; it should be a whole number from 0 to 99999"),
        ({"status": "9"}, "line 3: EstablishmentStatus (code) is “9”; it should be one of 1, 2, 3, 4"),
        (
            {"StatutoryLowAge": "16", "StatutoryHighAge": "11"},
            "line 3: StatutoryLowAge is 16 and StatutoryHighAge 11; the low age cannot be above the high one",
        ),
        (
            {"StatutoryLowAge": ""},
            "line 3: one of StatutoryLowAge and StatutoryHighAge is empty; give both or neither",
        ),
        ({"name": " "}, "line 3: EstablishmentName is empty; every school has a name"),
        ({"LA_code": "E06"}, "line 3: LA (code) is “E06”; a council's code has three digits, like 201"),
        ({"Postcode": "ZZ99 1AA ZZ99"}, "line 3: Postcode has 13 letters; 8 are the most"),
        (
            {"OpenDate": "38596", "Easting": "x"},
            f"line 3: OpenDate is “38596”; a date is written like 01-09-2005. {EXCEL}; "
            "Easting is “x”; it should be a whole number from 0 to 700000",
        ),
    ],
)
def test_a_wrong_value_has_its_line_and_its_sentence(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    assert reasons(tmp_path, **changes) == [reason]


@pytest.mark.parametrize("urn", ["", "99", "1e5", "9900011"])
def test_a_urn_is_a_number_of_five_or_six_digits(tmp_path: Path, urn: str) -> None:
    rejected = register(tmp_path, record(URN=urn)).rejected
    assert len(rejected) == 1
    assert "URN is" in rejected[0].reason


def test_a_urn_on_two_lines_takes_neither(tmp_path: Path) -> None:
    found = register(tmp_path, record(), record(URN="990002"), record(name="Another"))
    assert set(found.schools) == {990002}
    assert [str(line) for line in found.rejected] == [
        "line 4: URN 990001 is also on line 2; a school has one line. Neither is taken"
    ]


def test_a_value_over_two_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    found = register(tmp_path, record(Street="Old\nHall"), record(URN="990002", status="9"))
    assert found.schools[990001].fields["street"] == "Old Hall"
    assert [line.line for line in found.rejected] == [4]


# The file as a whole


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read_register(path)
    return refused.value.message


def test_a_missing_file_a_folder_and_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert refusal(tmp_path / "none.csv") == f"There is no file {tmp_path / 'none.csv'}."
    assert refusal(tmp_path) == f"There is no file {tmp_path}."
    assert refusal(tmp_path / "empty.csv") == "empty.csv is empty."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04rest", "is a zip archive or an Excel workbook. Unpack it, or save the sheet as CSV."),
        (b"\xd0\xcf\x11\xe0rest", "is an old Excel workbook. Save the sheet as CSV."),
        (b"%PDF-1.7", "is a PDF. A CSV file is needed."),
        (b"URN,\0\0\0", "is not text: line 1 or a later one holds a zero byte."),
    ],
)
def test_other_kinds_of_file(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert refusal(path) == f"file.csv {sentence}"


AGAIN = "Somebody has opened and saved it: download it again and import it as it comes."


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-be", "")]
)
def test_another_encoding(tmp_path: Path, encoding: str, named: str) -> None:
    path = write(tmp_path / "file.csv", [record()], encoding=encoding)
    wanted = f"file.csv is written in {named}; it should be Windows-1252. {AGAIN}"
    assert refusal(path) == (wanted if named else "file.csv is not text: line 1 or a later one holds a zero byte.")


def test_a_byte_that_is_no_letter_is_found_by_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "file.csv", [record(), record(URN="990002", Town="Salt?by")])
    path.write_bytes(path.read_bytes().replace(b"Salt?by", b"Salt\x81by"))
    assert refusal(path) == (
        "file.csv, line 3: a byte there is no letter in Windows-1252. "
        "The file is damaged, or was saved in another encoding."
    )


def test_plain_ascii_is_fine(tmp_path: Path) -> None:
    assert set(register(tmp_path, record(name="Plain School")).schools) == {990001}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    header = [name for name in HEADER if name not in {"Easting", "LA (code)"}]
    path = write(tmp_path / "file.csv", [], header=header)
    assert refusal(path).startswith("file.csv has no column “LA (code)”, “Easting”. Line 1 must name: URN, LA (code),")


def test_a_column_that_is_there_twice(tmp_path: Path) -> None:
    assert (
        refusal(write(tmp_path / "file.csv", [], header=[*HEADER, "URN"])) == "file.csv has more than one column “URN”."
    )


def test_semicolons_and_tabs(tmp_path: Path) -> None:
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        path = tmp_path / "file.csv"
        path.write_text(separator.join(HEADER))
        assert refusal(path) == f"file.csv separates its columns by {name}; commas are needed."


def test_a_file_cut_off_inside_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "file.csv", [record(), record(URN="990002")])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b'"Saltby"') + 8])
    assert refusal(path).startswith("file.csv, line 3 has 63 columns; the first line has 140. The file is cut off")


def test_a_file_cut_off_inside_a_value(tmp_path: Path) -> None:
    path = write(tmp_path / "file.csv", [record(), record(URN="990002")])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"ltby")])
    assert refusal(path) == (
        "file.csv, line 3: a quotation mark that is opened there is never closed. The file is cut off or damaged."
    )


def test_a_quotation_mark_in_the_middle_of_a_value(tmp_path: Path) -> None:
    path = write(tmp_path / "file.csv", [record(), record(URN="990002", Town="Salt?by")])
    path.write_bytes(path.read_bytes().replace(b"Salt?by", b'Salt"by'))
    assert refusal(path) == (
        "file.csv, line 3: a quotation mark stands in the middle of a value. It should be doubled."
    )


def test_reading_is_watched_to_the_last_byte(tmp_path: Path) -> None:
    path = write(tmp_path / "file.csv", [record(), record(URN="990002")])
    seen: list[int] = []
    read_register(path, watch=seen.append)
    assert sum(seen) == path.stat().st_size


# Links


def test_links_of_our_schools_by_kind_each_once(tmp_path: Path) -> None:
    path = write_links(
        tmp_path / "links.csv",
        (990001, 990101, "New Academy", "Successor", "31-08-2026"),
        (990001, 990101, "New Academy", "Successor - merged", "31-08-2026"),
        (990002, 990101, "New Academy", "Successor - amalgamated", ""),
        (990101, 990001, "Old School", "Predecessor", "31-08-2026"),
        (990001, 990300, "A Sixth Form", "Sixth Form Centre Link", ""),
        (990900, 990901, "Elsewhere", "Successor", "nonsense"),
    )
    links = read_links(path, {990001, 990002, 990101})
    assert links.rejected == []
    assert [(link.urn, link.kind, link.other_urn, link.name, link.on) for link in links.found.values()] == [
        (990001, "successor", 990101, "New Academy", dt.date(2026, 8, 31)),
        (990002, "successor", 990101, "New Academy", None),
        (990101, "predecessor", 990001, "Old School", dt.date(2026, 8, 31)),
    ]


def test_a_wrong_link_has_its_line_and_sentence(tmp_path: Path) -> None:
    path = write_links(
        tmp_path / "links.csv",
        (990001, "", "Nobody", "Successor", ""),
        (990001, 990101, "New", "Successor", "31/08/2026"),
    )
    assert [str(line) for line in read_links(path, {990001}).rejected] == [
        "line 2: LinkURN is empty; it should be the URN of the other school",
        f"line 3: LinkEstablishedDate is “31/08/2026”; a date is written like 01-09-2005. {EXCEL}",
    ]
