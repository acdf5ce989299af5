"""The plainest statements of each kind, read by the whole pipeline: nobody forgives a miss here."""

from __future__ import annotations

import pytest

from newsparse import Pipeline
from newsparse.annotation import Article
from newsparse.text.simplify import simplify

CASES: list[tuple[str, str, dict[str, str]]] = [
    ("騰訊以5億美元投資小米。", "funding", {"investor": "騰訊", "investee": "小米"}),
    ("碧瀾電通獲騰訊投資5億美元。", "funding", {"investor": "騰訊", "amount": "5億美元"}),
    ("騰訊投資小米5億美元，取得一成股權。", "funding", {"investee": "小米", "amount": "5億美元"}),
    ("紅杉資本領投月之暗面10億美元A輪融資。", "funding", {"round": "A輪", "amount": "10億美元"}),
    ("騰訊擬以5億美元收購格芯。", "acquisition", {"acquirer": "騰訊", "target": "格芯"}),
    ("阿里巴巴減持小鵬汽車股份，套現3億美元。", "stake_change", {"holder": "阿里巴巴"}),
    ("阿里巴巴宣布回購10億美元股份。", "capital_return", {"kind": "buyback"}),
    ("騰訊派發末期股息每股3.4元。", "capital_return", {"kind": "dividend", "per_share": "3.4元"}),
    ("小米集團委任王小明為財務總監。", "personnel", {"person": "王小明", "action": "appoint"}),
    ("李大文辭任匯豐控股執行董事。", "personnel", {"person": "李大文", "action": "depart"}),
    ("台積電去年營收6,735億元，年增40.1%。", "earnings", {"company": "台積電", "metric": "營收"}),
    ("比亞迪股價升3.5%。", "market", {"security": "比亞迪", "direction": "up"}),
    ("恒生指數跌200點，報18,000點。", "market", {"security": "恒生指數", "price": "18,000點"}),
    ("高盛上調比亞迪目標價至300元。", "market", {"target_price": "300元"}),
    ("Meta裁員1萬人。", "workforce", {"company": "Meta", "action": "layoff"}),
    ("蜜雪冰城在港交所上市，集資34億港元。", "listing", {"company": "蜜雪冰城"}),
    ("歐盟對蘋果罰款18億歐元。", "regulatory", {"target": "蘋果", "amount": "18億歐元"}),
    ("蘋果推出iPhone 16。", "product", {"company": "蘋果", "product": "iPhone 16"}),
    ("鴻海獲英偉達訂單。", "contract_award", {"winner": "鴻海", "client": "英偉達"}),
    ("豐田汽車與松下合資設立電池公司。", "partnership", {"party": "豐田汽車"}),
    ("比亞迪在匈牙利建廠，投資40億歐元。", "expansion", {"location": "匈牙利"}),
    ("南亞科向銀行團聯貸100億元。", "debt_pledge", {"borrower": "南亞科", "amount": "100億元"}),
    ("特斯拉上海工廠發生火災。", "incident", {"company": "特斯拉", "kind": "火災"}),
    ("蘋果起訴高通侵犯專利。", "legal", {"plaintiff": "蘋果", "defendant": "高通"}),
    ("恒大地產被法院裁定清盤。", "insolvency", {"company": "恒大地產"}),
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize("simplified", [False, True], ids=["Hant", "Hans"])
@pytest.mark.parametrize(("text", "kind", "roles"), CASES, ids=[text for text, _, _ in CASES])
def test_everyday_statement(
    pipeline: Pipeline, text: str, kind: str, roles: dict[str, str], simplified: bool
) -> None:
    form = simplify if simplified else str
    events = pipeline(Article(form(text))).events
    found = [{(a.role, a.text) for a in e.arguments} for e in events if e.type == kind]
    wanted = {(role, form(filler)) for role, filler in roles.items()}
    assert any(wanted <= event for event in found), [e.type for e in events]


@pytest.mark.parametrize(
    "text",
    [
        "市民週末到郊外踏青，天氣轉涼。",
        "他投資自己的健康，每天跑步。",
        "公司成立於2018年4月。",
        "調查顯示七成市民支持方案。",
        "今年總人口減少3萬人。",
    ],
)
def test_nothing_happens(pipeline: Pipeline, text: str) -> None:
    assert pipeline(Article(text)).events == ()
