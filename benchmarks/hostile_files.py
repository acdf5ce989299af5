"""Files that must not be read as articles: damaged ones, and ones made to do harm."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

# From an article and a source of chance to the suffix and the bytes of a file.
Maker = Callable[[str, random.Random], tuple[str, bytes]]


def _zipped(members: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _repeated(text: str, times: int) -> bytes:
    """A table that holds a text once, and says that it stands in many rows."""
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * times, pa.int32()), pa.array([text]))
    file = BytesIO()
    pq.write_table(pa.table({"text": cells}), file)
    return file.getvalue()


def _noise(chance: random.Random, size: int) -> bytes:
    return chance.randbytes(size)


HOSTILE: dict[str, Maker] = {
    "random bytes": lambda text, chance: (".txt", _noise(chance, 2000)),
    "random lines": lambda text, chance: (".jsonl", _noise(chance, 5000)),
    "random page": lambda text, chance: (".html", _noise(chance, 5000)),
    "random table": lambda text, chance: (".csv", _noise(chance, 5000)),
    "random parquet": lambda text, chance: (".parquet", b"PAR1" + _noise(chance, 900) + b"PAR1"),
    "random document": lambda text, chance: (".docx", b"PK\3\4" + _noise(chance, 900)),
    "cut UTF-8": lambda text, chance: (".txt", text.encode()[:-2]),
    "broken UTF-8": lambda text, chance: (
        ".txt",
        text.encode().replace("。".encode(), b"\xe3\x80"),
    ),
    "cut Big5": lambda text, chance: (".txt", text.encode("big5", "ignore") + b"\xa4"),
    "Korean": lambda text, chance: (".txt", ("삼성전자는 오늘 발표했다. " * 20).encode("cp949")),
    "zero bytes": lambda text, chance: (".txt", text.replace("，", "\0").encode()),
    "nothing": lambda text, chance: (".txt", b""),
    "bomb": lambda text, chance: (".zip", _zipped({"a.txt": b"0" * 150_000_000})),
    "table of one huge cell": lambda text, chance: (".parquet", _repeated(text * 20_000, 100)),
    "nested zips": lambda text, chance: (".zip", _zipped({"a.zip": _zipped({"a.txt": b"x"})})),
    "path traversal": lambda text, chance: (".zip", _zipped({"../../a.txt": text.encode()})),
    "damaged zip": lambda text, chance: (".zip", _zipped({"a.txt": text.encode()})[:-30]),
    "deep JSON": lambda text, chance: (".json", b"[" * 100_000),
    "endless cell": lambda text, chance: (".csv", b'text\n"' + b"x\n" * 1_500_000),
    "endless line": lambda text, chance: (".txt", b"x" * 5_000_000),
    "no page": lambda text, chance: (".html", b"<script>" + b"a" * 3000),
}
