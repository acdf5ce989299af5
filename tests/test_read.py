from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from newsparse.annotation import Article
from newsparse.corpus.published import date_in_name
from newsparse.corpus.read import read_articles
from newsparse.corpus.record import Failure, find_body, parse_region
from newsparse.errors import ArticleError
from newsparse.published import parse_date

FRONT = "---\npublished: 2024-03-24\nsource: 明報\nurl: https://example.com/a\nregion: HK\n---\n"
NEWS = "騰訊擬收購格芯\n騰訊昨日宣布，擬以5億美元收購格芯。\n"


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*paths: Path, **options) -> list[Article | Failure]:
    return list(read_articles(paths, **options))


def one(path: Path, **options) -> Article:
    (article,) = read(path, **options)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_txt_with_front_matter(tmp_path, mark):
    article = one(put(tmp_path / "a.txt", mark + (FRONT + NEWS).encode()))
    assert article.text == NEWS
    assert article.id == "a"
    assert (article.published, article.published_basis) == (date(2024, 3, 24), "front matter")
    assert (article.source, article.url) == ("明報", "https://example.com/a")
    assert article.region == "HK"
    assert article.text[article.body_start :].startswith("騰訊昨日")


@pytest.mark.parametrize(
    "text",
    [
        "  開頭的空白\u3000和\xa0結尾 \n\n",
        "一行\r\n又一行\r\n",
        "---\n只是一條線\n---\n",
        "---\npublished: 2024-03-24\n沒有結束",
        "---\ntitle: 甲\ntags:\n- 乙\n\n騰訊。\n",
        "+++\ntitle = 甲\n",
        "---\n文：甲\n\n騰訊宣布，收購格芯。\n---\n完。\n",
        "---\n- 騰訊\n- 格芯\n---\n",
        "---",
        "零寬\u200b字\ufeff元",
    ],
)
def test_the_text_is_never_edited(tmp_path, text):
    assert one(put(tmp_path / "a.txt", text)).text == text


def test_front_matter_with_windows_line_ends_and_quotes(tmp_path):
    text = '---\r\npublished: "2024年3月24日"\r\nid: x-1\r\n---\r\n騰訊。\r\n'
    article = one(put(tmp_path / "a.txt", text))
    assert (article.text, article.id) == ("騰訊。\r\n", "x-1")
    assert article.published == date(2024, 3, 24)


def test_front_matter_title_stands_before_the_text(tmp_path):
    article = one(put(tmp_path / "a.txt", "---\ntitle: 標題\nauthor: 甲\n---\n內文。"))
    assert (article.text, article.body_start) == ("標題\n內文。", 3)


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 標題\ntags:\n- 甲\n- 乙\npublished: 2024-03-24\n---\n",
        "---\n# 注\n\ntitle: 標題\nauthor:\n  name: 甲: 乙\n  - 丙\npublished: 2024-03-24\n---\n",
        '---\r\n"title": "標題"\r\ntags: [\r\n  甲,\r\n]\r\npublished: 2024-03-24\r\n---\r\n',
        "---\ntitle: 標題\nPublish Date: 2024-03-24\nsummary: >\n  一段\n---\n",
        '+++\ntitle = "標題"\ndate = 2024-03-24T08:00:00+08:00\n[author]\ntitle = "主任"\n+++\n',
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_with_more_than_lines_of_key_and_value(tmp_path, name, front):
    article = one(put(tmp_path / name, front + "內文。"))
    assert article.text == "標題\n內文。"
    assert (article.published, article.published_basis) == (date(2024, 3, 24), "front matter")


def test_options_fill_what_the_file_leaves_open(tmp_path):
    bare = put(tmp_path / "bare.txt", "騰訊。")
    dated = put(tmp_path / "dated.txt", FRONT + "騰訊。")
    options = {"published": date(2020, 1, 1), "region": "TW"}
    article = one(bare, **options)
    assert (article.published, article.published_basis) == (date(2020, 1, 1), "option")
    assert article.region == "TW"
    article = one(dated, **options)
    assert (article.published, article.region) == (date(2024, 3, 24), "HK")


