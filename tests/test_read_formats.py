"""Every kind of file that articles come in, the encodings, and what is done to do harm."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsparse.annotation import Article
from newsparse.corpus import archive, rows
from newsparse.corpus.columns import Columns
from newsparse.corpus.read import read_articles
from newsparse.corpus.record import Failure

TRADITIONAL = "騰訊擬收購格芯\n騰訊昨日宣布，擬以5億美元收購格芯，料於今年底前完成。\n"
SIMPLIFIED = "腾讯拟收购格芯\n腾讯昨日宣布，拟以5亿美元收购格芯，料于今年底前完成。\n"
HONG_KONG = "中環嘅銀行\n滙豐控股喺中環嘅總行話，邨民可以喺呢度開戶口，唔使收費。\n"


def read(*paths: Path, **options) -> list[Article | Failure]:
    return list(read_articles(paths, **options))


def one(path: Path, **options) -> Article:
    (article,) = read(path, **options)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((TRADITIONAL, e) for e in ("utf-8", "utf-8-sig", "utf-16", "big5", "cp950", "big5hkscs")),
        *((TRADITIONAL, e) for e in ("gb18030", "gbk", "utf-16-le", "utf-16-be")),
        *((SIMPLIFIED, e) for e in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gb2312")),
        (HONG_KONG, "big5hkscs"),
        ("史蒂夫‧賈伯斯是蘋果公司的創辦人，蘋果是市值最大的公司之一。", "cp950"),
        ("1～3月營收年增5%，公司表示，市場的需求會好轉。", "cp950"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".jsonl", ".csv", ".json"])
def test_encodings_are_told_apart(tmp_path, text, encoding, suffix):
    content = {
        ".csv": f'正文\n"{text}"\n',
        ".json": json.dumps({"text": text}, ensure_ascii=False),
        ".jsonl": json.dumps({"text": text}, ensure_ascii=False) + "\n",
    }.get(suffix, text)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content.encode(encoding))
    assert one(path).text == text


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>騰訊擬收購格芯</title><meta property="article:published_time" content="2024-03-24T08:00:00">
<meta property="og:site_name" content="明報"><script>document.write("偷看 2019-01-01")</script>
</head><body><nav>首頁 財經 娛樂</nav><article><h1>騰訊擬收購格芯</h1>{body}</article>
<footer>版權所有 2020</footer></body></html>"""
BODY = "".join(
    f"<p>騰訊第{n}次宣布，擬以約5億美元收購格芯，交易料於今年底前完成，雙方的董事會已經批准。</p>"
    for n in range(5)
)


@pytest.mark.parametrize("encoding", ["utf-8", "big5"])
def test_a_web_page_gives_its_article_and_date(tmp_path, encoding):
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(charset=encoding, body=BODY).encode(encoding))
    article = one(path)
    assert article.text.startswith("騰訊擬收購格芯\n騰訊第0次宣布")
    assert article.text[article.body_start :].startswith("騰訊第0次")
    assert (article.published, article.published_basis) == (date(2024, 3, 24), "metadata")
    assert article.source == "明報"
    for noise in ("偷看", "娛樂", "版權"):
        assert noise not in article.text


def test_a_date_somewhere_on_a_page_is_not_the_day_of_publication(tmp_path):
    path = tmp_path / "a.html"
    page = PAGE.format(charset="utf-8", body=BODY + "<p>該廠於2021年3月4日投產。</p>")
    path.write_text(page.replace("2024-03-24T08:00:00", ""), encoding="utf-8")
    assert one(path).published is None


