"""What is asked for, put into the form that the warehouse has it in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from numbers import Integral, Real

from scripts.common.commands import RecmartError

# What is trimmed off when data comes in.
BLANKS = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
# A list as long as this holds everything.
LONGEST_LIST = 100_000_000

Filters = Mapping[str, object]


class WarehouseError(RecmartError):
    """What was asked cannot be answered."""


class UnavailableError(WarehouseError):
    """There is no warehouse to ask, or not now."""


class UnknownNameError(WarehouseError):
    """The warehouse knows no such domain, item or attribute."""


class InvalidArgumentError(WarehouseError):
    """An argument makes no sense, such as a list of 0 items."""


def clean(text: str) -> str:
    """Return a text as it would be had it come with the data."""
    return unicodedata.normalize("NFC", text.strip(BLANKS))


def as_id(given: object) -> str:
    """Return an id as it stands in the warehouse, blank where there is none.

    Frames give whole numbers as 1.0; what is missing there does not equal itself.
    """
    if given is None or str(given == given) != "True":
        return ""
    is_fraction = isinstance(given, Real) and not isinstance(given, Integral)
    if is_fraction and float(given).is_integer():
        given = int(given)
    return clean(str(given))


def one_id(given: object, name: str = "user_id") -> str:
    """Return an id, which may not be blank, nor be several."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        raise InvalidArgumentError(f"{name} has to be one id, not {given!r}")
    found = as_id(given)
    if not found:
        raise InvalidArgumentError(f"{name} is blank")
    return found


def many_ids(given: object) -> list[str]:
    """Return ids, each once: those of a list, or of one text with commas."""
    if isinstance(given, str):
        given = given.split(",")
    elif not isinstance(given, Iterable):
        given = [given]
    return list(dict.fromkeys(filter(None, map(as_id, given))))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return all values that are given to a name, by name."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def of_commas(texts: Iterable[str]) -> list[str]:
    """Return the ids in texts that may each hold several, with commas between them."""
    return many_ids(",".join(texts))


def by_name(given: object, name: str) -> Mapping[str, object]:
    """Return what is given by attribute; anything but a mapping is an error."""
    if isinstance(given, Mapping):
        return {str(attribute): values for attribute, values in given.items()}
    if given is not None and not (isinstance(given, list | tuple) and not given):
        raise InvalidArgumentError(
            f"{name} has to be a mapping of attributes, such as {{'genre': ...}},"
            f" not {given!r}"
        )
    return {}


def count(given: object, name: str = "k", least: int = 1) -> int:
    """Return how many are asked for, a whole number that is not too small."""
    try:
        number = int(given)  # type: ignore[call-overload]
        is_whole = number == given or str(number) == given
    except (TypeError, ValueError, OverflowError):
        is_whole = False
    if not is_whole:
        raise InvalidArgumentError(f"{name} has to be a whole number, not {given!r}")
    if number < least:
        raise InvalidArgumentError(f"{name} has to be at least {least}, not {given}")
    return min(number, LONGEST_LIST)


def asked_values(filters: Filters | None) -> list[tuple[str, str]]:
    """Return the attributes that are filtered by, each with one of its values.

    None and an empty list are no filter; an attribute may have several values.
    """
    pairs = []
    for name, given in by_name(filters, "filters").items():
        if given is None:
            continue
        is_one = isinstance(given, str) or not isinstance(given, Iterable)
        for value in [given] if is_one else given:
            if value is None:
                continue
            if not clean(name) or not clean(str(value)):
                raise InvalidArgumentError(f"the filter {name}={value} is blank")
            pairs.append((clean(name), clean(str(value))))
    return pairs


def lower(text: str) -> str:
    """Return a text in lower case as DuckDB writes it, letter by letter."""
    return "".join(letter.lower()[0] for letter in text)