def test_jsonl_fields(tmp_path):
    line = {"text": "內文。", "title": "標題", "id": 7, "published": "2024-03-24T23:00:00+08:00"}
    line |= {"source": "明報", "url": "u", "region": "tw", "mentions": [1], "extra": None}
    article = one(put(tmp_path / "a.jsonl", json.dumps(line)))
    assert (article.text, article.body_start, article.id) == ("標題\n內文。", 3, "7")
    assert (article.published, article.published_basis) == (date(2024, 3, 24), "field")
    assert (article.source, article.url, article.region) == ("明報", "u", "TW")


def test_jsonl_without_title_stands_as_it_is(tmp_path):
    article = one(put(tmp_path / "a.jsonl", json.dumps({"text": NEWS})))
    assert article.text == NEWS
    assert article.body_start == 8


def test_jsonl_bad_lines_are_named_and_the_others_read(tmp_path):
    lines = [
        '{"text": "甲"}',
        "{oops",
        "",
        '["text"]',
        '{"title": "乙"}',
        '{"text": 5}',
        '{"text": null}',
        '{"text": "  "}',
        '{"text": "丙", "published": "someday"}',
        '{"text": "丁", "region": "US"}',
        r'{"text": "半個\ud83d字"}',
        r'{"text": "丙", "source": "\udc00"}',
        r'{"text": "丙", "id": "\udc00"}',
        '{"text": "戊", "id": true}',
        "[" * 100_000,
        '{"text": "己"}',
    ]
    items = read(put(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [(a.text, a.id) for a in items if isinstance(a, Article)] == [
        ("甲", "a:1"),
        ("己", "a:16"),
    ]
    failures = {f.line: f.reason for f in items if isinstance(f, Failure)}
    expected = {
        2: "is no JSON (Expecting property name",
        4: "is no JSON object",
        5: "field text is missing",
        6: "field text is no text but int",
        7: "the article is empty",
        8: "the article is empty",
        9: "published 'someday' is no date. Write it as 2024-03-24",
        10: "region 'US' is unknown. Use HK, TW or CN",
        11: "text holds half a surrogate pair (U+D83D) at character 2",
        12: "source holds half a surrogate pair",
        13: "id holds half a surrogate pair",
        14: "field id is no text but bool",
        15: "is nested too deep",
    }
    assert set(failures) == set(expected)
    for line, start in expected.items():
        assert failures[line].startswith(start), failures[line]
    assert all("a.jsonl:" in str(f) for f in items if isinstance(f, Failure))


def test_whole_surrogate_pairs_are_characters(tmp_path):
    assert one(put(tmp_path / "a.jsonl", r'{"text": "\ud83d\ude80升空"}')).text == "🚀升空"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the article is empty"),
        ("blank.txt", "\ufeff \n\u3000\n".encode(), "the article is empty"),
        ("empty.jsonl", b"", "is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0", "is a binary file (zero byte at offset 8)"),
        ("image.jsonl", b"\x89PNG\0", "is a binary file"),
        ("null.txt", "騰訊\0".encode(), "is a binary file (zero byte at offset 6)"),
        ("cut.txt", NEWS.encode()[:-2], "is not all UTF-8 (byte 0xE3 at offset"),
        ("cut16.txt", NEWS.encode("utf-16")[:-1], "is not all UTF-16-LE (byte 0x0A at offset"),
        ("ja.txt", "日本のニュースです".encode("shift_jis"), "is no Chinese text in any encoding"),
        (
            "ko.txt",
            "삼성전자는 오늘 발표했다".encode("cp949"),
            "is no Chinese text in any encoding",
        ),
        ("page.htm", b"<html><body></body></html>", "no article was found on the page"),
        ("bad.docx", b"PK\3\4", "is no .zip archive that can be read"),
        ("bad.zip", b"PK\3\4", "is no .zip archive that can be read"),
        ("bad.parquet", b"PAR1PAR1", "is no .parquet file that can be read"),
        ("bad.json", b'{"text": ', "is no JSON (Expecting value"),
        ("empty.csv", b"", "is empty"),
        ("other.csv", "甲,乙\n一,二\n".encode(), "field text is missing (there are: 甲, 乙)"),
        ("long.txt", ("長" * 1_000_001).encode(), "the article has 1,000,001 characters"),
        ("huge.txt", b"x" * 10_000_000, "has more than 4,000,000 bytes, too many"),
        ("date.txt", b"---\npublished: 2024-02-30\n---\nx", "published '2024-02-30' is no date"),
        ("page.pdf", b"%PDF", "is none of .txt .md .html .htm .docx .jsonl .json .csv .parquet"),
    ],
)
def test_what_cannot_be_read_is_a_failure_that_says_why(tmp_path, name, content, reason):
    (failure,) = read(put(tmp_path / name, content))
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(reason)
    assert failure.path.endswith(name)
    assert not failure.skipped


