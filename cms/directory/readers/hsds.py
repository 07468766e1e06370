"""Reads entries of an Open Referral UK (HSDS 3) file: a list, or a page with its list in `contents`."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from cms.directory.readers.entry import Entries, Entry
from mhst.places.readers.rejected import FileRefused, Rejected, Wrong
from mhst.settings.environment import environment

WHERE = ("contents", "services")
ACTIVE = "active"


def read(path: Path) -> Entries:
    """Every service in the file. Raises: FileRefused when it is no such file at all."""
    found = Entries(kind="entry")
    seen: set[str] = set()
    for number, raw in enumerate(_services(path), start=1):
        found.read += 1
        try:
            entry = entry_of(number, raw)
            if entry.external_id in seen:
                raise Wrong(f"id {entry.external_id} stands in the file twice")
        except Wrong as wrong:
            found.rejected.append(Rejected(number, str(wrong), what=found.kind))
        else:
            seen.add(entry.external_id)
            found.entries.append(entry)
    return found


def _services(path: Path) -> list[Any]:
    if not path.is_file():
        raise FileRefused(f"There is no file {path}.", code="file-missing")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FileRefused(f"{path.name} is not JSON: {error}.", code="file-kind") from error
    lists = [data, *(data.get(name) for name in WHERE)] if isinstance(data, dict) else [data]
    found = next((one for one in lists if isinstance(one, list)), None)
    if found is None:
        raise FileRefused(f"{path.name} holds no list of services, nor one in “contents”.", code="file-kind")
    return found


def entry_of(number: int, raw: Any) -> Entry:
    """Raises: Wrong."""
    if not isinstance(raw, dict):
        raise Wrong("it is no object with the fields of a service")
    organization = raw.get("organization")
    if not isinstance(organization, dict):
        raise Wrong("“organization” is missing: who runs it?")
    own = {one.get("label"): one.get("value") for one in _rows(raw, "attributes")}
    kind = {one.get("label"): one.get("value") for one in _rows(organization, "attributes")}.get("kind")
    description = _text(raw, "description")
    summary = str(own.get("summary") or description.partition("\n")[0])[:200]
    description = description.removeprefix(summary).strip() or summary
    service = {
        "name": _needed(raw, "name"),
        "summary": summary or _needed(raw, "name"),
        "description": description or _needed(raw, "name"),
        "also_called": _text(raw, "alternate_name"),
        "for_whom": _text(raw, "eligibility_description") or "Everyone",
        "youngest": _age(raw, "minimum_age"),
        "oldest": _age(raw, "maximum_age"),
        "areas": _names(raw, "service_areas"),
        "languages": _names(raw, "languages"),
        "is_free": _is_free(raw),
        "cost": _text(raw, "fees_description"),
        "how_to_refer": _text(raw, "application_process") or "Get in touch with them.",
        "phone": next((str(one.get("number") or "") for one in _rows(raw, "phones")), ""),
        "email": _text(raw, "email"),
        "web": _web(raw),
        "confirmed_on": _date(raw, "assured_date"),
        "is_listed": _needed(raw, "status") == ACTIVE,
        **_location(raw),
        **{name: own[name] for name in ("way", "capacity", "capacity_note") if own.get(name)},
        **{name: int(str(own[name])) for name in ("easting", "northing") if str(own.get(name) or "").isdecimal()},
    }
    provider = {
        "name": _needed(organization, "name"),
        "description": _told(organization),
        "web": _text(organization, "website"),
        **({"kind": kind} if kind else {}),
    }
    return Entry(number, _needed(raw, "id"), service, _needed(organization, "id"), provider)


def _told(organization: dict[str, Any]) -> str:
    """HSDS wants a description of everybody; the name again is none."""
    text = _text(organization, "description")
    return "" if text == organization.get("name") else text


def _location(raw: dict[str, Any]) -> dict[str, str]:
    at = next(iter(_rows(raw, "service_at_locations")), {})
    location = at.get("location") if isinstance(at.get("location"), dict) else {}
    address = next(iter(_rows(location, "addresses")), {})
    access = next(iter(_rows(location, "accessibility")), {})
    return {
        "street": _text(address, "address_1"),
        "town": _text(address, "city"),
        "postcode": _text(address, "postal_code"),
        "access_needs": _text(access, "description"),
    }


def _web(raw: dict[str, Any]) -> str:
    """Their own address. Our page about them, which stands in for one that is missing, is none."""
    url = _text(raw, "url")
    return "" if url.startswith(f"{environment.base_url.rstrip('/')}/directory/") else url


def _is_free(raw: dict[str, Any]) -> bool:
    """As the costs say; where nothing is said of costs, no promise is made."""
    options = _rows(raw, "cost_options")
    return bool(options) and all(str(option.get("amount") or 0) in {"0", "0.0"} for option in options)


def _rows(raw: Any, name: str) -> list[dict[str, Any]]:
    rows = raw.get(name) or []
    if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
        raise Wrong(f"“{name}” is no list of objects")
    return rows


def _names(raw: dict[str, Any], name: str) -> str:
    return ", ".join(filter(None, (_text(row, "name") for row in _rows(raw, name))))


def _text(raw: dict[str, Any], name: str) -> str:
    return str(raw.get(name) or "").strip()


def _needed(raw: dict[str, Any], name: str) -> str:
    text = _text(raw, name)
    if not text:
        raise Wrong(f"“{name}” is missing")
    return text


def _age(raw: dict[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value in (None, ""):
        return None
    try:
        age = int(float(value))
    except (TypeError, ValueError) as error:
        raise Wrong(f"“{name}” is {value!r}; a number of years is needed") from error
    if not 0 <= age <= 120:
        raise Wrong(f"“{name}” is {age}; a number of years is needed")
    return age


def _date(raw: dict[str, Any], name: str) -> dt.date | None:
    text = _text(raw, name)
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise Wrong(f"“{name}” is {text!r}; a date like 2026-11-28 is needed") from error
