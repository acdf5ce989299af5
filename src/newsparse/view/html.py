"""One analysis as a piece of HTML: the article with its mentions marked, its events beneath.

The article is drawn by displaCy in manual mode, with a template of our own. Colours are
translucent over whatever lies behind, and text keeps the colour of its surroundings, so that the
same HTML reads well on light and dark pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from newsparse.view.palette import LABEL_HUES, LANGUAGES, STATUS_COLOURS
from newsparse.view.wording import describe_value

# The label stands in the picture and not in the text: what is copied is the article's own.
_STYLE = """
.newsparse { line-height: 1.5; max-width: 64em; overflow-x: auto; }
.newsparse .entities { line-height: 2 !important; white-space: pre-wrap; overflow-wrap: anywhere; }
.newsparse mark { color: inherit; padding: .15em .3em; border-radius: .3em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.newsparse mark::after { content: attr(data-label); font-size: .55em; font-weight: 600;
  letter-spacing: .04em; margin-left: .5em; opacity: .7; vertical-align: .15em; }
.newsparse .np-head { opacity: .75; font-size: .85em; }
.newsparse table { border-collapse: collapse; margin-top: 1em; color: inherit; }
.newsparse th, .newsparse td { text-align: left; vertical-align: top; padding: .4em .9em .4em 0;
  border-bottom: 1px solid rgba(128, 128, 128, .35); }
.newsparse td { white-space: nowrap; }
.newsparse td:nth-child(3) { white-space: normal; min-width: 15em; }
.newsparse td:last-child { white-space: normal; opacity: .8; font-size: .9em; }
.newsparse .np-quiet { opacity: .7; font-size: .9em; white-space: nowrap; }
.newsparse .np-dot { display: inline-block; width: .65em; height: .65em; border-radius: 50%;
  margin-right: .45em; }
""".strip()
_COLOURS = {label: f"hsla({hue}, 80%, 55%, .28)" for label, hue in LABEL_HUES.items()}
_TEMPLATE = (
    '<mark style="background: {bg}" data-label="{shown_label}" title="{title}">{text}</mark>'
)


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
        >>> html[html.index('data-label="') :].replace("</div>", "")
        'data-label="COMPANY" title="COMPANY · gazetteer:0700.HK">騰訊</mark>&lt;b&gt;'
    """
    names = {entity["id"]: entity for entity in analysis["entities"]}
    parts = [
        f'<div class="newsparse"><style>{_STYLE}</style>',
        _head(analysis),
        f'<div lang="{LANGUAGES.get(analysis.get("region") or "", "zh")}">',
        _marked(analysis["text"], analysis["mentions"], names),
        "</div>",
        *_events(analysis["events"], names),
        "</div>",
    ]
    return "".join(parts)


def _head(analysis: Mapping[str, Any]) -> str:
    facts = [str(analysis[key]) for key in ("id", "published", "source") if analysis.get(key)]
    return f'<div class="np-head">{escape(" · ".join(facts))}</div>' if facts else ""


def _marked(
    text: str, mentions: Sequence[Mapping[str, Any]], names: Mapping[str, Mapping[str, Any]]
) -> str:
    """The text with its mentions marked; one that overlaps an earlier one stays unmarked."""
    from spacy import displacy

    at = 0
    marks = []
    for mention in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
        if mention["start"] < at:
            continue
        at = mention["end"]
        label = mention["label"]
        title = " · ".join(_facts(mention, names))
        shown = {"title": escape(title, quote=True), "shown_label": escape(label, quote=True)}
        marks.append({"start": mention["start"], "end": at, "label": label, "params": shown})
    html: str = displacy.render(
        {"text": text, "ents": marks},
        style="ent",
        manual=True,
        jupyter=False,
        options={"colors": _COLOURS, "template": _TEMPLATE},
    )
    return html


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
        evidence = "\n".join(statement["text"].strip() for statement in event["statements"])
        yield f"<tr><td>{escape(event['type'])} {_quiet(event['trigger']['text'])}</td>"
        yield f"<td>{_status(event)}</td>"
        yield f"<td>{'<br>'.join(_arguments(event, names))}</td>"
        yield f"<td>{escape(describe_value(event['date']))}</td>"
        yield f"<td>{escape(evidence).replace(chr(10), '<br>')}</td></tr>"
    yield "</table>"


def _status(event: Mapping[str, Any]) -> str:
    colour = STATUS_COLOURS.get(event["status"], "#8a8f98")
    cue = event.get("status_cue")
    dot = f'<span class="np-dot" style="background: {colour}"></span>'
    return dot + escape(event["status"]) + (f" {_quiet(cue['text'])}" if cue else "")


def _quiet(text: str) -> str:
    return f'<span class="np-quiet">{escape(text)}</span>'


def _arguments(event: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A line per filler; hovering tells which entity it is and why it was chosen."""
    for argument in event["arguments"]:
        value = describe_value(argument.get("value"))
        told = escape(argument["text"])
        if value.replace(" ", "") not in ("", argument["text"]):
            told += f" {_quiet('= ' + value)}"
        title = escape(" · ".join(_identity(argument, names)), quote=True)
        yield f'<span title="{title}">{_quiet(argument["role"])} {told}</span>'