def test_a_word_document_gives_paragraphs_and_tables(tmp_path):
    from docx import Document

    document = Document()
    document.add_heading("騰訊擬收購格芯")
    document.add_paragraph("騰訊昨日宣布。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "作價", "5億美元"
    document.save(str(tmp_path / "a.docx"))
    article = one(tmp_path / "a.docx")
    assert article.text == "騰訊擬收購格芯\n騰訊昨日宣布。\n作價\t5億美元"
    assert article.body_start == 8
    assert article.published is None


def test_markdown_front_matter_may_be_chinese(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\n標題: 甲\n發布時間: 2024/3/24\n來源: 明報\n---\n內文。", encoding="utf-8")
    article = one(path)
    assert (article.text, article.source) == ("甲\n內文。", "明報")
    assert (article.published, article.published_basis) == (date(2024, 3, 24), "front matter")


HEADERS = [
    ["id", "title", "text", "published", "source"],
    ["Article ID", "Headline", "Content", "Publish_Date", "Media"],
    ["编号", "标题", "正文", "发布时间", "来源"],
    ["編號", "標題", "內文", "發布日期", "來源"],
    ["id", "title", "text", "Published Date", "source"],
    ["id", "title", "text", "publishedDate", "source"],
    ["id", "title", "text", "Date/Time", "source"],
    ["id", "title", "text", "timestamp", "source"],
    ["id", "title", "text", "created_at", "source"],
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".json", ".parquet"])
def test_tables_find_their_columns(tmp_path, header, suffix):
    rows = [["7", "甲", "內,文\n二行", "2024-03-24 10:00", "明報"], ["8", "", "丙", "", ""]]
    frame = pd.DataFrame(rows, columns=header)
    path = tmp_path / f"a{suffix}"
    if suffix in (".csv", ".tsv"):
        path = tmp_path / "a.csv"
        frame.to_csv(path, index=False, sep="\t" if suffix == ".tsv" else ",")
    elif suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_json(path, orient="records", lines=suffix == ".jsonl", force_ascii=False)
    first, second = read(path)
    assert (first.id, first.text, first.body_start) == ("7", "甲\n內,文\n二行", 2)
    assert (first.published, first.published_basis) == (date(2024, 3, 24), "field")
    assert (first.source, second.source) == ("明報", None)
    assert (second.text, second.published) == ("丙", None)


def test_columns_may_be_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,報道,日\n摘要,全篇,2024-03-24\n", encoding="utf-8")
    article = one(path, columns=Columns(text="報道", published="日"))
    assert (article.text, article.published) == ("全篇", date(2024, 3, 24))
    (failure,) = read(path, columns=Columns(text="無"))
    assert failure.reason.startswith("field 無 is missing (there are: text, 報道, 日)")


@pytest.mark.parametrize("field", ["title", "id", "published", "source", "url", "region"])
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".json", ".parquet"])
def test_a_column_named_that_is_not_there_is_said(tmp_path, suffix, field):
    frame, path = pd.DataFrame({"text": ["騰訊。"], "日": ["2024-03-24"]}), tmp_path / f"a{suffix}"
    if suffix == ".csv":
        frame.to_csv(path, index=False)
    elif suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_json(path, orient="records", lines=suffix == ".jsonl", force_ascii=False)
    *_, failure = read(path, columns=Columns(**{field: "nope"}))
    assert failure.reason.startswith("there is no column nope (there are: text, 日)")
    (article,) = read(path, columns=Columns(published="日"))
    assert article.published == date(2024, 3, 24)


def test_a_key_named_may_be_left_out_of_some_objects(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "甲"}\n{"text": "乙", "day": "2024-03-24"}\n', encoding="utf-8")
    first, second = read(path, columns=Columns(published="day"))
    assert (first.published, second.published) == (None, date(2024, 3, 24))


