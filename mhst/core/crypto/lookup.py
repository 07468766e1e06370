import hashlib
import hmac

from mhst.settings.environment import environment


def fingerprint(text: str, *, about: str) -> str:
    """A keyed hash, the same for the same text: lets a sealed value be looked for without opening any.

    Keyed with the audit key, which stays for as long as the audit does; `about` keeps purposes apart.
    """
    key = environment.audit_key.get_secret_value().encode()
    return hmac.digest(key, f"fingerprint of {about}: {text}".encode(), hashlib.sha256).hex()
