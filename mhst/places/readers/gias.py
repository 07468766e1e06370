"""The national register of schools (GIAS): the layout of its file edubasealldata and what its columns mean here."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mhst.places.enums import Phase, SchoolGender, SchoolStatus
from mhst.places.readers import values
from mhst.places.readers.csv_file import Line, read
from mhst.places.readers.rejected import Rejected, Wrong

COLUMNS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (code)",
    "OpenDate", "CloseDate", "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge",
    "OfficialSixthForm (code)", "Gender (name)", "NumberOfPupils", "Street", "Locality", "Town", "Postcode",
    "SchoolWebsite", "TelephoneNum", "Easting", "Northing",
)  # fmt: skip
STATUS = {
    "1": SchoolStatus.OPEN,
    "2": SchoolStatus.CLOSED,
    "3": SchoolStatus.CLOSING,
    "4": SchoolStatus.PROPOSED,
}
PHASE = {
    "0": Phase.NOT_APPLICABLE,
    "1": Phase.NURSERY,
    "2": Phase.PRIMARY,
    "3": Phase.PRIMARY,  # middle, deemed primary
    "4": Phase.SECONDARY,
    "5": Phase.SECONDARY,  # middle, deemed secondary
    "6": Phase.SIXTEEN_PLUS,
    "7": Phase.ALL_THROUGH,
}
#: What the register says besides ("Not applicable", "Single-Sex", nothing) tells of neither.
GENDER = {"Mixed": SchoolGender.MIXED, "Girls": SchoolGender.GIRLS, "Boys": SchoolGender.BOYS}
#: Ages of a school whose own are blank in the register, as colleges' and sixth forms' often are.
AGES = {
    Phase.NURSERY: (2, 5),
    Phase.PRIMARY: (4, 11),
    Phase.SECONDARY: (11, 16),
    Phase.SIXTEEN_PLUS: (16, 19),
    Phase.ALL_THROUGH: (4, 18),
}
NO_AGES = "has neither ages nor a phase"


@dataclass(frozen=True, slots=True)
class RegisteredSchool:
    """One line of the register: our fields of a school, by name."""

    line: int
    urn: int
    council_code: str
    council_name: str
    fields: dict[str, Any]


@dataclass
class Register:
    """What a file holds of the councils asked for."""

    schools: dict[int, RegisteredSchool] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)  # how many, by reason
    lines: int = 0
    urns: set[int] = field(default_factory=set)  # of the whole file


def read_register(
    path: Path,
    *,
    councils: Collection[str] = (),
    known: Collection[int] = (),
    watch: Callable[[int], Any] = lambda done: None,
) -> Register:
    """The schools of these councils (all, if none is named) and the `known` ones, wherever they are now.

    Raises: FileRefused if the file as a whole cannot be read.
    """
    found = Register()
    first_seen: dict[int, int] = {}
    for line in read(path, COLUMNS, watch=watch):
        found.lines += 1
        for problem in _take(line, found, first_seen, councils, known):
            found.rejected.append(Rejected(line.number, problem))
    return found


def _take(
    line: Line, found: Register, first_seen: dict[int, int], councils: Collection[str], known: Collection[int]
) -> Iterator[str]:
    wanted = not councils or line["LA (code)"] in councils
    try:
        urn = _urn(line)
    except Wrong as wrong:
        if wanted:
            yield str(wrong)
        return
    found.urns.add(urn)
    if not wanted and urn not in known:
        return
    if urn in first_seen:
        found.schools.pop(urn, None)
        yield f"URN {urn} is also on line {first_seen[urn]}; a school has one line. Neither is taken"
        return
    first_seen[urn] = line.number
    problems: list[str] = []
    fields = _fields(line, problems)
    if problems:
        yield "; ".join(problems)
    elif fields["low_age"] is None:
        found.left_out[NO_AGES] = found.left_out.get(NO_AGES, 0) + 1
    else:
        found.schools[urn] = RegisteredSchool(line.number, urn, line["LA (code)"], line["LA (name)"], fields)


def _urn(line: Line) -> int:
    urn = values.number(line, "URN", 10_000, 999_999)
    if urn is None:
        raise Wrong("URN is empty; every school has one")
    return urn


def _fields(line: Line, problems: list[str]) -> dict[str, Any]:
    """Our fields of this line; what is wrong with any of them goes into `problems`."""

    def get(reader: Callable[..., Any], column: str, *args: Any) -> Any:
        try:
            return reader(line, column, *args)
        except Wrong as wrong:
            problems.append(str(wrong))
            return None

    phase = get(values.choice, "PhaseOfEducation (code)", PHASE)
    fields = {
        "name": get(values.text, "EstablishmentName", 160),
        "status": get(values.choice, "EstablishmentStatus (code)", STATUS),
        "phase": phase,
        "type_name": get(values.text, "TypeOfEstablishment (name)", 80),
        "low_age": get(values.number, "StatutoryLowAge", 0, 99),
        "high_age": get(values.number, "StatutoryHighAge", 0, 99),
        "gender": GENDER.get(line["Gender (name)"], SchoolGender.NOT_KNOWN),
        "pupils": get(values.number, "NumberOfPupils", 0, 99_999),
        "opened_on": get(values.date, "OpenDate"),
        "closed_on": get(values.date, "CloseDate"),
        "street": get(values.text, "Street", 160),
        "locality": get(values.text, "Locality", 120),
        "town": get(values.text, "Town", 80),
        "postcode": get(values.text, "Postcode", 8),
        "phone": get(values.text, "TelephoneNum", 32),
        "website": get(values.text, "SchoolWebsite", 200),
        "easting": get(values.number, "Easting", 0, 700_000) or None,  # 0 stands for unknown
        "northing": get(values.number, "Northing", 0, 1_300_000) or None,
    }
    if not problems:
        problems.extend(_whole(line, fields))
        _fill_ages(fields, has_sixth_form=line["OfficialSixthForm (code)"] == "1")
    return fields


def _whole(line: Line, fields: dict[str, Any]) -> Iterator[str]:
    """What is wrong with values that are right each by itself."""
    if not fields["name"]:
        yield "EstablishmentName is empty; every school has a name"
    if not line["LA (code)"].isdigit() or len(line["LA (code)"]) != 3:
        yield f"LA (code) is “{line['LA (code)']}”; a council's code has three digits, like 201"
    low, high = fields["low_age"], fields["high_age"]
    if (low is None) != (high is None):
        yield "one of StatutoryLowAge and StatutoryHighAge is empty; give both or neither"
    elif low is not None and low > high:
        yield f"StatutoryLowAge is {low} and StatutoryHighAge {high}; the low age cannot be above the high one"


def _fill_ages(fields: dict[str, Any], *, has_sixth_form: bool) -> None:
    if fields["low_age"] is None and fields["phase"] in AGES:
        fields["low_age"], fields["high_age"] = AGES[fields["phase"]]
        if has_sixth_form and fields["phase"] == Phase.SECONDARY:
            fields["high_age"] = 18
