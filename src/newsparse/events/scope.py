"""How far a cue reaches: its clause, the clauses that go on from it, or those that point back."""

from __future__ import annotations

import re

from newsparse.annotation import DateRange
from newsparse.events.clauses import Clause
from newsparse.events.cues import CueHit
from newsparse.events.layout import NAMES, Layout

# How far a "near" cue reaches, in characters: 未能如期完成收購 has six between 未 and 收購.
_NEAR = 6
_CONDITIONS = frozenset(("若", "如果", "倘", "倘若", "一旦", "假如", "如未能", "如在", "如于"))
_CONSEQUENCE = re.compile(r"将|可能|可望|恐|便|则|就|或|才|不排除|会|须")
# 將產品列入名單, 已將廠房出售: before a noun, 將 is the object marker and says nothing about time.
_MARKER = "将"
_OBJECT = re.compile(
    r"[「『《“\"‘]|其|该|此|[这那]|有关|旗下|所持|所有|(?:全部|部分)(?!用|投|由|采|为)|整个|手[上中]|公司|集团|子公司|产品"
    r"|(?![于在以会成有重可持续再])[^，。；]{2,12}(?:改建|改|转|变|升级|列|视|纳)(?:成|为|作|入)"
    r"|[^，。；]{0,14}(?:合约|合同|工程|订单|项目)(?:批|判|授予|交由|发包)"
    r"|厂房|工厂|业务|营运触角|经营重心|重心|重点|资产|股[权份]|资金|授权许可|[\d.]+(?:%|％|亿|万)|[\d,.]+[股张]"
)
# 轉型「圓夢計畫」, 該計劃: the word for a plan as a name or a noun plans nothing.
_NOUNS = frozenset(("计划", "规划"))
# 董事會通過投資案; but 通過旗下公司投資 and 通過集中競價增持 are by way of something.
_PASSED = "通过"
_BODY = re.compile(r"董事[会局]|股东[大临时常特别]*会|审议|决议|[临常]会|投审会|董监")
# 低於市場分析師預期的3億元，淨利減少: what others had expected foretells nothing.
_FORECASTS = frozenset(("预期", "预测", "预估", "预计", "估计"))
_WEIGHED = re.compile(
    r"(?:高于|低于|优于|超出|超过|不如|符合|逊于|好过|差过|不及|胜于?|逊)[^，。；、]{0,7}$"
)
_OF_THEM = ("的", "，", "。", "；", "、", "值", "中位数", "（", "(")
_CARRIED_OUT = re.compile(r"完成[^，。；]{0,14}$")
_OVER = ("已", "实施完", "完成", "届满", "到期", "结束")
_NAMED_BEFORE, _NAMED_AFTER = frozenset("」”』》的该此"), frozenset("」”』》")
# 持續推進核武計畫，隨即…; but 宣布計劃，未來三年設廠.
_ENDS = frozenset("，。；、")
_ANNOUNCES = ("宣布", "公布", "公告", "发布", "提出")
# 向已發行股份的持有人提出收購: whose shares they are says nothing about the deed.
_DONE = re.compile(r"已(?!发行|上市|缴)")
_DONE_BEFORE = ("已", "并已", "更是", "已经", "才", "刚")
# Clauses that go on without a subject of their own stay under the plan: 計劃投資4億美元，擴建廣場.
_CARRY = 16
# Whoever stands this near the head of a clause is its subject.
_HEAD = 5
# 他估計，事故令公司損失千萬元: an estimate plans nothing further on.
_ESTIMATES = frozenset(("估计", "预估", "预测", "最快"))
_CONSIDERED = frozenset(("考虑", "不排除"))
# 擬以廠房為擔保，向甲銀行申辦聯貸: a name behind one of these is nobody who acts.
_LED = tuple("向由与和对将把为以在获跟同自从于到")
# 希望改用隧道方案，但最終現行方案獲批: what turns against a plan is not under it.
_TURNS = re.compile(r"但|惟|不过|然而|而(?!且)|却|可是|最终|结果|后来|其后|随后|目前|现时")
# How many clauses behind the trigger a "later" cue may stand: …公開收購, 未能議定價格, 交易告吹.
_LATER = 3
_THIS = ("该", "本次", "此次")  # 終止該|收購項目: what a word of ending points back at
_STOP = re.compile("[；;]")
# 該案已撤銷, 計劃告吹: words that point back at what was told, whoever stands at the clause's head.
_POINTS_BACK = re.compile(
    r"(?:而|惟|但|不过)?(?:该|此(?!前)|有关|交易|计划|谈判|案|最终|最后|其后|已|则|也|亦|双方)"
)
# 已因市況欠佳取消: words of ending close their clause; 取消了原定… is another verb.
_CLOSES = 4
_SAID = re.compile(r"[^，。；]{0,20}?(?:表示|坦言|指出|指|称|说|透露|承认|证实|公告|宣布)")
_MATTER = re.compile(
    r"(?:但|惟|不过)?(?:有关|该|相关|双方)(?:的)?(?:磋商|谈判|洽谈|讨论|交易|计划|协议|收购|合作|方案)[^，。；]{0,8}$"
)
# 停牌期間未能議定價格: what ended is not the suspension.
_MEANWHILE = re.compile(r"期[间内]|[之以]?后(?!续)")
_THINGS = NAMES - {"POSITION"}


