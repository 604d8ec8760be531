"""E-mail addresses as names of accounts."""

from __future__ import annotations

import re
import unicodedata

from assistant.kit.errors import BadInputError

_LONGEST = 254
_PART = r"[^@\s<>\"(),:;\\\[\].\x00-\x1f]+"
_ADDRESS = re.compile(rf"{_PART}(\.{_PART})*@{_PART}(\.{_PART})+")


def account_email(text: str) -> str:
    """The address in the one form in which it is kept and looked up: NFKC, lower case.

    Raises:
        BadInputError: it is none.
    """
    email = unicodedata.normalize("NFKC", text).strip().lower()
    if len(email) > _LONGEST or not _ADDRESS.fullmatch(email):
        raise BadInputError("email_wrong")
    return email
