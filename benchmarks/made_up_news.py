"""A folder of made-up news whose truth is known: who told which story, and who copied whom."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from newsparse import Article
from newsparse.text.simplify import simplify

START = date(2024, 3, 1)
OUTLETS = {
    "HK": ("港聞日報", "維港財經", "信報網", "九龍晚報"),
    "TW": ("台北財經", "工商新訊", "中部日報", "自立新聞"),
    "CN": ("财讯网", "江南商报", "证券快线", "第一观察"),
}
# Full name, and the names that reports use; both scripts are made from these.
LISTED = (
    ("台積電", "台灣積體電路製造"), ("鴻海", "鴻海精密"), ("聯發科", "聯發科技"),
    ("騰訊", "騰訊控股"), ("小米", "小米集團"), ("比亞迪", "比亞迪股份"),
    ("寧德時代",), ("廣達", "廣達電腦"), ("輝達", "NVIDIA"),
)  # fmt: skip
HEADS = (
    "海棠 雲岫 澄川 嶼川 頂岫 皓峪 穹麓 溯瀾 泓硯 鹿橋 "
    "隼石 棲澤 泊雲 昆嶼 赤岬 瀾庭 岷硯 弦谷 鶴汀 沐嵐"
)
TAILS = ("科技", "集團", "電子", "能源", "控股", "資本", "半導體", "汽車", "物流", "航空")
SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾"
GIVEN = "志明 雅婷 建宏 淑芬 家豪 怡君 承翰 思妤 國棟 詠晴 浩然 子軒 梓涵 啟航"
POSITIONS = ("財務總監", "董事長", "總經理", "首席執行官", "營運長")
# Padding, a different one for every report: who × how × what.
WHO = (
    "分析師", "市場人士", "一名主管", "業內人士", "研究機構", "熟悉內情的人士", "當地媒體",
    "供應鏈業者", "一位學者", "消費者團體", "外資報告", "工會代表", "不願具名的股東",
    "同業高層", "前任顧問",
)  # fmt: skip
HOW = (
    "日前在論壇上指出，", "受訪時語帶保留地說，", "在報告裏提醒，", "對記者補充，", "私下透露，",
    "態度審慎，認為", "接受電話採訪時表示，", "在社群網站上評論，", "長期觀察後得出結論，",
    "不諱言，", "並不意外，直言", "引述內部討論稱，", "看法較為樂觀，預期", "提出不同意見，強調",
    "回顧往例時談到，",
)  # fmt: skip
WHAT = (
    "產業景氣仍在復甦初期，庫存去化的速度因地區而異", "消息對同業的影響有限，後續發展更值得留意",
    "此舉有助於擴大規模，但整合成效仍待觀察", "類似做法過去並不少見，成敗取決於執行",
    "需求回溫的力道比原先預期來得緩和", "談判過程曾多次修改條款，雙方都作出讓步",
    "相關部門已着手準備配套措施，細節尚未定案", "客戶對交期的要求愈來愈嚴格，彈性生產成為關鍵",
    "匯率波動與原料價格仍是不可忽視的變數", "內部對此討論已有一段時間，只差臨門一腳",
    "外界最關心的是現有合作關係會不會受到牽連", "企業在不確定的環境中更重視現金流與紀律",
    "市場版圖可能重新洗牌，小廠的處境更為艱難", "應同步檢討售後服務的品質，免得顧此失彼",
    "組織架構將由專責小組另行規劃，人員去留未定", "技術門檻提高之後，研發投入只會有增無減",
)  # fmt: skip
CLOSING = (
    "（本文由系統依公開資訊整理，數據未經查核，僅供參考，不構成任何投資建議。投資人應獨立判斷，"
    "審慎評估並自負風險。如需完整資料，請至公開資訊觀測站查詢。）"
)


@dataclass(frozen=True, slots=True)
class Made:
    """One generated article and the truth about it."""

    article: Article
    story: str
    type: str
    original: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened."""

    type: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    amount: float
    words: tuple[str, ...]


