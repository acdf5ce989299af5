"""Gold articles with other names in them, so that the network learns contexts, not names."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from training.tagger.invent import Inventor, inventor

from newsparse.lexicon import DATA, read_table
from newsparse.recognize.lexicons import load_gazetteer
from newsparse.text.simplify import simplify

Mark = tuple[int, int, tuple[str, ...], bool]  # start, end, possible labels, optional

# How often a name is exchanged. Bodies and places are mostly real and known; products are few.
_CHANCE = {"PERSON": 0.65, "COMPANY": 0.6, "PRODUCT": 0.4, "ORG": 0.15, "PLACE": 0.2}
_LISTS = (
    *("listed_cn", "listed_hk", "listed_tw", "managers_tw", "people"),
    *("people_general", "people_history", "people_known"),
    *("places", "places_known", "places_world"),
)
_INVENTED = 0.5  # of the new companies, people and places; the rest are real ones
_TRIES, _MOST_LONGER = 8, 6


@dataclass(frozen=True, slots=True)
class Names:
    """Names to choose from, by label."""

    by_label: dict[str, list[str]]
    syllables: list[str]
    tails: list[str]
    inventor: Inventor

    def like(self, name: str, label: str) -> str:
        """Another name of that kind, in the same script and of similar length."""
        for _ in range(_TRIES):
            if random.random() < _INVENTED and label in ("COMPANY", "PERSON", "PLACE"):
                other = self._invented(label, name.isascii())
            else:
                other = random.choice(self.by_label.get(label) or [name])
            if other.isascii() == name.isascii() and len(other) - len(name) <= _MOST_LONGER:
                return other
        return name

    def _invented(self, label: str, latin: bool) -> str:
        if label == "PERSON":
            return self.inventor.latin_person() if latin else self.inventor.person()
        if label == "PLACE":
            return self.inventor.place()
        head = "".join(random.choices(self.syllables, k=2 if random.random() < 0.7 else 3))
        return head + (random.choice(self.tails) if random.random() < 0.8 else "")


def collect(annotated: Iterable[tuple[str, str]]) -> Names:
    """Names of the shipped lists and of other annotated text.

    Args:
        annotated: (surface, label) pairs.
    """
    surfaces: dict[str, dict[str, None]] = {label: {} for label in _CHANCE}
    for surface, label in annotated:
        if label in surfaces and len(surface) > 1:
            surfaces[label][simplify(surface)] = None
    for name in _LISTS:
        for entry in load_gazetteer(DATA / "lexicons" / f"{name}.csv"):
            surfaces[entry.label][simplify(entry.name)] = None
    heads = [name[:2] for name in surfaces["COMPANY"] if len(name) >= 4 and not name.isascii()]
    tails = [simplify(t) for _, (t,) in read_table("lexicons/company_tails.csv", ("tail",))]
    return Names(
        {label: sorted(names) for label, names in surfaces.items()},
        [character for head in heads for character in head],
        [tail for tail in tails if not tail.isascii() and len(tail) <= 2],
        inventor(surfaces["PERSON"], surfaces["PLACE"]),
    )


def swapped(text: str, marks: Iterable[Mark], names: Names) -> tuple[str, list[Mark]]:
    """The text with some names exchanged, each the same way throughout, and the new marks.

    Where the label is not certain (MSRA tells no companies from bodies) the name stays.
    """
    exchanged: dict[tuple[str, str], str] = {}
    parts: list[str] = []
    moved: list[Mark] = []
    done = length = 0
    for start, end, labels, optional in sorted(marks):
        old, label = text[start:end], labels[0]
        if (old, label) not in exchanged:
            change = len(labels) == 1 and random.random() < _CHANCE.get(label, 0.0)
            exchanged[old, label] = names.like(old, label) if change else old
        new = exchanged[old, label]
        length += start - done
        parts += (text[done:start], new)
        moved.append((length, length + len(new), labels, optional))
        done, length = end, length + len(new)
    return "".join(parts) + text[done:], moved
