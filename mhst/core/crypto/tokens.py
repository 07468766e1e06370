"""Secret addresses: whoever holds the token comes in, and the database keeps only what it cannot be read back from."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """256 bits of chance, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token. With so much chance in it, nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