class Maker:
    """Makes stories and their reports from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        heads, tails = HEADS.split(), TAILS
        names = [head + tail for head in heads for tail in tails]
        self._random.shuffle(names)
        names = names[:60]
        # also known by its first two characters, where no other one begins so
        seen: Counter[str] = Counter(name[:2] for name in names)
        self._companies = [(name, name[:2]) if seen[name[:2]] == 1 else (name,) for name in names]
        self._people = [s + g for s in SURNAMES for g in GIVEN.split()]
        self._random.shuffle(self._people)
        self._made = 0

    def folder(self, stories: int) -> list[Made]:
        """So many stories with all their reports and copies, in order of publication."""
        made: list[Made] = []
        for number in range(stories):
            day = START + timedelta(days=self._random.randrange(120))
            facts = self._facts(number)
            made += self._reports(f"S{number}", facts, day)
            if self._random.random() < 0.25:  # the like again, well after the window
                later = day + timedelta(days=self._random.randrange(20, 60))
                made += self._reports(f"S{number}-again", self._again(facts), later)
            if self._random.random() < 0.15 and facts.whom:  # on that day, with somebody else
                other = Facts(facts.type, facts.who, self._company(), self._amount(), facts.words)
                if facts.type in ("acquisition", "contract_award"):
                    made += self._reports(f"S{number}-other", other, day)
        made.sort(key=lambda m: (m.article.published or START, m.article.id))
        return made

    def _company(self) -> tuple[str, ...]:
        pool: Sequence[tuple[str, ...]] = LISTED if self._random.random() < 0.3 else self._companies
        return self._random.choice(pool)

    def _amount(self) -> float:
        return self._random.choice((1, 10)) * round(self._random.uniform(1.05, 9.9), 2)

    def _facts(self, number: int) -> Facts:
        kinds = tuple(TEMPLATES)
        kind = kinds[number % len(kinds)]
        who, whom = self._company(), self._company()
        while whom == who:
            whom = self._company()
        words = (
            self._random.choice(POSITIONS),
            self._people[number % len(self._people)],
            self._random.choice(("A", "B", "C")) + "輪",
            self._random.choice(("第一季", "第二季", "第三季")),
            f"{self._random.uniform(1, 60):.1f}%",
        )
        return Facts(kind, who, whom, self._amount(), words)

    def _again(self, facts: Facts) -> Facts:
        words = list(facts.words)
        words[1] = self._random.choice(self._people)
        words[3] = {"第一季": "第二季", "第二季": "第三季", "第三季": "第四季"}[words[3]]
        return Facts(facts.type, facts.who, facts.whom, self._amount(), tuple(words))

    def _reports(self, story: str, facts: Facts, day: date) -> list[Made]:
        made = []
        count = self._random.choice((1, 1, 2, 2, 3, 3, 4, 5))
        ways = self._random.sample(range(len(TEMPLATES[facts.type])), k=len(TEMPLATES[facts.type]))
        for n in range(count):
            amount = facts.amount
            if n == 1 and facts.type in ("acquisition", "funding") and self._random.random() < 0.15:
                amount *= 1.2  # contradicts the first report, which named both sides
            published = day + timedelta(days=min(n, self._random.choice((0, 0, 1, 1, 2, 4))))
            if amount != facts.amount:
                published = day
            template = TEMPLATES[facts.type][ways[n % len(ways)]]
            text = self._text(facts, template, amount, exact=n == 0 or amount != facts.amount)
            region = self._random.choice(tuple(OUTLETS))
            original = self._article(text, published, region)
            made.append(Made(original, story, facts.type, original.id))
            if self._random.random() < 0.3:
                made += [
                    Made(self._copy(original, text), story, facts.type, original.id)
                    for _ in range(self._random.choice((1, 1, 2, 4)))
                ]
        return made

    def _text(self, facts: Facts, template: str, amount: float, *, exact: bool) -> str:
        choice = self._random.choice
        said = f"{amount:.4g}億美元"
        if not exact:
            said = choice((said, f"約{amount:.2g}億美元", f"近{amount * 1.02:.3g}億美元"))
        headline, _, lead = template.partition("|")
        words = {
            "amount": said, "position": facts.words[0], "person": facts.words[1],
            "round": facts.words[2], "period": facts.words[3], "percent": facts.words[4],
        }  # fmt: skip
        title = headline.format(who=choice(facts.who), whom=choice(facts.whom), **words)
        # headlines shorten names; the body has the name of an unlisted company in full
        body = lead.format(
            who=choice(facts.who) if facts.who in LISTED else facts.who[0],
            whom=choice(facts.whom) if facts.whom in LISTED else facts.whom[0],
            **words,
        )
        fill = [
            f"{choice(WHO)}{choice(HOW)}{what}。"
            for what in self._random.sample(WHAT, k=self._random.randrange(4, 8))
        ]
        if facts.type == "earnings" and self._random.random() < 0.7:
            return f"{title}\n{body}\n{CLOSING}"  # the machine-written kind
        return "\n".join((title, body + fill[0], "".join(fill[1:3]), "".join(fill[3:])))

    def _article(self, text: str, published: date, region: str) -> Article:
        self._made += 1
        text = simplify(text) if region == "CN" else text
        return Article(
            text, id=f"n{self._made:06}", published=published,
            source=self._random.choice(OUTLETS[region]), body_start=text.index("\n") + 1,
        )  # fmt: skip

    def _copy(self, original: Article, text: str) -> Article:
        """A syndicated copy: what agencies' customers do to a text."""
        title, body = text.split("\n", 1)
        chance = self._random.random
        if chance() < 0.6:
            title = self._random.choice(("快訊：", "財經｜", "")) + title.replace("，", " ")
        if chance() < 0.5:
            body = (
                self._random.choice(("【本報訊】", "（編輯部綜合報導）", "記者何思綺／台北報導\n"))
                + body
            )
        if chance() < 0.3 and body.count("\n") > 1:
            body = body.rsplit("\n", 1)[0]
        if chance() < 0.5:
            body += self._random.choice(
                ("（完）", "\n（責任編輯：周培安）", "\n更多新聞請下載本報App")
            )
        if chance() < 0.2:
            body = body.replace("，", ",").replace("。", "。 ")
        published = (original.published or START) + timedelta(
            days=self._random.choice((0, 0, 1, 2))
        )
        return self._article(f"{title}\n{body}", published, self._random.choice(tuple(OUTLETS)))


