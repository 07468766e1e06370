from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from mhst.core.crypto import RINGS, ring, rotation
from mhst.core.crypto.rotation import Outcome, SealedColumn


class Command(BaseCommand):
    help = (
        "Seal everything again under the highest version of its key ring: MHST_ENCRYPTION_KEYS, MHST_CONCERN_KEYS, "
        "MHST_VAULT_KEYS or MHST_STAFF_SUPPORT_KEYS. First give every running process the new ring. May run beside the "
        "service, and may be stopped and begun again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        _check_rings()
        columns = rotation.sealed_columns()
        outcomes = {column: self._rotate(column) for column in columns}
        unreadable = [f"{column} {row}" for column, outcome in outcomes.items() for row in outcome.unreadable]
        if unreadable:
            raise CommandError("No key in the ring opens these; they were left alone:\n" + "\n".join(unreadable))
        if left := sum(outcome.left for outcome in outcomes.values()):
            raise CommandError(f"In use all the while, and still under an older key: {left}. Run this again.")
        newest = " and ".join(f"key {ring(name).current} of {variable}" for name, variable in RINGS.items())
        self.stdout.write(f"All is sealed by {newest}. Keep older keys as long as backups need them.")

    def _rotate(self, column: SealedColumn) -> Outcome:
        with tqdm(desc=str(column), unit=" rows", disable=not self.stderr.isatty(), file=self.stderr) as progress:
            outcome = rotation.rotate(column, step=progress.update)
        self.stdout.write(f"{column}: {outcome.looked_at} looked at, {outcome.resealed} sealed again")
        return outcome


def _check_rings() -> None:
    """Raises: CommandError for a ring that cannot be read, before anything is touched."""
    try:
        for name in RINGS:
            ring(name)
    except ImproperlyConfigured as wrong:
        raise CommandError(str(wrong)) from wrong