def test_numbers_are_read_where_a_text_is_no_must(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame(
        {"id": [1.0, None], "text": ["騰訊"] * 2, "time": [1715817600.0, None]}
    ).to_parquet(path)
    first, second = read(path)
    assert (first.id, first.published, second.id) == ("1", date(2024, 5, 16), "a:2")
    path = tmp_path / "a.json"
    path.write_text('{"text": "騰訊。", "title": 5, "source": NaN, "url": 2.5}', encoding="utf-8")
    article = one(path)
    assert (article.text, article.source, article.url) == ("5\n騰訊。", None, "2.5")


def test_parquet_bombs_are_refused_the_rest_read(tmp_path):
    texts = pa.array(["騰" * 1_500_000, "騰訊收購格芯。"])
    order = pa.array([1, *[0] * 300, 1], pa.int32())
    cells = pa.DictionaryArray.from_arrays(order, texts)
    pq.write_table(pa.table({"text": cells}), tmp_path / "cells.parquet")  # 10 kB for 1.3 GB
    first, *huge, last = read(tmp_path)
    assert (first.text, last.id) == ("騰訊收購格芯。", "cells:302")
    assert {failure.reason for failure in huge} == {"has a cell of over 4,000,000 bytes"}
    repeated = {"text": [f"{n}" + "騰訊收購格芯。" * 5_000 for n in range(1_000)]}
    pq.write_table(pa.table(repeated), tmp_path / "cells.parquet", compression="zstd")
    (failure,) = read(tmp_path)
    assert failure.reason.startswith("would unpack from")


def test_parquet_columns_in_any_order(tmp_path):
    frame = pd.DataFrame(
        {"url": ["u"], "text": ["騰訊收購格芯。"], "n": [1], "title": ["題"], "id": [7]}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    (article,) = read(tmp_path)
    assert (article.id, article.text, article.url) == ("7", "題\n騰訊收購格芯。", "u")


def test_parquet_dates_and_numbers(tmp_path):
    path = tmp_path / "a.parquet"
    frame = pd.DataFrame(
        {"id": [1], "text": ["騰訊"], "date": [datetime(2024, 3, 24, 9)], "x": [1.5]}
    )
    frame.to_parquet(path)
    article = one(path)
    assert (article.id, article.published) == ("1", date(2024, 3, 24))


def test_json_may_be_one_article_a_list_or_an_object_around_a_list(tmp_path):
    path = tmp_path / "a.json"
    for value, ids in (
        ({"text": "甲", "id": "own"}, ["own"]),
        ([{"text": "甲"}, {"text": "乙"}], ["a:1", "a:2"]),
        ({"total": 1, "articles": [{"正文": "甲"}]}, ["a:1"]),
    ):
        path.write_text(json.dumps(value))
        assert [article.id for article in read(path)] == ids


def test_csv_rows_that_are_wrong_are_named_and_the_others_read(tmp_path):
    path = tmp_path / "a.csv"
    good = "騰訊擬以5億美元收購格芯，料於年底前完成。"
    lines = [b"id,text,date", f"1,{good},".encode(), b"2,\xff\xfe,", b"3,,", f"4,{good},x".encode()]
    path.write_bytes(b"\n".join([*lines, f"5,{good},".encode()]) + b"\n")
    items = read(path)
    assert [i.id for i in items if isinstance(i, Article)] == ["1", "5"]
    reasons = {i.line: i.reason for i in items if isinstance(i, Failure)}
    at = path.read_bytes().index(b"\xff")
    assert reasons[3].startswith(f"is not all UTF-8 (byte 0xFF at offset {at})")
    assert reasons[4] == "the article is empty"
    assert reasons[5].startswith("published 'x' is no date")


GOOD = [f"{number},第{number}則騰訊收購格芯。" for number in range(3)]


@pytest.mark.parametrize(
    ("row", "ids", "failed", "line"),
    [
        ('"聯發科裁員。,壞行', "012012", "unexpected end of data; lines to 8 that have 2", 5),
        ('9,"聯發科裁員。', "012012", "unexpected end of data; lines to 8 that have 2", 5),
        ('9,"壞行\n8,格芯。\n7,"又壞', "0128012", "',' expected after '\"'; lines to 7", 5),
        ('9,"壞行"二,"三\n內文', "012012", "',' expected after '\"')", 5),
        ('9,"AI"概念股大漲。', "0129012", None, None),
        ('9,"內\n文,\n"', "0129012", None, None),
    ],
)
def test_a_stray_quote_costs_its_own_row_only(tmp_path, row, ids, failed, line):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["id,text", *GOOD, row, *GOOD, ""]), encoding="utf-8")
    items = read(path)
    assert "".join(i.id[0] for i in items if isinstance(i, Article)) == ids
    failures = [i for i in items if isinstance(i, Failure)]
    if failed is None:
        assert not failures
    else:
        assert failures[0].line == line
        assert failures[0].reason.startswith("is no row that can be read (")
        assert failed in failures[0].reason


def test_a_line_in_the_broken_row_that_cannot_be_decoded_is_told_too(tmp_path):
    path = tmp_path / "a.csv"
    content = "\n".join(["id,text", *GOOD, '9,"壞行', "", *GOOD]).encode()
    path.write_bytes(content.replace(b"\n\n", b"\n8,\xff\xfe\n"))
    items = read(path)
    assert [i.line for i in items if isinstance(i, Failure)] == [5, 6]
    assert len(items) == 8