def test_a_byte_order_mark_counts_in_the_offset(tmp_path):
    (failure,) = read(put(tmp_path / "a.txt", b"\xef\xbb\xbf\xff"))
    assert "offset 3" in failure.reason


def test_lines_of_a_jsonl_in_another_encoding_fail_one_by_one(tmp_path):
    line = json.dumps({"text": NEWS}, ensure_ascii=False).encode() + b"\n"
    odd = json.dumps({"text": NEWS}, ensure_ascii=False).encode("big5") + b"\n"
    *good, failure, last = read(put(tmp_path / "a.jsonl", line * 9 + odd + line))
    assert (len(good), failure.line, last.id) == (9, 10, "a:11")
    at = 9 * len(line) + odd.index("騰".encode("big5"))
    assert failure.reason.startswith(f"is not all UTF-8 (byte 0xC4 at offset {at})")


def test_an_endless_line_is_passed_over(tmp_path):
    content = b'{"text": "' + b"x" * 13_000_000 + '"}\n{"text": "騰訊"}'.encode()
    failure, article = read(put(tmp_path / "a.jsonl", content))
    assert (failure.line, failure.reason[:14]) == (1, "has more than ")
    assert article.id == "a:2"


@pytest.mark.parametrize("text", ["Only Latin here.", "。，！？", "12345", "\u200b字", "\x01字"])
def test_odd_but_readable_texts_are_articles(tmp_path, text):
    assert one(put(tmp_path / "a.txt", text)).text == text


def test_folders_are_read_in_name_order_and_ids_are_relative(tmp_path):
    put(tmp_path / "b" / "2.txt", "二")
    put(tmp_path / "b" / "1.TXT", "一")
    put(tmp_path / "a.jsonl", '{"text": "甲"}\n{"text": "乙", "id": "own"}')
    put(tmp_path / "c.d.txt", "丙")
    assert [item.id for item in read(tmp_path)] == ["a:1", "own", "b/1", "b/2", "c.d"]


def test_other_files_are_named_as_skipped_hidden_ones_passed_over(tmp_path):
    put(tmp_path / "README.rst", "x")
    put(tmp_path / ".git" / "a.txt", "x")
    put(tmp_path / ".DS_Store", "x")
    put(tmp_path / "~$w.docx", "x")
    (failure,) = read(tmp_path)
    assert failure.skipped
    assert failure.path.endswith("README.rst")


def test_ids_are_unique_and_no_file_is_read_twice(tmp_path):
    for desk in ("hk", "tw"):
        put(tmp_path / desk / "1.txt", desk)
    put(tmp_path / "x.jsonl", '{"text": "甲", "id": "1"}')
    items = read(tmp_path / "hk", tmp_path / "tw", tmp_path / "x.jsonl", tmp_path / "hk" / "1.txt")
    assert [(item.id, item.text) for item in items] == [("1", "hk"), ("1~2", "tw"), ("1~3", "甲")]