TEMPLATES: dict[str, tuple[str, ...]] = {
    "acquisition": (
        "{who}收購{whom}|{who}昨日宣布，將以{amount}收購{whom}全部股權。",
        "{who}擬併購{whom}|{who}表示，已與{whom}股東達成協議，擬以{amount}併購{whom}。",
        "{whom}將被{who}收購|{whom}今日公告，公司將被{who}收購，代價為{amount}。",
        "{who}出手 買下{whom}|{who}今日宣布，斥資{amount}收購{whom}，交易預計年底完成。",
    ),
    "funding": (
        "{who}完成{round}融資|{who}昨日宣布完成{amount}{round}融資，由{whom}領投。",
        "{who}獲{whom}投資|{who}表示，公司獲得{amount}{round}融資，{whom}領投。",
        "{whom}領投{who}|{who}完成{round}融資，金額{amount}，投資方包括{whom}。",
    ),
    "contract_award": (
        "{who}中標|{who}公告，公司中標{whom}的項目，中標金額{amount}。",
        "{who}中標|{who}昨日宣布，中標{whom}的項目，中標金額{amount}。",
        "{who}再下一城|{who}得標{whom}的工程，得標金額{amount}。",
    ),
    "personnel": (
        "{who}換將|{who}昨日宣布，委任{person}為{position}。",
        "{person}出任{who}{position}|{who}公告，任命{person}擔任{position}，即日起生效。",
        "{who}新{position}就任|{who}董事會通過，聘任{person}為{position}。",
    ),
    "earnings": (
        "{who}公布業績|{who}公布，2024年{period}營收{amount}，年增{percent}。",
        "{who}{period}業績出爐|{who}2024年{period}營業收入{amount}，按年增長{percent}。",
        "{who}財報|{who}昨日公布財報，2024年{period}營收為{amount}，較去年同期成長{percent}。",
    ),
    "regulatory": (
        "{who}遭罰|{who}因違反資訊揭露規定，被金管會罰款{amount}。",
        "金管會開罰{who}|{who}被金管會罰款{amount}，公司表示將提出申訴。",
    ),
    "expansion": (
        "{who}擴產|{who}昨日宣布，將斥資{amount}在熊本興建新廠。",
        "{who}赴熊本設廠|{who}表示，計劃投資{amount}在熊本設廠。",
        "{who}熊本新廠|{who}公告，擬於熊本建廠，投資額{amount}。",
    ),
}