def bears_on(
    layout: Layout, hit: CueHit, index: int, start: int, end: int, *, goes_on: bool
) -> bool:
    """Whether a cue says something of the event whose trigger is ``start:end``.

    Args:
        layout: the article.
        hit: a cue in the trigger's sentence.
        index: the trigger's clause.
        start: where the trigger begins.
        end: where it ends.
        goes_on: whether a plan reaches the clauses that carry it on.
    """
    if _reaches(layout, hit, index, start, end) or _supposed(layout, hit, index, start):
        return True
    plans = hit.cue.status == "planned" or hit.cue.term in _CONSIDERED
    if not plans or hit.cue.direction != "before" or hit.cue.scope != "clause":
        return False
    if not goes_on:  # 預期全年收入可達90億元，毛利率維持在24%以上
        return hit.cue.status == "planned" and _outlook_goes_on(layout, hit, index)
    return hit.cue.term not in _ESTIMATES and _carried(layout, hit, index, start)


def is_idle(layout: Layout, hit: CueHit, trigger: int) -> bool:
    """Whether a word that can be a cue says nothing: 將 with an object, a plan's name, 通過."""
    if hit.cue.term == _MARKER:
        return _marks_object(layout, hit, trigger)
    if hit.cue.term == _PASSED:
        clause = layout.clauses[layout.clause_at(hit.start)]
        return not _BODY.search(layout.text, clause.start, hit.start)
    if hit.cue.term in _FORECASTS and _is_yardstick(layout, hit):
        return True
    return hit.cue.term in _NOUNS and (_is_noun(layout, hit) or _is_done(layout, hit, trigger))


def _is_yardstick(layout: Layout, hit: CueHit) -> bool:
    """Whether a forecast is what a fact is weighed against: 低於市場分析師預期的3億元."""
    if not layout.text.startswith(_OF_THEM, hit.end):
        return False
    begin = layout.clauses[layout.clause_at(hit.start)].start
    return _WEIGHED.search(layout.text, max(begin, hit.start - 10), hit.start) is not None


def _is_done(layout: Layout, hit: CueHit, trigger: int) -> bool:
    """Whether a plan was carried out: 完成16億元的回購計劃, 回購計劃已實施完畢."""
    if hit.cue.direction != "after":
        return False
    carried_out = _CARRIED_OUT.search(layout.text, max(0, trigger - _CARRY), trigger)
    return carried_out is not None or layout.text.startswith(_OVER, hit.end)


def _supposed(layout: Layout, hit: CueHit, index: int, trigger: int) -> bool:
    """Whether the trigger's clause tells what follows from a condition: 若未改善, 將被強制退市."""
    begin = layout.clauses[index].start
    if hit.cue.term not in _CONDITIONS or hit.end > begin:
        return False
    if _STOP.search(layout.text, hit.start, trigger):
        return False
    return index - layout.clause_at(hit.start) <= _LATER and bool(
        _CONSEQUENCE.search(layout.text, begin, trigger)
    )


def _marks_object(layout: Layout, hit: CueHit, trigger: int) -> bool:
    """Whether 將 takes an object (將廠房出售) instead of telling the future (將出售廠房)."""
    if hit.end >= trigger:
        return False
    if layout.name_over(hit.end, hit.end + 1) or _OBJECT.match(layout.text, hit.end):
        return True
    return layout.text[max(0, hit.start - 2) : hit.start].endswith(_DONE_BEFORE)


def _is_noun(layout: Layout, hit: CueHit) -> bool:
    """Whether 計劃 names a plan (「圓夢計畫」) instead of planning something."""
    if hit.cue.direction != "before":
        return False
    before = layout.text[max(0, hit.start - 1) : hit.start]
    after = layout.text[hit.end : hit.end + 1]
    if after in _ENDS:
        return not layout.text[max(0, hit.start - 2) : hit.start].endswith(_ANNOUNCES)
    return after in _NAMED_AFTER or before in _NAMED_BEFORE