def test_a_missing_path_is_a_failure(tmp_path):
    (failure,) = read(tmp_path / "none.txt")
    assert "No such file" in failure.reason
    (failure,) = read(tmp_path / "none")
    assert "No such file" in failure.reason


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_and_folder_are_failures(tmp_path):
    put(tmp_path / "a.txt", "x").chmod(0)
    folder = put(tmp_path / "b" / "c.txt", "x").parent
    folder.chmod(0)
    try:
        failures = read(tmp_path)
    finally:
        folder.chmod(0o755)
    assert [f.reason for f in failures] == ["cannot be read (Permission denied)"] * 2


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_need_not_be_utf8(tmp_path):
    name = os.fsdecode(b"\xc4\xcb.txt")
    try:
        (tmp_path / name).write_text("騰訊")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (article,) = read(tmp_path)
    article.id.encode()


@pytest.mark.skipif(os.name == "nt", reason="no pipes among the files there")
def test_a_pipe_among_the_files_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (found,) = read(tmp_path)
    assert (found.reason, found.skipped) == ("is a pipe, socket or device", True)
    (found,) = read(tmp_path / "a.txt")
    assert not found.skipped


def test_a_folder_that_links_to_itself_ends(tmp_path):
    put(tmp_path / "a.txt", "甲")
    try:
        (tmp_path / "loop").symlink_to(tmp_path)
    except OSError:
        pytest.skip("no links here")
    first, link = read(tmp_path)
    assert (first.id, link.reason, link.skipped) == ("a", "is a link to a folder", True)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("標題\n內文。", 3),
        ("有問號的標題？\n內文。", 8),
        ("第一句。\n第二句。", 0),
        ("只有一行", 0),
        ("標題\n \n", 0),
        ("\n內文。", 0),
        ("長" * 65 + "\n內文。", 0),
        ("本報訊：\n內文。", 0),
        ("標題\r\n內文。", 4),
        ("標題\r內文。\r", 3),
    ],
)
def test_title_line(text, start):
    assert find_body(text) == start


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-24", (2024, 3, 24)),
        ("2024/3/4", (2024, 3, 4)),
        ("20240324", (2024, 3, 24)),
        ("2024年3月24日 09:30", (2024, 3, 24)),
        ("2024-03-24 23:59:59", (2024, 3, 24)),
        ("2024.03.24", (2024, 3, 24)),
        ("2024年05月16日08:00", (2024, 5, 16)),
        ("20240516080000", (2024, 5, 16)),
        ("2024-05-16 星期四", (2024, 5, 16)),
        ("113年5月16日", (2024, 5, 16)),
        ("中華民國113年5月16日 上午", (2024, 5, 16)),
        ("民國99年5月16日", (2010, 5, 16)),
        ("113/05/16", (2024, 5, 16)),
        ("Thu, 16 May 2024 10:00:00 GMT", (2024, 5, 16)),
        ("Thu, 16 May 2024 17:00:00 GMT", (2024, 5, 17)),
        ("Thu, 16 May 2024 17:00:00 +0800", (2024, 5, 16)),
        ("1715817600", (2024, 5, 16)),
        ("1715817600000", (2024, 5, 16)),
        ("1715817600.0", (2024, 5, 16)),
        ("2024-05-16T15:59:00Z", (2024, 5, 16)),
        ("2024-05-16T16:00:00Z", (2024, 5, 17)),
        ("2024-05-16 16:00:00.123 +0000 UTC", (2024, 5, 17)),
        ("2024-05-16T20:30:00-03:30", (2024, 5, 17)),
        ("2024-05-16T02:00+10:30", (2024, 5, 15)),
        ("2024-05-16 23:30 (GMT+8)", (2024, 5, 16)),
    ],
)
def test_dates(text, day):
    assert parse_date(text) == date(*day)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2024", "2024-13-01", "24-03-2024", "2024-03-240", "昨日"),
        *("2024-05", "3/4/2024", "5/16/2024", "2715817600", "113年", "2024-05-16T25:00Z"),
    ],
)
def test_what_is_no_date(text):
    with pytest.raises(ArticleError, match="is no date"):
        parse_date(text)


