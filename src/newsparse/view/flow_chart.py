"""Who paid whom, drawn: payers on the left, receivers on the right, lines as wide as the amount.

Beneath each name stands what it paid or received in all the lines of the panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from newsparse.view.wording import short_number

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


def flow_panel(paid: pd.DataFrame, title: str) -> alt.LayerChart:
    """One panel of "who paid whom".

    Args:
        paid: rows of ``newsparse.view.flows.who_paid_whom``, in one currency.
        title: above the panel.
    """
    import altair as alt
    import pandas as pd

    left = paid.groupby("payer")["share"].sum().sort_values(ascending=False, kind="stable")
    # receivers stand in the order of their payers, so that few lines cross
    right = list(dict.fromkeys(paid.sort_values("payer", key=_rank_in(left.index))["receiver"]))
    tall = max(len(left), len(right), 1)
    y_left = {name: (rank + 0.5) * tall / len(left) for rank, name in enumerate(left.index)}
    y_right = {name: (rank + 0.5) * tall / len(right) for rank, name in enumerate(right)}
    rows = paid.assign(x=0, x2=1, y=paid["payer"].map(y_left), y2=paid["receiver"].map(y_right))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.5, 1.5], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[tall, 0], nice=False))
    lines = (
        alt.Chart(rows)
        .mark_rule(opacity=0.6, strokeCap="round")
        .encode(
            x=x,
            x2="x2",
            y=y,
            y2="y2",
            color=alt.Color("type:N", title=None, legend=None if paid.empty else alt.Undefined),
            strokeWidth=alt.StrokeWidth(
                "share:Q", legend=None, scale=alt.Scale(type="sqrt", range=[1, 14])
            ),
            tooltip=[
                *("payer", "receiver", "type", "status", "date:T", "stated"),
                *(alt.Tooltip("amount:Q", format=","), "currency", "parties", "articles"),
            ],
        )
    )
    ends: list[tuple[int, dict[str, float], str, Literal["left", "right"], int]] = [
        (0, y_left, "payer", "right", -12),
        (1, y_right, "receiver", "left", 12),
    ]
    sides = []
    for place, at, side, align, away in ends:
        sums = paid.groupby(side)["share"].sum()
        named = pd.DataFrame({"x": place, "y": list(at.values()), "name": list(at)})
        named = named.assign(sum=[short_number(sums[name]) for name in at])
        text = alt.Chart(named).encode(x=x, y=y, tooltip=["name:N", "sum:N"])
        shown: dict[str, Any] = {"align": align, "dx": away, "limit": 165}
        sides += [
            text.mark_text(**shown, dy=-6, fontSize=12).encode(text="name:N"),
            text.mark_text(**shown, dy=8, fontSize=10, color="#565d68").encode(text="sum:N"),
        ]
    panel = alt.LayerChart(layer=[lines, *sides])
    return panel.properties(title=title, width=680, height=tall * 32)


def _rank_in(order: pd.Index[Any]) -> Any:
    return lambda names: names.map({name: rank for rank, name in enumerate(order)})
