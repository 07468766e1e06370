import base64
import binascii
import os
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured

from mhst.settings.environment import environment

KEY_BYTES = 32
VERSION_BYTES = 2
NONCE_BYTES = 12  # random: safe for 2**32 values a key, the limit of NIST SP 800-38D
TAG_BYTES = 16


class CannotOpen(Exception):
    """The value was changed, moved to another row, or its key is gone."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by version; the highest version seals. Shows no key when printed or logged."""

    keys: dict[int, bytes] = field(repr=False)
    _ready: dict[int, AESGCM] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def parse(cls, text: str, variable: str = "MHST_ENCRYPTION_KEYS") -> "KeyRing":
        """Read `version:base64,version:base64`. Raises: ImproperlyConfigured saying which entry is wrong, not what
        it holds."""
        keys: dict[int, bytes] = {}
        for place, entry in enumerate(filter(None, (piece.strip() for piece in text.split(","))), start=1):
            version, key = _parsed(entry, f"{variable}, entry {place}")
            if version in keys:
                raise ImproperlyConfigured(f"{variable}, entry {place}: version {version} appears twice")
            keys[version] = key
        if not keys:
            raise ImproperlyConfigured(f"{variable} is empty; it needs at least `1:<32 bytes in base64>`")
        return cls(keys)

    @cached_property
    def current(self) -> int:
        return max(self.keys)

    def seal(self, plain: bytes, *, about: str, nonce: bytes = b"") -> bytes:
        """`plain` sealed for the place named by `about`: version, nonce, then ciphertext with its tag.

        Who seals much at once has asked the system for all its nonces together, and gives a fresh one each time.
        """
        version, nonce = self.current.to_bytes(VERSION_BYTES), nonce or os.urandom(NONCE_BYTES)
        assert len(nonce) == NONCE_BYTES
        return version + nonce + self._cipher(self.current).encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, *, about: str) -> bytes:
        """What was sealed for `about`. Raises: CannotOpen."""
        if len(sealed) < VERSION_BYTES + NONCE_BYTES + TAG_BYTES:
            raise CannotOpen(f"the value of {about} is too short to have been sealed")
        if version_of(sealed) not in self.keys:
            raise CannotOpen(f"the value of {about} needs key version {version_of(sealed)}, which is not in the ring")
        nonce, body = sealed[VERSION_BYTES:][:NONCE_BYTES], sealed[VERSION_BYTES + NONCE_BYTES :]
        try:
            return self._cipher(version_of(sealed)).decrypt(nonce, body, about.encode())
        except InvalidTag as error:
            raise CannotOpen(f"the value of {about} was altered or belongs to another place") from error

    def _cipher(self, version: int) -> AESGCM:
        """Made once: to make it takes as long as to use it."""
        if version not in self._ready:
            self._ready[version] = AESGCM(self.keys[version])
        return self._ready[version]

    def reseal(self, sealed: bytes, *, about: str) -> bytes:
        """The same under the current key; itself if it already is. Raises: CannotOpen."""
        if version_of(sealed) == self.current:
            return sealed
        return self.seal(self.open(sealed, about=about), about=about)


def version_of(sealed: bytes) -> int:
    """Which key sealed this."""
    return int.from_bytes(sealed[:VERSION_BYTES])


def _parsed(entry: str, where: str) -> tuple[int, bytes]:
    version, _, encoded = entry.partition(":")
    try:
        number, key = int(version), base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise ImproperlyConfigured(f"{where} is not `version:base64`, such as `2:<32 bytes in base64>`") from None
    if not 0 < number < 2 ** (8 * VERSION_BYTES):
        raise ImproperlyConfigured(f"{where}: the version must be from 1 to {2 ** (8 * VERSION_BYTES) - 1}")
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{where}: a key has {KEY_BYTES} bytes, this one has {len(key)}")
    return number, key


#: Each ring and the variable that holds it. What one ring sealed, no key of another opens.
RINGS = {
    "main": "MHST_ENCRYPTION_KEYS", "concern": "MHST_CONCERN_KEYS", "vault": "MHST_VAULT_KEYS",
    "staff": "MHST_STAFF_SUPPORT_KEYS",
}  # fmt: skip


@lru_cache(maxsize=len(RINGS))
def ring(name: str = "main") -> KeyRing:
    """One of the deployment's key rings."""
    texts = {
        "main": environment.encryption_keys, "concern": environment.concern_keys, "vault": environment.vault_keys,
        "staff": environment.staff_support_keys,
    }  # fmt: skip
    return KeyRing.parse(texts[name].get_secret_value(), RINGS[name])


def seal_text(plain: str, *, about: str) -> str:
    """Text sealed as text, for libraries that keep secrets in columns of their own."""
    return base64.b64encode(ring().seal(plain.encode(), about=about)).decode()


def open_text(sealed: str, *, about: str) -> str:
    """What `seal_text` sealed. Raises: CannotOpen."""
    return ring().open(_bytes(sealed, about), about=about).decode()


def reseal_text(sealed: str, *, about: str) -> str:
    """The same under the current key; itself if it already is. Raises: CannotOpen."""
    old = _bytes(sealed, about)
    new = ring().reseal(old, about=about)
    return sealed if new == old else base64.b64encode(new).decode()


def _bytes(sealed: str, about: str) -> bytes:
    try:
        return base64.b64decode(sealed, validate=True)
    except ValueError as error:
        raise CannotOpen(f"the value of {about} was never sealed") from error
