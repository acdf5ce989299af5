"""What is launched, where no name tells it: described by its kind, right beside the verb.

推出三款機械鍵盤 and 青嵐 M1 陶瓷版亮相 name no product that a list could know; the kind that ends
the phrase (鍵盤, 版) says that it is one, and the verb or the maker's name says where it begins.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsparse.events.clauses import Clause
from newsparse.events.event_type import Role
from newsparse.events.layout import Layout
from newsparse.text.characters import HAN

# 推出了其首款全新…: what says nothing about the thing itself.
_LED = re.compile(
    r"(?:[ 了出其]|包[括含]|旗下|全新|国?[内产]?首[款个台部]"
    r"|(?:业界|全球|全台|国内|业内|独家)首创的?|自主[研开]发的?|自研的?"
    r"|(?P<count>(?:[一两二三四五六七八九十多数]|[\d,.]{1,9}) ?[万余大]?"
    r"[款台种个项部辆家间所座条]))*"
)
# 手機將於8月在印度正式開售: what stands between the thing and the verb.
_BETWEEN = re.compile(
    r"(?:正式|全球|国内|国行|海外|今[日天晚年]|明[日天晚年]|昨[日天晚]|本[周月]|近[日期]|年内|同步|全新|开启|首[次度]|现已?|即将"
    r"|也|均|全国|范围内|全面|永久|彻底|暂时|各地|已经?|再次|率先|独家|抢先|终于|预计|有望|最快|计划|暂定|有意|拟|或|将|会|要|于|在|登陆|限量|[上下]周|上午|晚间"
    r"|[ \u3000])+$"
)
# 宣布青嵐 M1 上市, 旗下新款電動車上市: where a description begins that no name stands before.
_BEGINS = re.compile(
    r"(?:旗下|其中|宣布|表示|透露|获悉|[称曝传]|推(?!动|进|升|广|行|理|荐|力|送)|带来|携(?!手)|带着|其(?!他)|全新|首[款台]|一款|消息|举行|举办|迎来|的|[）)、：:])"
)
_REACH, _ROOM, _BRIEF, _PEELS = 44, 36, 3, 3
# A name right behind the kind is what is meant: 推出手機「海棠X1」, 發布大模型（X1）.
_NAME_FOLLOWS = re.compile(r" ?[「『《“\"（(A-Za-z]")
# 發布會, 發布時, 推出後: the verb is no verb here.
_NO_VERB = re.compile(r"[时后前会期者的以初于]")
# 發布財報, 上線超高刷 have an object, and what stands before them acts; 亮相車展 has none.
_TAKES_OBJECT = frozenset(
    ("发布", "正式发布", "首发", "上线", "正式上线", "发售", "上架", "停止", "停产", "停售")
)
_ENDED = re.compile(r"[，。；：！？\n在于、,（(]|并|$|销售|服务|运营|更新|供货|生产")
# Verbs and particles inside show that this is no noun phrase; 該產品 tells nothing new.
_NO_PHRASE = re.compile(
    r"^等|受惠|受益|加上|发布|公布|表示|宣布|认为|指出|搭载|配备|成为|进行|通过|收购|投资(?!(?:管理|控股)?(?:[子分孙]?公司|基金|平台|中心|机构))|以及|随着|并(?!联)|[将被为和与及在对从向把让给已该这]"
    r"|支持|实现|还有|除了|网友|拥有|具备|有助|距离|附赠|带来|所有|其他|更多|相关|任何|多次|众多|目前|此前"
)
_AND = re.compile(r"(?:[、及和与]|以及|还有)+")
_QUOTES = (("「", "」"), ("《", "》"), ("“", "”"))
# 青嵐 S05 上市, 青嵐 07L 即將上市: a model number is as good as a kind.
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9.])(?:[A-Za-z]{1,3}\d{1,4}[A-Za-z]{0,2}|\d{2}[A-Z])"
    r"(?: (?:Pro|Max|Ultra|Plus|Mini|Air|SE|EV|DM-i|PHEV|GT))*$"
    # 青嵐汽車滄 Ultra DM-i 上市: what drives it is told of a car
    rf"|{HAN}{{1,4}}(?: ?(?:Pro|Max|Ultra|Plus|PLUS|L|GT))? ?(?:DM-i|DM-p|PHEV|EREV|EV)$"
)
_MODEL = re.compile(r"[A-Za-z][A-Za-z0-9 .+-]*")
_MAKERS = frozenset(("COMPANY", "ORG", "PERSON", "POSITION", "MONEY", "DATE"))
_END = r"(?=[，。；、！？：\n（(及和与并,]|$)"
_CAPITAL = re.compile(r"[A-Z]")
_LATIN = r"[A-Z][A-Za-z0-9]+(?:[ -][A-Za-z0-9+.]+){1,4}"
_MARK = r"[^，。；：！？\n「」《》“”、]|(?<=[A-Za-z0-9+])、(?=[A-Za-z0-9])"


def by_kind(
    layout: Layout, role: Role, clause: Clause, start: int, end: int
) -> list[tuple[int, int, str]]:
    """The phrases that describe what a verb is about, and the place they stand in.

    Args:
        layout: the article.
        role: with the kinds that end such a phrase, and the verbs it stands before or behind.
        clause: the verb's.
        start: where the verb begins.
        end: where it ends.
    """
    verb = layout.text[start:end]
    found = _behind(layout, role, clause, end) if verb in role.makes else None
    if found:
        listed = _listed(layout, role, clause, found[1]) if role.many else []
        return [(*each, "object:kind") for each in (found, *listed)]
    if verb not in role.shows or _NO_VERB.match(layout.text, end):
        return []
    if verb in _TAKES_OBJECT and not _ENDED.match(layout.text, end):
        return []
    found = _ahead(layout, role, clause, start)
    return [(*found, "subject:kind")] if found else []


def _listed(layout: Layout, role: Role, clause: Clause, end: int) -> list[tuple[int, int]]:
    """The further members of a list: 推出智慧手錶、無線耳機及平板電腦."""
    found: list[tuple[int, int]] = []
    while (mark := _AND.match(layout.text, end, clause.end)) is not None:
        begin = mark.end()
        phrase = _phrase(role).match(layout.text, begin, min(clause.end, begin + _REACH))
        noun = phrase and _noun(layout, begin, phrase.end(), clause)
        if not noun:
            break
        found.append(noun)
        end = noun[1]
    return found


def _behind(layout: Layout, role: Role, clause: Clause, end: int) -> tuple[int, int] | None:
    if _NO_VERB.match(layout.text, end):
        return None
    led = _LED.match(layout.text, end, clause.end)
    begin = led.end() if led else end
    if led and led["count"] and _bare(role, layout.text, begin, clause.end):
        begin = led.start("count")  # 48種新品 is as much as is told
    limit = min(clause.end, begin + _REACH)
    latin = _CAPITAL.search(layout.text, begin, limit)
    called = _called(role).match(layout.text, begin, limit) if latin else None
    if called and not any(
        m.label == "PRODUCT" and begin <= m.start < called.end() for m in clause.mentions
    ):
        return called.span("name")  # 發布儲能系統解決方案 CATHAY SODIUM
    found = _phrase(role).match(layout.text, begin, limit)
    if found is None or _NAME_FOLLOWS.match(layout.text, found.end(), found.end() + 2):
        return None
    return _noun(layout, begin, found.end(), clause)


def _ahead(layout: Layout, role: Role, clause: Clause, start: int) -> tuple[int, int] | None:
    text, begin, stop = layout.text, max(clause.start, start - _REACH), start
    for _ in range(_PEELS):  # 手機|8月|將在|印度|正式|開售
        between = _BETWEEN.search(text, begin, stop)
        if between:
            stop = between.start()
        last = next((m for m in clause.mentions if m.end == stop and m.label != "PRODUCT"), None)
        if last is None or not (last.label == "DATE" or text[last.start - 1] in "在于"):
            break
        stop = last.start
    model = _NUMBERED.search(text, begin, stop)
    if not model and not _tail(role).search(text, begin, stop):
        return None
    makers = [
        m
        for m in clause.mentions
        if m.label in _MAKERS and begin < m.end < stop and text[m.end] not in "」”》"
    ]
    if makers:
        last = makers[-1]
        begin = last.end
        if len(makers) > 1 and _MODEL.fullmatch(text, last.start, last.end):
            bare = _tail(role).match(text[last.end : stop].strip())
            begin = last.start if bare else begin  # 青嵐 Robo X 手機: no firm, but a model
    for led in _BEGINS.finditer(text, begin, stop - 1):
        begin = led.end()
    return _noun(layout, begin, stop, clause)


def _noun(layout: Layout, begin: int, stop: int, clause: Clause) -> tuple[int, int] | None:
    """The phrase without what leads to it (用於家庭的…); None where it is none or holds a name."""
    text = layout.text
    begin = max(begin, text.rfind("的", begin, stop - 1) + 1)
    for opens, closes in _QUOTES:
        if text.find(opens, begin, stop) < 0:
            begin = max(begin, text.rfind(closes, begin, stop) + 1)
    while begin < stop and text[begin] in " \u3000-—":
        begin += 1
    while begin < stop and text[stop - 1] in " \u3000":
        stop -= 1
    if not _BRIEF <= stop - begin <= _ROOM or _NO_PHRASE.search(text, begin, stop):
        return None
    named = any(m.label == "PRODUCT" and begin <= m.start < stop for m in clause.mentions)
    return None if named else (begin, stop)


@lru_cache(maxsize=64)
def _phrase(role: Role) -> re.Pattern[str]:
    words = "|".join(map(re.escape, role.kinds))
    return re.compile(rf"(?:{_MARK}){{0,{_ROOM}}}?(?:{words}){_END}")


@lru_cache(maxsize=64)
def _called(role: Role) -> re.Pattern[str]:
    words = "|".join(map(re.escape, role.kinds))
    return re.compile(
        rf"(?:{_MARK}){{1,{_ROOM}}}?(?:{words})(?: ?(?:—+|[：:]))? ?(?P<name>{_LATIN}){_END}"
    )


def _bare(role: Role, text: str, begin: int, limit: int) -> bool:
    found = _phrase(role).match(text, begin, limit)
    return found is not None and found.end() - begin < _BRIEF


@lru_cache(maxsize=64)
def _tail(role: Role) -> re.Pattern[str]:
    words = "|".join(map(re.escape, role.kinds))
    return re.compile(rf"(?:{words})$")