@pytest.mark.parametrize("written", ["NaT", "nan", "N/A", "-", "null", "None", " "])
def test_a_date_that_says_there_is_none(tmp_path, written):
    line = json.dumps({"text": "本報2024年3月2日訊 騰訊。", "date": written})
    article = one(put(tmp_path / "a.jsonl", line))
    assert (article.published, article.published_basis) == (date(2024, 3, 2), "dateline")


@pytest.mark.parametrize(
    "line",
    [
        "2024年05月16日 08:00 来源：某网",
        "2024-05-16 08:00 来源：某网",
        "2024年05月16日 08:00:00 新浪财经",
        "2024年05月16日08:00 | 来源：证券时报",
        "2024/05/16 08:00 聯合報",
        "2024-05-16 記者王大明／台北報導",
        "記者 王大明／台北報導 2024-05-16",
        "2024年5月16日 星期四",
        "2024年5月16日（星期四）",
        "某网 2024年05月16日 08:00",
        "（香港，2024年5月16日）騰訊昨日宣布，收購格芯。",
    ],
)
def test_a_by_line_with_the_day_of_publication(tmp_path, line):
    article = one(put(tmp_path / "a.txt", f"騰訊擬收購格芯\n{line}\n騰訊昨日宣布收購。"))
    assert (article.published, article.published_basis) == (date(2024, 5, 16), "dateline")
    page = "".join(f"<p>{text}</p>" for text in (line, *["騰訊昨日宣布，擬收購格芯。" * 9] * 3))
    page = f"<html><body><article><h1>騰訊擬收購格芯</h1>{page}</article></body></html>"
    assert one(put(tmp_path / "a.html", page)).published == date(2024, 5, 16)


@pytest.mark.parametrize(
    "line",
    [
        "2024年5月16日 08:00 騰訊召開業績會",
        "2024年5月16日 10:00 國新辦舉行新聞發布會",
        "2024年5月16日記者會全文",
        "2024年5月16日召開股東大會",
        "公司於2024年5月16日起復牌",
        "會議時間：2024年5月16日 10:00至12:00",
        "（2024年5月16日起生效）騰訊昨日宣布，收購格芯。",
    ],
)
def test_the_day_of_an_event_is_not_the_day_of_publication(tmp_path, line):
    path = put(tmp_path / "a.txt", f"騰訊擬收購格芯\n{line}\n騰訊昨日宣布收購。")
    assert one(path).published is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03-24", (2024, 3, 24)),
        ("news_20240324_01", (2024, 3, 24)),
        ("2024/03/24/a", (2024, 3, 24)),
        ("騰訊2024年03月24日", (2024, 3, 24)),
        ("2023-01-01/20240324", (2024, 3, 24)),
        ("0700-120240324", None),
        ("20241324", None),
        ("20240324001", None),
        ("2024-0324", None),
    ],
)
def test_dates_in_file_names(name, day):
    assert date_in_name(name) == (None if day is None else date(*day))


def test_where_the_date_comes_from_best_source_first(tmp_path):
    name, dateline = tmp_path / "2024-03-01.txt", "本報2024年3月2日訊 騰訊。"
    front = "---\npublished: 2024-03-03\n---\n"
    option = {"published": date(2024, 2, 29)}
    for text, day, basis in (
        ("騰訊。", 1, "file name"),
        (dateline, 2, "dateline"),
        (front + dateline, 3, "front matter"),
    ):
        article = one(put(name, text), **option)
        assert (article.published, article.published_basis) == (date(2024, 3, day), basis)
    article = one(put(tmp_path / "a.txt", "騰訊。"), **option)
    assert article.published_basis == "option"
    assert one(tmp_path / "a.txt").published is None  # a file's time of change tells nothing


def test_region_names():
    assert parse_region(" cn ") == "CN"
    with pytest.raises(ArticleError, match="HK, TW or CN"):
        parse_region("台灣")