def _carried(layout: Layout, hit: CueHit, index: int, trigger: int) -> bool:
    """Whether the trigger's clause only goes on from the cue's, without a subject of its own."""
    if hit.end > layout.clauses[index].start or _stops(layout, hit.end, trigger):
        return False
    for number in range(index, max(-1, index - _CARRY), -1):
        clause = layout.clauses[number]
        if clause.start <= hit.start:
            return True
        if _TURNS.match(layout.text, clause.start):
            return False
        first = next((m for m in clause.mentions if m.label in ("COMPANY", "PERSON", "ORG")), None)
        if first and first.start - clause.start <= _HEAD and first.end <= trigger:
            led = layout.text[clause.start : first.start].lstrip()
            if not led.endswith(_LED):  # 擬以廠房為擔保，向甲銀行申辦聯貸: no subject
                return False
        if _DONE.search(layout.text, clause.start, clause.end):
            return False
        if number == index and _happened(layout, clause):
            return False
    return False


def _outlook_goes_on(layout: Layout, hit: CueHit, index: int) -> bool:
    """Whether a figure stands right behind an outlook, with no period or denial of its own."""
    clause = layout.clauses[index]
    return (
        layout.clause_at(hit.start) == index - 1
        and not _stops(layout, hit.end, clause.start)
        and not any(m.label in ("DATE", "COMPANY") for m in clause.mentions)
        and not _TURNS.match(layout.text, clause.start)
        and layout.text.find("已", clause.start, clause.end) < 0
    )


def _stops(layout: Layout, start: int, end: int) -> bool:
    """Whether another statement begins in between; 擬對甲罰款；對乙警告 is one."""
    _, *further = _STOP.split(layout.text[start:end])
    return bool(further) and not all(part.startswith("对") for part in further)


def _happened(layout: Layout, clause: Clause) -> bool:
    """Whether a clause names a day that is not ahead: …將撤銷上市地位，股份今早恢復買賣."""
    published = layout.article.published
    return published is not None and any(
        isinstance(m.value, DateRange)
        and m.value.start is not None
        and m.value.start == m.value.end
        and m.value.start <= published
        for m in clause.mentions
    )


def _reaches(layout: Layout, hit: CueHit, index: int, start: int, end: int) -> bool:
    cue, clause = hit.cue, layout.clauses[index]
    # 預虧 before 虧: a cue may reach into the trigger
    before, after = hit.end <= start or hit.start < start < hit.end <= end, hit.start >= end
    inside = hit.start >= start and hit.end <= end
    if cue.direction == "before" and not (before or inside):
        return False
    if cue.direction == "after" and not (after or inside):
        return False
    if cue.scope == "sentence":
        return not _STOP.search(layout.text, min(hit.start, start), max(hit.start, start))
    # 裁掉5%員工並取消部分項目: a verb of ending that takes an object of its own ends that one.
    ends = after and cue.scope == "later" and cue.status == "terminated"
    stop = layout.clauses[layout.clause_at(hit.start)].end
    if ends and stop - hit.end > _CLOSES and not cue.term.endswith(_THIS):
        return False
    if not clause.start <= hit.start < clause.end:
        later = after and (cue.scope == "later" or _ended(layout, hit))
        return later and _comes_later(layout, hit, index, end)
    if cue.scope == "next":  # 或收購, 預中標: only right before the verb, or it is part of a word
        return hit.end == start
    return cue.scope != "near" or min(abs(start - hit.end), abs(hit.start - end)) <= _NEAR


def _ended(layout: Layout, hit: CueHit) -> bool:
    """Whether a clause does nothing but end the matter before it: 有關磋商已於10月終止."""
    if hit.cue.status != "terminated":
        return False
    clause = layout.clauses[layout.clause_at(hit.start)]
    if clause.end - hit.end > _CLOSES:
        return False
    said = _SAID.match(layout.text, clause.start, hit.start)
    begin = said.end() if said else clause.start
    return _MATTER.match(layout.text, begin, hit.start) is not None


def _comes_later(layout: Layout, hit: CueHit, index: int, end: int) -> bool:
    """Whether a cue in one of the next clauses still speaks of the trigger's event."""
    last = layout.clause_at(hit.start)
    if not index < last <= index + _LATER:
        return False
    if _STOP.search(layout.text, layout.clauses[index].start, hit.start):
        return False
    clause = layout.clauses[last]
    if hit.cue.status in ("denied", "rumored"):  # 公司不予評論, 她直斥造謠: whoever says so
        return True
    if _MEANWHILE.match(layout.text, end):
        return False
    said = _SAID.match(layout.text, clause.start, hit.start)  # 伊戈爾坦言計劃已經擱置
    begin = said.end() if said else clause.start
    if _POINTS_BACK.match(layout.text, begin):
        return True
    # 而此前規劃的越南工廠已經擱置: another thing is named before the cue.
    first = next((m for m in clause.mentions if m.start >= begin and m.label in _THINGS), None)
    if first is None or first.start >= hit.start:
        return True
    return "被" in layout.text[begin : first.start]  # 同年11月被上交所終止審核
