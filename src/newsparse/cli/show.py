"""One analysis on a terminal: marked text, the rule behind each mention, the events."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from newsparse.annotation import Analysis, Argument, Event, Label, Mention, value_dict
from newsparse.cli.plain import plain
from newsparse.view.wording import describe_value

# Names in cool colours, values in warm ones, as in the notebook view.
STYLES: dict[Label, str] = {
    "PERSON": "bold magenta",
    "COMPANY": "bold blue",
    "ORG": "bold cyan",
    "PLACE": "green",
    "PRODUCT": "bold bright_blue",
    "POSITION": "magenta",
    "MONEY": "bold yellow",
    "PERCENT": "yellow",
    "DATE": "red",
}


def show_article(analysis: Analysis, *, with_events: bool, console: Console | None = None) -> None:
    """Print one analysis.

    Args:
        analysis: what to show.
        with_events: also the events, with trigger, cue and the rule behind each filler.
        console: where to print; standard output if not given.
    """
    console = console or Console(highlight=False)
    for line in _lines(analysis, with_events):
        console.print(line, soft_wrap=True, markup=False)


def _lines(analysis: Analysis, with_events: bool) -> Iterator[Text]:
    article = analysis.article
    published = article.published.isoformat() if article.published else "no publication date"
    home = f"{article.home.region} ({article.home.basis})"
    yield Text(" · ".join(filter(None, (article.id, published, home, article.script))), "bold")
    yield Text()
    yield _marked(analysis)
    yield Text()
    names = {
        entity.id: plain(entity.name) + (f" [{entity.kb}]" if entity.kb else "")
        for entity in analysis.entities
    }
    width = max((cell_len(m.text) for m in analysis.mentions), default=0)
    for mention in analysis.mentions:
        yield _mention(mention, names.get(mention.entity or "", ""), min(width, 30))
    if with_events:
        for event in analysis.events:
            yield Text()
            yield from _event(event)


def _marked(analysis: Analysis) -> Text:
    text = Text(plain(analysis.article.text))
    for mention in analysis.mentions:
        text.stylize(STYLES[mention.label], mention.start, mention.end)
    return text


def _mention(mention: Mention, name: str, width: int) -> Text:
    surface = plain(mention.text).replace("\n", " ")
    line = Text(f"{mention.start:>6}–{mention.end:<6}")
    line.append(f"{mention.label:<9}", STYLES[mention.label])
    line.append(surface + " " * (width - cell_len(surface)))
    parts = [describe_value(value_dict(mention.value)), name, mention.rule]
    line.append("  ".join(("", *filter(None, parts))), "dim")
    return line


def _event(event: Event) -> Iterator[Text]:
    head = Text(f"{event.id} {event.type} {event.status}", "bold")
    head.append(f"  trigger {plain(event.trigger.text)} at {event.trigger.start}", "not bold")
    if event.status_cue:
        head.append(f", cue {event.status_cue.text} at {event.status_cue.start}", "not bold")
    yield head
    for argument in event.arguments:
        yield _argument(argument)
    if event.date:
        yield Text(f"  date: {describe_value(value_dict(event.date))}")
    for statement in event.statements:
        yield Text("  “" + plain(" ".join(statement.text.split())) + "”", "dim")


def _argument(argument: Argument) -> Text:
    line = Text(f"  {argument.role}: ")
    filler = argument.filler
    line.append(plain(argument.text), STYLES[filler.label] if isinstance(filler, Mention) else "")
    place = argument.span
    where = "" if place is None else f"at {place[0]}"
    parts = [describe_value(value_dict(argument.value)), where, argument.rule]
    line.append("  ".join(("", *filter(None, parts))), "dim")
    return line
