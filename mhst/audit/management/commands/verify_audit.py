import re
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from mhst.audit import chain

ANCHOR = re.compile(r"([0-9]+):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Check that no audit row was edited, deleted or re-ordered. Prints the head to note as an anchor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", help="a head noted earlier: SEQUENCE:HEX")

    def handle(self, *args: Any, **options: Any) -> None:
        progress = partial(tqdm, unit=" rows", disable=not self.stderr.isatty(), file=self.stderr)
        faults = chain.verify(anchor=self._anchor(options["anchor"]), shown=progress)
        if faults:
            raise CommandError("The audit is not whole:\n" + "\n".join(f"- {fault}" for fault in faults))
        seq, mac = chain.head()
        self.stdout.write(f"{seq} rows, none altered. Head: {seq}:{mac.hex()}")

    def _anchor(self, text: str | None) -> chain.Head | None:
        if not text:
            return None
        if not (found := ANCHOR.fullmatch(text)):
            raise CommandError(f"{text!r} is not an anchor; it looks like 1042:9f3a… with 64 digits after the colon")
        return int(found[1]), bytes.fromhex(found[2])
