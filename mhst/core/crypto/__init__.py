"""AES-256-GCM for what must stay private even when the database leaks. The only importer of cryptography.

The associated data of a sealed value is its table, column and row, so that a value copied elsewhere does not
open. Keys have versions in a ring; the highest seals, all open. `rotate_encryption_keys` seals everything again.
Safeguarding concerns have a ring of their own, `EncryptedTextField(ring="concern")`, and so have who anonymous young
people really are (`ring="vault"`) and staff support (`ring="staff"`). What can be erased as a whole has a key of its
own: `envelope`.
"""

from mhst.core.crypto import envelope, tokens
from mhst.core.crypto.field import EncryptedTextField, Sealed
from mhst.core.crypto.keys import NONCE_BYTES, RINGS, CannotOpen, KeyRing, open_text, reseal_text, ring, seal_text
from mhst.core.crypto.lookup import fingerprint

__all__ = [
    "NONCE_BYTES",
    "RINGS",
    "CannotOpen",
    "EncryptedTextField",
    "KeyRing",
    "Sealed",
    "envelope",
    "fingerprint",
    "open_text",
    "reseal_text",
    "ring",
    "seal_text",
    "tokens",
]
