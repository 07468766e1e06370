"""NHS numbers: ten digits, the last of which checks the others."""

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs


def cleaned(text: str) -> str:
    """The ten digits without spaces. Raises: ValueError with a sentence saying what would be right."""
    digits = "".join(text.split()).replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 10):
        raise ValueError("An NHS number has 10 digits, like 943 476 5870.")
    try:
        return str(nhs.validate(digits))
    except ValidationError as error:
        raise ValueError("This is not an NHS number: two digits may have changed places. Check it again.") from error


def spaced(number: str) -> str:
    """As it is printed on letters: 943 476 5870."""
    return str(nhs.format(number))
