"""Derive the OpenCC part of ``data/text/opencc_overlay.csv``.

Compares the dictionaries of the current OpenCC (PyPI ``opencc``, in an environment of its own:
it owns the same module name as opencc-python-reimplemented) with those of the package newsparse
depends on, and prints the entries that differ and keep the length, then the compatibility
ideographs that it normalises.

Usage: python training/opencc_overlay.py CURRENT_OPENCC_FOLDER > differences.csv
where CURRENT_OPENCC_FOLDER is ``.../site-packages/opencc/clib``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

Entries = dict[str, str]
CHAINS = {
    "TWVariantsRev": ("TWVariantsRevPhrases", "TWVariantsRev"),
    "HKVariantsRev": ("HKVariantsRevPhrases", "HKVariantsRev"),
}


def parse(text: str) -> Entries:
    """Key to first value."""
    return {
        key: values.split(" ")[0]
        for key, values in (line.split("\t") for line in text.splitlines() if line)
    }


def current(folder: Path, name: str) -> Entries:
    """A dictionary of the current OpenCC, decoded by its own tool."""
    with tempfile.NamedTemporaryFile() as out:
        source = folder / f"share/opencc/{name}.ocd2"
        command = [folder / "bin/opencc_dict", "-f", "ocd2", "-t", "text", "-i", source]
        subprocess.run([*command, "-o", out.name], check=True, capture_output=True)
        return parse(Path(out.name).read_text("utf-8"))


def convert(text: str, phrases: Entries, characters: Entries) -> str:
    """One stage, longest phrase first at each place (enough for text as short as one entry)."""
    out, at = [], 0
    while at < len(text):
        for end in range(len(text), at, -1):
            key = text[at:end]
            if key in phrases or end == at + 1:
                out.append(phrases.get(key) or characters.get(key, key))
                at = end
                break
    return "".join(out)


def main() -> None:
    """Print the rows."""
    folder = Path(sys.argv[1])
    package = {
        name: parse((files("opencc") / f"dictionary/{name}.txt").read_text("utf-8"))
        for name in ("TSPhrases", "TSCharacters", *sum(CHAINS.values(), ()))
    }
    today = {name: current(folder, name) for name in package}
    # Characters whose Simplified form lies outside the fonts of most machines: the current OpenCC
    # leaves them alone, the package converts them; for a matching key both will do.
    rare = current(folder, "TSCharactersExt")
    rows: list[tuple[str, str, str]] = []
    for name in ("TSCharacters", "TSPhrases", *CHAINS):
        old, new = package[name], today[name]
        for key in sorted({*old, *new} - rare.keys()):
            before, after = old.get(key), new.get(key)
            if before != after and not (len(key) == 1 and (before or key) == (after or key)):
                rows.append((name, key, after or ""))
    to_simplified = today["TSPhrases"], {**package["TSCharacters"], **today["TSCharacters"]}
    for phrases, characters in CHAINS.values():
        old, new = package[phrases], today[phrases]
        for key in sorted({*old, *new}):
            if old.get(key) == new.get(key):
                continue
            with_old = convert(convert(key, old, today[characters]), *to_simplified)
            with_new = convert(convert(key, new, today[characters]), *to_simplified)
            if with_old != with_new:
                rows.append((phrases, key, new.get(key, "")))
    for name, key, value in rows:
        if not value or len(key) == len(value):
            print(f"{name},{key},{value}")
    for key, value in current(folder, "CJK_Compatibility_Ideographs").items():
        if "\uf900" <= key <= "\ufaff":
            print(f"TSCharacters,{key},{convert(value, *to_simplified)}")


if __name__ == "__main__":
    main()
