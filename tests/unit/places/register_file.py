"""Writes files in the register's layout: invented schools, fictional URNs. The header is the real one."""

import csv
import io
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HEADER = (  # noqa: SIM905 one string to read at a glance
    "URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (code)|"
    "TypeOfEstablishment (name)|EstablishmentTypeGroup (code)|EstablishmentTypeGroup (name)|"
    "EstablishmentStatus (code)|EstablishmentStatus (name)|ReasonEstablishmentOpened (code)|"
    "ReasonEstablishmentOpened (name)|OpenDate|ReasonEstablishmentClosed (code)|ReasonEstablishmentClosed (name)|"
    "CloseDate|PhaseOfEducation (code)|PhaseOfEducation (name)|StatutoryLowAge|StatutoryHighAge|Boarders (code)|"
    "Boarders (name)|NurseryProvision (name)|OfficialSixthForm (code)|OfficialSixthForm (name)|Gender (code)|"
    "Gender (name)|ReligiousCharacter (code)|ReligiousCharacter (name)|ReligiousEthos (name)|Diocese (code)|"
    "Diocese (name)|AdmissionsPolicy (code)|AdmissionsPolicy (name)|SchoolCapacity|SpecialClasses (code)|"
    "SpecialClasses (name)|CensusDate|NumberOfPupils|NumberOfBoys|NumberOfGirls|PercentageFSM|"
    "TrustSchoolFlag (code)|TrustSchoolFlag (name)|Trusts (code)|Trusts (name)|SchoolSponsorFlag (name)|"
    "SchoolSponsors (name)|FederationFlag (name)|Federations (code)|Federations (name)|UKPRN|FEHEIdentifier|"
    "FurtherEducationType (name)|OfstedLastInsp|OfstedSpecialMeasures (code)|OfstedSpecialMeasures (name)|"
    "LastChangedDate|Street|Locality|Address3|Town|County (name)|Postcode|SchoolWebsite|TelephoneNum|"
    "HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|BSOInspectorateName (name)|"
    "InspectorateReport|DateOfLastInspectionVisit|NextInspectionVisit|TeenMoth (name)|TeenMothPlaces|CCF (name)|"
    "SENPRU (name)|EBD (name)|PlacesPRU|FTProv (name)|EdByOther (name)|Section41Approved (name)|SEN1 (name)|"
    "SEN2 (name)|SEN3 (name)|SEN4 (name)|SEN5 (name)|SEN6 (name)|SEN7 (name)|SEN8 (name)|SEN9 (name)|SEN10 (name)|"
    "SEN11 (name)|SEN12 (name)|SEN13 (name)|TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|"
    "ResourcedProvisionCapacity|SenUnitOnRoll|SenUnitCapacity|GOR (code)|GOR (name)|DistrictAdministrative (code)|"
    "DistrictAdministrative (name)|AdministrativeWard (code)|AdministrativeWard (name)|"
    "ParliamentaryConstituency (code)|ParliamentaryConstituency (name)|UrbanRural (code)|UrbanRural (name)|"
    "GSSLACode (name)|Easting|Northing|MSOA (name)|LSOA (name)|InspectorateName (name)|SENStat|SENNoStat|"
    "BoardingEstablishment (name)|PropsName|PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber|"
    "OfstedRating (name)|RSCRegion (name)|Country (name)|UPRN|SiteName|QABName (code)|QABName (name)|"
    "EstablishmentAccredited (code)|EstablishmentAccredited (name)|QABReport|CHNumber|MSOA (code)|LSOA (code)|FSM|"
    "AccreditationExpiryDate"
).split("|")
LINKS_HEADER = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]

#: Values of an ordinary secondary school.
ORDINARY = {
    "URN": "990001",
    "LA (code)": "990",
    "LA (name)": "Northshire",
    "EstablishmentNumber": "4001",
    "EstablishmentName": "St Chloé's Academy",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-2005",
    "PhaseOfEducation (code)": "4",
    "PhaseOfEducation (name)": "Secondary",
    "StatutoryLowAge": "11",
    "StatutoryHighAge": "16",
    "OfficialSixthForm (code)": "2",
    "Gender (name)": "Mixed",
    "NumberOfPupils": "842",
    "Street": "1 Invented Lane",
    "Town": "Saltby",
    "Postcode": "ZZ99 1AA",
    "SchoolWebsite": "www.example.invalid",
    "TelephoneNum": "01632960001",
    "Easting": "450000",
    "Northing": "530000",
}
FIRST = ["Ash", "Birch", "Cedar", "Elder", "Fern", "Hazel", "Heather", "Ivy", "Juniper", "Larch", "Maple", "Rowan"]
SECOND = ["grove", "field", "wood", "brook", "hill", "dale", "mere", "gate", "croft", "bank", "wick", "thorpe"]
KINDS = ["Primary School", "Church of England Primary School", "Academy", "High School", "Infants' School"]


def record(**changes: str) -> list[str]:
    """One line as values in the order of the header. Columns by name, with `_` for what Python cannot spell."""
    named = {**ORDINARY, **{_column(name): value for name, value in changes.items()}}
    return [named.get(column, "") for column in HEADER]


def _column(name: str) -> str:
    """`LA_code` is "LA (code)"; `name` is the name of the school."""
    special = {"name": "EstablishmentName", "status": "EstablishmentStatus (code)", "phase": "PhaseOfEducation (code)"}
    spelt = special.get(name, name)
    if spelt not in HEADER:
        first, _, last = spelt.rpartition("_")
        spelt = f"{first} ({last})"
    assert spelt in HEADER, spelt
    return spelt


def write(path: Path, records: Iterable[list[str]], *, header: list[str] = HEADER, encoding: str = "cp1252") -> Path:
    """A file as the register gives it: every value quoted, lines ended as Windows does."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([header, *records])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def many(count: int, *, seed: int = 1, councils: int = 150) -> Iterator[list[str]]:
    """So many invented schools in so many councils, the same for the same seed. URNs run down from 999999."""
    dice = random.Random(seed)
    for number in range(count):
        status = dice.choices(["1", "2", "3", "4"], [54, 43, 2, 1])[0]
        primary = dice.random() < 0.75
        yield record(
            URN=str(999_999 - number),
            LA_code=str(200 + number % councils),
            LA_name=f"Council {200 + number % councils}",
            name=f"{dice.choice(FIRST)}{dice.choice(SECOND)} {dice.choice(KINDS)}",
            status=status,
            CloseDate="31-08-2019" if status == "2" else "",
            OpenDate=f"01-09-{dice.randint(1990, 2024)}",
            phase="2" if primary else "4",
            StatutoryLowAge="4" if primary else "11",
            StatutoryHighAge="11" if primary else dice.choice(["16", "18"]),
            NumberOfPupils=str(dice.randint(60, 1800)),
            Street=f"{dice.randint(1, 200)} {dice.choice(FIRST)} Street",
            Easting=str(dice.randint(400_000, 500_000)),
            Northing=str(dice.randint(200_000, 600_000)),
            HeadLastName="Invented",
        )


def write_links(path: Path, *rows: tuple[Any, ...]) -> Path:
    """A links file: (URN, link URN, name, type, date)."""
    return write(path, [[str(value) for value in row] for row in rows], header=LINKS_HEADER)
