"""What a run over files came to, in numbers and a few sample rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsparse.annotation import LABELS, STATUSES, Analysis, Event, Mention
from newsparse.corpus.record import Failure
from newsparse.events.event_type import EventType

_SAMPLES = 8
# A cause or a project may be a whole clause; a sample row shows how it begins.
_LONGEST_WORDING = 16
_NAMES = frozenset(("PERSON", "COMPANY", "ORG", "PLACE", "PRODUCT"))


@dataclass(slots=True)
class RunSummary:
    """What came of a run; summaries of parts of a run add up.

    Args:
        articles: how many were analysed.
        characters: of these articles.
        mentions: how many of each label.
        events: how many of each (type, status).
        samples: one telling event per type, as a short line.
        failures: what could not be read or analysed, in input order.
        skipped: files that are no article files.
        reused: how many of the articles an earlier run had analysed.
        read: the part of the input that was read, while that is going on; 0 where not known.
        rows: rows per table.
        out: where the tables are.
        notes: what a reader of the tables should know.
    """

    articles: int = 0
    characters: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    events: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: dict[str, tuple[int, str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    reused: int = 0
    read: float = 0.0
    rows: Counter[str] = field(default_factory=Counter)
    out: Path = Path()
    notes: list[str] = field(default_factory=list)

    def count(self, analysis: Analysis, roles: Mapping[str, Sequence[str]]) -> None:
        """Take one analysis into account; ``roles`` orders the fillers of a sample row."""
        self.articles += 1
        self.characters += len(analysis.article.text)
        self.mentions.update(mention.label for mention in analysis.mentions)
        for event in analysis.events:
            self.events[event.type, event.status] += 1
            self._offer(event.type, len(event.arguments), sample(event, roles.get(event.type, ())))

    def fail(self, failure: Failure) -> None:
        """Take a failure, or a skipped file, into account."""
        (self.skipped if failure.skipped else self.failures).append(failure)

    def add(self, part: RunSummary) -> None:
        """Take the next part of the run into account."""
        self.articles += part.articles
        self.characters += part.characters
        self.mentions += part.mentions
        self.events += part.events
        self.failures += part.failures
        self.skipped += part.skipped
        self.reused += part.reused
        self.rows += part.rows
        for name, (weight, line) in part.samples.items():
            self._offer(name, weight, line)

    def packed(self) -> str:
        """The numbers and samples of an article as text that ``unpacked`` reads."""
        events = [[*key, count] for key, count in self.events.items()]
        parts = [self.articles, self.characters, self.mentions, events, self.samples]
        return json.dumps(parts, ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> RunSummary:
        """What ``packed`` gave the text of.

        Example:
            >>> one = RunSummary(articles=1, mentions=Counter(DATE=2))
            >>> RunSummary.unpacked(one.packed()) == one
            True
        """
        articles, characters, mentions, events, samples = json.loads(text)
        return cls(
            articles,
            characters,
            Counter(mentions),
            Counter({(name, status): count for name, status, count in events}),
            {name: (weight, line) for name, (weight, line) in samples.items()},
        )

    def _offer(self, name: str, weight: int, line: str) -> None:
        """Keep the first event with the most fillers: it shows best what was read."""
        if name not in self.samples or weight > self.samples[name][0]:
            self.samples[name] = weight, line

    def lines(self) -> list[str]:
        """The summary as text a person can read.

        Example:
            >>> RunSummary(articles=2, mentions=Counter(PERSON=3)).lines()[:2]
            ['2 articles, 0 characters', 'mentions: 3 (PERSON 3)']
        """
        lines = [f"{_number(self.articles, 'article')}, {self.characters:,} characters"]
        if self.reused:
            lines[0] += f"; {self.reused:,} as analysed before"
        if self.skipped:
            lines[0] += f"; {_number(len(self.skipped), 'other file')} skipped"
        if self.failures:
            lines.append(f"{_number(len(self.failures), 'failure')}:")
            lines += [f"  {count:>6,}  {reason}" for reason, count in self._reasons()]
        by_label = [f"{label} {self.mentions[label]:,}" for label in _known(LABELS, self.mentions)]
        lines.append(_total("mentions", self.mentions.total(), by_label))
        lines.append(_total("events", self.events.total(), []))
        lines += _event_table(self.events)
        common = Counter(name for name, _ in self.events.elements()).most_common()
        samples = [self.samples[name][1] for name, _ in common if name in self.samples]
        lines += ["for example:", *(f"  {line}" for line in samples[:_SAMPLES])] if samples else []
        if self.rows:
            tables = sum(rows > 0 for rows in self.rows.values())
            total = f"{self.rows.total():,} rows in {tables} tables"
            lines.append(f"tables: {self.out} ({total}; see articles, events, arguments)")
        return lines + self.notes

    def _reasons(self) -> list[tuple[str, int]]:
        """Failures by kind: the reason without its particulars and its remedy."""
        reasons = (failure.reason.split(" (")[0].split(". ")[0] for failure in self.failures)
        return Counter(reasons).most_common(10)


def sample(event: Event, roles: Sequence[str]) -> str:
    """One event as a short line: names with arrows, then figures and words.

    Example:
        >>> from newsparse.annotation import Argument, Span
        >>> buyer = Argument("acquirer", Mention(0, 2, "COMPANY", "騰訊", "rule"))
        >>> target = Argument("target", Mention(8, 10, "COMPANY", "格芯", "rule"))
        >>> found = Event("V1", "acquisition", "planned", Span(6, 8, "收購"), None, None,
        ...               (target, buyer), ())
        >>> sample(found, ["acquirer", "target"])
        'acquisition planned 騰訊 → 格芯'
    """
    rank = {role: place for place, role in enumerate(roles)}
    ordered = sorted(event.arguments, key=lambda a: rank.get(a.role, len(rank)))
    names: dict[str, list[str]] = {}
    others = []
    for argument in ordered:
        filler = argument.filler
        if isinstance(filler, Mention) and filler.label in _NAMES:
            names.setdefault(argument.role, []).append(argument.text)
        else:
            others.append(argument.text)
    arrows = " → ".join("、".join(texts) for texts in names.values())
    parts = [event.type, event.status, arrows, *map(_clipped, others)]
    return " ".join(" ".join(part.split()) for part in parts if part)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_WORDING else text[:_LONGEST_WORDING] + "…"


def role_order(event_types: Iterable[EventType]) -> dict[str, list[str]]:
    """The role names of each type, as its file lists them."""
    return {event_type.name: [role.name for role in event_type.roles] for event_type in event_types}


def _event_table(events: Counter[tuple[str, str]]) -> list[str]:
    """Types down, statuses across, most frequent type first."""
    if not events:
        return []
    totals: Counter[str] = Counter()
    for (name, _), count in events.items():
        totals[name] += count
    statuses = _known(STATUSES, {status: 1 for _, status in events})
    width = max(map(len, totals))
    head = " ".join(f"{status:>12}" for status in statuses)
    lines = [f"  {'':{width}} {head} {'total':>8}"]
    for name, total in totals.most_common():
        cells = " ".join(f"{events[name, status] or '':>12}" for status in statuses)
        lines.append(f"  {name:{width}} {cells} {total:>8}")
    return lines


def _known(order: Sequence[str], found: Mapping[str, int]) -> list[str]:
    return [*(key for key in order if key in found), *sorted(set(found) - set(order))]


def _total(name: str, count: int, parts: list[str]) -> str:
    return f"{name}: {count:,}" + (f" ({', '.join(parts)})" if parts else "")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
