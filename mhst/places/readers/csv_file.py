"""Opens a CSV file that came from anywhere, and says in a sentence why it cannot be read."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mhst.places.readers.rejected import FileRefused

CHUNK = 1 << 20
SIGNATURES = {
    b"PK\x03\x04": "is a zip archive or an Excel workbook. Unpack it, or save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook. Save the sheet as CSV",
    b"%PDF": "is a PDF. A CSV file is needed",
}
ENCODINGS = {"cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}


@dataclass(frozen=True)
class Line:
    """One record: the line it begins on and the values of the columns asked for, trimmed."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


def read(
    path: Path,
    columns: Sequence[str],
    *,
    encoding: str = "cp1252",
    optional: Sequence[str] = (),
    watch: Callable[[int], Any] = lambda done: None,
) -> Iterator[Line]:
    """Every record after the header, one at a time. `watch` hears the number of bytes read since the last call.

    Raises: FileRefused if the file is not such text, lacks a column, or is damaged further down.
    """
    check_text(path, encoding)
    with path.open(encoding=encoding, newline="") as text:
        records = csv.reader(_counted(text, encoding, watch), strict=True)
        header = [name.strip() for name in _next(records, path) or []]
        places = _places(header, columns, optional, path)
        yield from _lines(records, len(header), places, path)


def check_text(path: Path, encoding: str) -> None:
    """Raises: FileRefused if the file is missing, empty, binary or in another encoding."""
    if not path.is_file():
        raise FileRefused(f"There is no file {path}.", code="file-missing")
    with path.open("rb") as raw:
        head = raw.read(4)
        if not head:
            raise FileRefused(f"{path.name} is empty.", code="file-empty")
        _check_signature(path, head, encoding)
        raw.seek(0)
        _check_encoding(path, raw, encoding)


def _check_signature(path: Path, head: bytes, encoding: str) -> None:
    for signature, sentence in SIGNATURES.items():
        if head.startswith(signature):
            raise FileRefused(f"{path.name} {sentence}.", code="file-kind")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileRefused(_other(path, "UTF-16", encoding), code="file-encoding")
    if head.startswith(codecs.BOM_UTF8) and encoding == "cp1252":
        raise FileRefused(_other(path, "UTF-8", encoding), code="file-encoding")


def _check_encoding(path: Path, raw: Any, encoding: str) -> None:
    """One pass over the bytes: what they are not, and what they seem to be instead."""
    ours, utf8 = codecs.getincrementaldecoder(encoding)(), codecs.getincrementaldecoder("utf-8")()
    line, is_utf8, beyond_ascii = 1, True, False
    while chunk := raw.read(CHUNK):
        if b"\0" in chunk:
            raise FileRefused(
                f"{path.name} is not text: line {line} or a later one holds a zero byte.", code="file-kind"
            )
        try:
            ours.decode(chunk)
        except UnicodeDecodeError as error:
            at = line + chunk.count(b"\n", 0, error.start)
            raise FileRefused(_not_ours(path, at, encoding), code="file-encoding") from error
        beyond_ascii = beyond_ascii or not chunk.isascii()
        is_utf8 = is_utf8 and _decodes(utf8, chunk)
        line += chunk.count(b"\n")
    if encoding == "cp1252" and beyond_ascii and is_utf8:
        raise FileRefused(_other(path, "UTF-8", encoding), code="file-encoding")


def _decodes(decoder: Any, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _other(path: Path, found: str, wanted: str) -> str:
    return (
        f"{path.name} is written in {found}; it should be {ENCODINGS[wanted]}. "
        "Somebody has opened and saved it: download it again and import it as it comes."
    )


def _not_ours(path: Path, line: int, wanted: str) -> str:
    return (
        f"{path.name}, line {line}: a byte there is no letter in {ENCODINGS[wanted]}. "
        "The file is damaged, or was saved in another encoding."
    )


def _counted(text: Any, encoding: str, watch: Callable[[int], Any]) -> Iterator[str]:
    for line in text:
        watch(len(line))  # one byte a letter, near enough for a bar
        yield line


def _next(records: Any, path: Path) -> list[str] | None:
    begins = records.line_num + 1
    try:
        return next(records, None)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            sentence = "a quotation mark that is opened there is never closed. The file is cut off or damaged"
        else:
            sentence = "a quotation mark stands in the middle of a value. It should be doubled"
        raise FileRefused(f"{path.name}, line {begins}: {sentence}.", code="file-damaged") from error


def _places(header: list[str], columns: Sequence[str], optional: Sequence[str], path: Path) -> dict[str, int]:
    missing = [name for name in columns if name not in header]
    if missing and len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        found = "tabs" if "\t" in header[0] else "semicolons"
        raise FileRefused(f"{path.name} separates its columns by {found}; commas are needed.", code="file-columns")
    if missing:
        raise FileRefused(
            f"{path.name} has no column {_named(missing)}. Line 1 must name: {', '.join(columns)}.", code="file-columns"
        )
    twice = [name for name in columns if header.count(name) > 1]
    if twice:
        raise FileRefused(f"{path.name} has more than one column {_named(twice)}.", code="file-columns")
    return {name: header.index(name) for name in [*columns, *optional] if name in header}


def _lines(records: Any, width: int, places: dict[str, int], path: Path) -> Iterator[Line]:
    begins = records.line_num + 1
    while (record := _next(records, path)) is not None:
        if record and len(record) != width:
            raise FileRefused(
                f"{path.name}, line {begins} has {len(record)} columns; the first line has {width}. "
                "The file is cut off or damaged.",
                code="file-damaged",
            )
        if record:
            yield Line(begins, {name: record[place].strip() for name, place in places.items()})
        begins = records.line_num + 1


def _named(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
