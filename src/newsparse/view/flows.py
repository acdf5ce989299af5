"""Who paid whom: the payments that events state, as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.errors import NewsparseError
from newsparse.view.palette import STATUS_COLOURS

if TYPE_CHECKING:
    import pandas as pd

KEY = ["article_id", "event_id"]


@dataclass(frozen=True, slots=True)
class Payment:
    """Between which roles of an event type money passes.

    Args:
        payers: roles of those who pay.
        receivers: roles of those who are paid, the first that is filled; where an acquisition
            names no seller, this is what was paid for.
        only: a role and the word it must have, where only some events of the type are payments.
    """

    payers: tuple[str, ...]
    receivers: tuple[str, ...]
    only: tuple[str, str] | None = None


# A partnership's amount is spent by all parties on the project, a claim or fine is not settled by
# being reported: neither says that one company paid another.
PAYMENTS: dict[str, Payment] = {
    "acquisition": Payment(("acquirer",), ("seller", "target")),
    "contract_award": Payment(("client",), ("winner",)),
    "debt_pledge": Payment(("lender",), ("borrower",)),
    "funding": Payment(("lead_investor", "investor"), ("investee",)),
    "stake_change": Payment(("holder",), ("company",), only=("direction", "buy")),
}
MADE = ("actual", "planned")


def event_dates(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every event with ``date``: when it happened or will, else when it was reported.

    Args:
        tables: the tables ``events`` and ``articles``.

    Raises:
        NewsparseError: articles share an id, so that nobody knows whose an event is.
    """
    published = tables["articles"][["article_id", "published"]]
    if (twice := published["article_id"].duplicated()).any():
        shared = published.loc[twice, "article_id"].iloc[0]
        raise NewsparseError(f"articles share the id {shared!r}. Give each an id of its own")
    events = tables["events"].merge(published, on="article_id", how="left")
    return events.assign(date=events["date_start"].fillna(events["published"]))


def who_paid_whom(
    tables: Mapping[str, pd.DataFrame],
    *,
    statuses: Collection[str] | str = MADE,
    payments: Mapping[str, Payment] = PAYMENTS,
) -> pd.DataFrame:
    """The payments that events state, one row per payer, receiver and amount.

    A payment of one amount between the same two in several articles is one row; ``articles``
    says in how many. Amounts are not converted. A payment without an amount has none here.

    Args:
        tables: the tables ``articles``, ``events`` and ``arguments``.
        statuses: of the events that count, one or several; by default those that happened or are
            planned.
        payments: which roles pay and are paid, by event type.

    Returns:
        ``payer``, ``receiver``, ``type``, ``status``, ``date``, ``currency``, ``amount`` (the
        stated one; of a range its lower bound, or the only bound), ``parties`` (how many payers
        and receivers share it), ``share`` (amount / parties, as news seldom says who paid how
        much), ``stated`` (as the article puts it), ``articles``, and ``article_id`` and
        ``event_id`` of the first.

    Raises:
        NewsparseError: a status that events do not have, or articles that share an id.

    Example:
        >>> import newsparse
        >>> tables = newsparse.to_frames([newsparse.analyze("騰訊以5億美元收購格芯。")])
        >>> paid = who_paid_whom(tables)
        >>> paid[["payer", "receiver", "amount", "currency"]].values.tolist()
        [['騰訊', '格芯', 500000000.0, 'USD']]
    """
    wanted = [statuses] if isinstance(statuses, str) else list(statuses)
    if unknown := [status for status in wanted if status not in STATUS_COLOURS]:
        raise NewsparseError(
            f"status {unknown[0]!r} is unknown. Give some of {', '.join(STATUS_COLOURS)}"
        )
    events = event_dates(tables)
    events = events.loc[events["status"].isin(wanted), [*KEY, "status", "date"]]
    arguments = tables["arguments"].merge(events, on=KEY)
    arguments = arguments[arguments["type"].isin(list(payments))]
    arguments = arguments[_is_payment(arguments, payments)]
    arguments = arguments.assign(name=arguments["entity_name"].fillna(arguments["text"]))
    payers = _in_role(arguments, payments, "payers")
    receivers = _in_role(arguments, payments, "receivers")
    first = receivers.groupby(KEY)["rank"].transform("min")
    receivers = receivers[receivers["rank"] == first]
    paid = payers[[*KEY, "type", "status", "date", "name"]].rename(columns={"name": "payer"})
    paid = paid.merge(receivers[[*KEY, "name"]].rename(columns={"name": "receiver"}), on=KEY)
    paid = paid.merge(_amounts(arguments), on=KEY)
    paid = paid[paid["payer"] != paid["receiver"]].drop_duplicates([*KEY, "payer", "receiver"])
    paid["parties"] = paid.groupby(KEY)["payer"].transform("size").astype("int64")
    paid["share"] = paid["amount"] / paid["parties"]
    return _once(paid)


def _is_payment(arguments: pd.DataFrame, payments: Mapping[str, Payment]) -> pd.Series[bool]:
    """Whether each argument belongs to an event of a kind that is a payment."""
    import pandas as pd

    wanted = pd.Series(True, index=arguments.index)
    event = pd.MultiIndex.from_frame(arguments[KEY])
    for name, payment in payments.items():
        if payment.only:
            role, word = payment.only
            said = arguments[(arguments["role"] == role) & (arguments["text"] == word)]
            stated = event.isin(pd.MultiIndex.from_frame(said[KEY]))
            wanted &= (arguments["type"] != name) | stated
    return wanted


def _in_role(arguments: pd.DataFrame, payments: Mapping[str, Payment], side: str) -> pd.DataFrame:
    """The named fillers of the payers' or receivers' roles, with the rank of the role."""
    ranks = {
        (name, role): rank
        for name, payment in payments.items()
        for rank, role in enumerate(getattr(payment, side))
    }
    pairs = zip(arguments["type"], arguments["role"], strict=True)
    ranked = arguments.assign(rank=[ranks.get(pair, -1) for pair in pairs])
    return ranked[(ranked["rank"] >= 0) & ranked["label"].notna()]


def _amounts(arguments: pd.DataFrame) -> pd.DataFrame:
    """The amount of each event: the first in the role "amount" that has a currency."""
    money = arguments[(arguments["role"] == "amount") & arguments["currency"].notna()]
    money = money.assign(amount=money["value_min"].fillna(money["value_max"]))
    money = money.loc[money["amount"].notna(), [*KEY, "amount", "currency", "text"]]
    return money.rename(columns={"text": "stated"}).drop_duplicates(KEY)


def _once(paid: pd.DataFrame) -> pd.DataFrame:
    """One row per payment, however many articles report it."""
    same = ["payer", "receiver", "type", "currency", "amount"]
    paid = paid.assign(articles=paid.groupby(same)["article_id"].transform("nunique"))
    paid = paid.drop_duplicates(same).sort_values("share", ascending=False, kind="stable")
    columns = ["payer", "receiver", "type", "status", "date", "currency", "amount", "parties"]
    columns += ["share", "stated", "articles", *KEY]
    return paid[columns].reset_index(drop=True)