def test_a_csv_with_the_line_ends_of_old_macs_is_a_failure(tmp_path):
    (tmp_path / "a.csv").write_bytes("id,text\r1,騰訊。\r".encode())
    (failure,) = read(tmp_path)
    assert "new-line character" in failure.reason


def test_a_cell_without_end_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_CHARACTERS", 1000)
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,甲\n2,"' + "長\n" * 5000, encoding="utf-8")
    article, failure = read(path)
    assert article.text == "甲"
    assert failure.reason.startswith("cannot be read beyond line 1003 (field larger than")


def make_zip(path: Path, members: dict[str, bytes], **more) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content, **more)
    return path


def test_an_archive_is_read_member_by_member(tmp_path):
    frame = io.BytesIO()
    pd.DataFrame({"text": ["丁"]}).to_parquet(frame)
    members = {
        "b/1.txt": "乙".encode(),
        "a.jsonl": '{"text": "甲"}\n'.encode(),
        "c.csv": "text\n丙\n".encode(),
        "d.parquet": frame.getvalue(),
        "e.jpg": b"x",
        "__MACOSX/b/._1.txt": b"x",
    }
    items = read(make_zip(tmp_path / "news.zip", members))
    assert [(i.id, getattr(i, "text", None)) for i in items] == [
        ("news/a:1", "甲"),
        ("news/b/1", "乙"),
        ("news/c:2", "丙"),
        ("news/d:1", "丁"),
        ("news/e", None),
    ]
    assert items[-1].skipped
    assert items[-1].path.endswith("news.zip/e.jpg")


def test_names_in_an_archive_made_on_a_chinese_windows(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"AAAAAAAA.txt": b"x"})
    name = "財經新聞".encode("big5")
    path.write_bytes(path.read_bytes().replace(b"AAAAAAAA", name))
    assert one(path).id == "a/財經新聞"


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "C:/a.txt", "a/../../b.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path, name):
    (failure,) = read(make_zip(tmp_path / "a.zip", {name: b"x"}))
    assert "leads out of the archive" in failure.reason


def test_archives_within_archives_are_refused(tmp_path):
    (failure,) = read(make_zip(tmp_path / "a.zip", {"b.zip": b"PK", "._c.txt": b"x"}))
    assert failure.reason == "is an archive within an archive. Unpack it first"


@pytest.mark.parametrize("suffix", [".zip", ".docx"])
def test_bombs_are_refused_unopened(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(archive, "_HARMLESS", 1_000_000)
    path = make_zip(tmp_path / f"a{suffix}", {"a.txt": b"0" * 3_000_000})
    assert path.stat().st_size < 4000
    (failure,) = read(path)
    assert "as a zip bomb does" in failure.reason


def test_a_member_that_lies_about_its_size_or_is_damaged_is_a_failure(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"a.txt": b"0123456789" * 99, "b.txt": "乙".encode()})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)
    failure, article = read(path)
    assert failure.reason.startswith("cannot be unpacked")
    assert article.text == "乙"


def test_xml_entities_are_not_expanded(tmp_path):
    from docx import Document

    Document().save(str(tmp_path / "x.docx"))
    with zipfile.ZipFile(tmp_path / "x.docx") as file:
        members = {name: file.read(name) for name in file.namelist()}
    (tmp_path / "x.docx").unlink()
    bomb = b'<!DOCTYPE d [<!ENTITY a "AAAA"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    body = members["word/document.xml"].partition(b"?>")[2]
    body = body.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>x&a;&b;</w:t></w:r></w:p>")
    members["word/document.xml"] = bomb + body
    (item,) = read(make_zip(tmp_path / "a.docx", members))
    assert isinstance(item, Failure) or item.text.strip() == "x"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('{"text": "甲"}\n{"text": "乙"}\n', ["甲", "乙"]),
        ('[{"text": "甲"}]', ["甲"]),
        (TRADITIONAL, [TRADITIONAL]),
        (PAGE.format(charset="utf-8", body="<p>" + TRADITIONAL * 9 + "</p>"), None),
    ],
    ids=["jsonl", "json", "text", "page"],
)
def test_standard_input(monkeypatch, content, texts):
    class Standard:
        buffer = io.BufferedReader(io.BytesIO(content.encode()))

    monkeypatch.setattr(sys, "stdin", Standard)
    found = [item.text for item in read_articles("-")]
    assert found == texts if texts else "首頁" not in found[0]
