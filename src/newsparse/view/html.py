"""One analysis as a piece of HTML: the article with its mentions marked, its events beneath.

Colours are translucent over whatever lies behind, and text keeps the colour of its surroundings,
so that the same HTML reads well on light and dark pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from newsparse.view.palette import LABEL_HUES, LANGUAGES

_STYLE = (
    """
.newsparse { line-height: 1.9; max-width: 60em; }
.newsparse .np-text { white-space: pre-wrap; overflow-wrap: anywhere; }
.newsparse mark { color: inherit; padding: .1em .15em; border-radius: .25em; }
.newsparse mark sub { font-size: .6em; margin-left: .3em; opacity: .75; }
.newsparse .np-head { opacity: .7; font-size: .85em; }
.newsparse table { border-collapse: collapse; margin-top: 1em; line-height: 1.5; color: inherit; }
.newsparse th, .newsparse td { text-align: left; vertical-align: top; padding: .25em .7em;
  border-bottom: 1px solid rgba(128, 128, 128, .4); background: none; }
.newsparse td:nth-child(4) { white-space: nowrap; }
.newsparse td:last-child { opacity: .75; font-size: .85em; }
"""
    + "".join(
        f".newsparse .np-{label.lower()} {{ background: hsla({hue}, 80%, 55%, .28); }}\n"
        for label, hue in LABEL_HUES.items()
    )
).strip()


def render(analysis: Mapping[str, Any]) -> str:
    """HTML of one analysis, complete in itself (for a notebook cell, or inside a page).

    Args:
        analysis: what ``Analysis.to_dict()`` returns.

    Returns:
        A ``<div>`` with its own style sheet; everything from the article is escaped.

    Example:
        >>> mention = {"start": 0, "end": 2, "label": "COMPANY", "text": "騰訊",
        ...            "entity": None, "value": None, "rule": "gazetteer:0700.HK"}
        >>> html = render({"text": "騰訊<b>", "mentions": [mention], "entities": [], "events": []})
        >>> html[html.index("<mark") :].replace("</div>", "")
        '<mark class="np-company" title="COMPANY · gazetteer:0700.HK">騰訊</mark>&lt;b&gt;'
    """
    names = {entity["id"]: entity for entity in analysis["entities"]}
    parts = [
        f'<div class="newsparse"><style>{_STYLE}</style>',
        _head(analysis),
        f'<div class="np-text" lang="{LANGUAGES.get(analysis.get("region") or "", "zh")}">',
        *_marked(analysis["text"], analysis["mentions"], names),
        "</div>",
        *_events(analysis["events"], names),
        "</div>",
    ]
    return "".join(parts)


def describe_value(value: Mapping[str, Any] | None) -> str:
    """A value as a short text.

    Example:
        >>> describe_value({"min": "3000000000", "max": None, "currency": "USD", "approx": False})
        '≥ 3,000,000,000 USD'
        >>> describe_value({"start": "2024-03-01", "end": "2024-03-10", "vague": True})
        '2024-03-01 – 2024-03-10 (vague)'
    """
    if value is None:
        return ""
    if "min" not in value:
        start, end = value["start"], value["end"]
        text = _range(start, end, "from ", "until ", " – ")
        return text + (" (vague)" if value.get("vague") else "")
    low, high = (None if value[side] is None else _grouped(value[side]) for side in ("min", "max"))
    about = "about " if value.get("approx") else ""
    unit = value.get("currency") or value.get("unit") or ""
    compared = value.get("comparison") or ""
    return f"{about}{_range(low, high, '≥ ', '≤ ', ' – ')} {unit} {compared}".strip()


def _range(low: str | None, high: str | None, least: str, most: str, between: str) -> str:
    if low is None or high is None:
        return f"{least}{low}" if low is not None else f"{most}{high}" if high is not None else ""
    return low if low == high else f"{low}{between}{high}"


def _grouped(number: str) -> str:
    whole, dot, fraction = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{fraction}" if digits.isascii() else number


def _head(analysis: Mapping[str, Any]) -> str:
    facts = [str(analysis[key]) for key in ("id", "published", "source") if analysis.get(key)]
    return f'<div class="np-head">{escape(" · ".join(facts))}</div>' if facts else ""


def _marked(
    text: str, mentions: Sequence[Mapping[str, Any]], names: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """The text with its mentions marked; one that overlaps an earlier one stays unmarked."""
    at = 0
    for mention in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
        start, end = mention["start"], mention["end"]
        if start < at:
            continue
        label = mention["label"]
        title = escape(" · ".join(_facts(mention, names)), quote=True)
        kind = label.lower() if label in LABEL_HUES else "other"
        yield escape(text[at:start])
        yield f'<mark class="np-{kind}" title="{title}">{escape(text[start:end])}</mark>'
        at = end
    yield escape(text[at:])


def _facts(mention: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield mention["label"]
    if value := describe_value(mention.get("value")):
        yield value
    yield from _identity(mention, names)


def _identity(filler: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if entity := names.get(filler.get("entity") or ""):
        yield entity["name"] + (f" ({entity['kb']})" if entity.get("kb") else "")
    if filler.get("rule"):
        yield filler["rule"]


def _events(
    events: Sequence[Mapping[str, Any]], names: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    if not events:
        return
    yield "<table><tr><th>event</th><th>status</th><th>who and what</th><th>date</th>"
    yield "<th>evidence</th></tr>"
    for event in events:
        cue = event.get("status_cue")
        status = event["status"] + (f" ({cue['text']})" if cue else "")
        trigger = f"{event['type']} ({event['trigger']['text']})"
        evidence = "\n".join(statement["text"].strip() for statement in event["statements"])
        yield f"<tr><td>{escape(trigger)}</td><td>{escape(status)}</td>"
        yield f"<td>{'<br>'.join(_arguments(event, names))}</td>"
        yield f"<td>{escape(describe_value(event['date']))}</td>"
        yield f"<td>{escape(evidence).replace(chr(10), '<br>')}</td></tr>"
    yield "</table>"


def _arguments(event: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A line per filler; hovering tells which entity it is and why it was chosen."""
    for argument in event["arguments"]:
        value = describe_value(argument.get("value"))
        line = f"{argument['role']}: {argument['text']}" + (f" = {value}" if value else "")
        title = escape(" · ".join(_identity(argument, names)), quote=True)
        yield f'<span title="{title}">{escape(line)}</span>'
