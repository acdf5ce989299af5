"""Currency names and symbols as one pattern, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from newsparse.errors import DataFileError
from newsparse.lexicon import DATA, read_table
from newsparse.text.simplify import simplify

_REACH = 2000  # how far back a country may have been named, in characters
TABLE = "lexicons/currencies.csv"


@dataclass(frozen=True, slots=True)
class Currencies:
    """The currency table, ready for matching on simplified keys.

    Args:
        after: pattern of the names that stand after a number, local ones (元) left out.
        after_starts: first characters of those, to look for them only where one may be.
        before: pattern of the names and symbols that stand before one, longest first.
        before_ends: last characters of those, to look for them only where one may be.
        codes: ISO 4217 code of each name; "" for the local currency, "?" for a name that means
            nothing without its country (比索).
        factors: worth of one in the main unit.
    """

    after: str
    after_starts: frozenset[str]
    before: str
    before_ends: frozenset[str]
    codes: dict[str, str]
    factors: dict[str, Decimal]


@cache
def currencies() -> Currencies:
    """The table shipped with the package, read once.

    Example:
        >>> table = currencies()
        >>> table.codes["日圆"], table.codes["HK$"], table.factors["美分"]
        ('JPY', 'HKD', Decimal('0.01'))
    """
    rows = list(read_table(TABLE, ("name", "currency", "factor", "place")))
    keys = simplify("\n".join(cells[0] for _, cells in rows)).split("\n")
    codes: dict[str, str] = {}
    factors: dict[str, Decimal] = {}
    after, before = [], []
    for key, (line, (_, code, factor, place)) in zip(keys, rows, strict=True):
        if place not in ("before", "after", "both"):
            raise DataFileError(
                DATA / TABLE, f"place is {place!r}", "Write before, after or both", line=line
            )
        codes[key], factors[key] = code, Decimal(factor)
        if code and place != "before":
            after.append(key)
        if place != "after":
            before.append(key)
    return Currencies(
        branch(after),
        frozenset(name[0] for name in after),
        branch(before),
        frozenset(name[-1] for name in before),
        codes,
        factors,
    )


@cache
def _countries(name: str) -> tuple[tuple[str, str], ...]:
    table = currencies().codes
    return tuple(
        (full[: -len(name)], code)
        for full, code in table.items()
        if full.endswith(name) and full != name and code != table[name]
    )


def by_country(name: str, text: str, at: int) -> str | None:
    """The currency that a shared name means, by the country last named before it.

    Args:
        name: a currency name without its country.
        text: simplified key.
        at: where the amount stands.

    Example:
        >>> by_country("比索", "墨西哥政府拨款3亿比索", 7), by_country("比索", "拨款3亿比索", 2)
        ('MXN', None)
    """
    reach = max(0, at - _REACH)
    last = max(
        ((text.rfind(country, reach, at), code) for country, code in _countries(name)),
        default=(-1, ""),
    )
    return last[1] if last[0] >= 0 else None


def branch(names: Iterable[str]) -> str:
    """One pattern for many names, grouped by first character so that a miss costs little.

    Example:
        >>> branch(["美元", "美分", "歐元"])
        '(?:歐(?:元)|美(?:元|分))'
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    return (
        "(?:" + "|".join(f"{re.escape(c)}(?:{'|'.join(groups[c])})" for c in sorted(groups)) + ")"
    )
