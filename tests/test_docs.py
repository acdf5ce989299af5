"""Every command and snippet of README and docs, run as a reader would: page by page, in order.

- A block with a title (```toml title="my_events.toml") is a file that the page makes.
- ``>>>`` blocks are doctests; Python without prompts is run as a script, and what it prints must
  stand in the page.
- ``newsparse`` commands run in a folder that holds what the pages speak of.
- Of ``python -m`` commands, which measure or train for minutes, the options are checked; of
  ``pip install`` the extras. What sets up and tests a checkout is what CI runs.
- A page with any other block fails.

Snippets for engines that are not installed are checked for syntax and names.
"""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from newsparse.cli import app
from newsparse.lexicon import DATA

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)```[ ]*(?P<language>[\w-]*)(?P<more>[^\n]*)\n(?P<body>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r'title="(?P<title>[^"]+)"')
# What a command needs beside newsparse's own dependencies.
_NEEDS = {"ray": "ray"}
# What training needs beside newsparse's own dependencies.
_TRAINING = ("torch", "sklearn", "scipy", "onnx")
_EXTRAS = re.compile(r"(?:\.|newsparse)\[(?P<extras>[\w,]+)\]")
_INLINE = re.compile(r"(?<!`)`newsparse (?P<command>[^`\n]+)`(?!`)")
_SAMPLES = {
    "article.txt": "騰訊擬以5億美元收購格芯\n騰訊昨日宣布，擬以5億美元收購格芯。\n",
    "news.jsonl": '{"id": "n1", "text": "騰訊擬以5億美元收購格芯。", "published": "2024-05-16"}\n',
    "my_companies.csv": "id,label,name,aliases\nmine:lingfeng,COMPANY,嶺峰科技,嶺峰|Lingfeng\n",
    "my_events.toml": (DATA / "events" / "insolvency.toml").read_text("utf-8"),
}


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    title: str | None
    body: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    found = []
    for match in _BLOCK.finditer(text):
        indent = len(match["indent"])
        title = _TITLE.search(match["more"])
        lines = [line[indent:] for line in match["body"].split("\n")]
        found.append(
            Block(
                page,
                text.count("\n", 0, match.start()) + 1,
                match["language"],
                title and title["title"],
                "\n".join(lines),
            )
        )
    return found


ARTICLES = sorted((ROOT / "corpus" / "articles").glob("*-00[1-3].txt"))


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """What pages call OUT: the tables of a run."""
    out = tmp_path_factory.mktemp("run") / "OUT"
    result = CliRunner().invoke(app, ["extract", *map(str, ARTICLES), "-o", str(out), "--quiet"])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture
def folder(tmp_path, monkeypatch, tables):
    """A checkout in small, as a reader has it before the first command of a page."""
    shutil.copytree(tables, tmp_path / "OUT")
    for name in ("articles", "corpus/articles"):
        (tmp_path / name).mkdir(parents=True)
        for article in ARTICLES:
            shutil.copy(article, tmp_path / name)
    for name, text in _SAMPLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(ROOT)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_works(page, folder):
    names: dict[str, object] = {}
    scripts: list[str] = []
    for block in blocks(page):
        if block.title:
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        elif block.language == "python" and ">>>" in block.body:
            check_session(block, names)
        elif block.language == "python":
            run_script(block, scripts, folder)
            scripts.append(block.body)
        elif block.language == "bash":
            for command in commands(block.body):
                run_command(block, command)
        else:
            assert block.language == "text", f"{block}: nothing runs this"


def check_session(block: Block, names: dict[str, object]) -> None:
    if "charts." in block.body and find_spec("altair") is None:
        return
    test = doctest.DocTestParser().get_doctest(
        block.body + "\n", names, str(block), str(block.page), block.line
    )
    told: list[str] = []
    runner = doctest.DocTestRunner(
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False
    )
    result = runner.run(test, out=told.append, clear_globs=False)
    names.update(test.globs)
    assert not result.failed, "".join(told)


def run_script(block: Block, earlier: list[str], folder: Path) -> None:
    """A script of the page, after the scripts that it builds on: those without a main part."""
    nodes = list(ast.walk(ast.parse(block.body)))
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    missing = {name for name in modules if find_spec(name.partition(".")[0]) is None}
    if missing or ("pyspark.sql" in modules and shutil.which("java") is None):
        check_names(block, nodes)
        return
    script = folder / "script.py"
    parts = [part for part in earlier if "__main__" not in part]
    script.write_text("\n".join([*parts, block.body]), encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, script.name],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{block}\n{done.stderr}"
    page = block.page.read_text("utf-8")
    for line in filter(None, map(str.strip, done.stdout.splitlines())):
        assert line in page, f"{block} prints what the page does not say: {line}"


def check_names(block: Block, nodes: list[ast.AST]) -> None:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsparse"):
            module = importlib.import_module(str(node.module))
            for alias in node.names:
                assert hasattr(module, alias.name), f"{block}: no {node.module}.{alias.name}"


def commands(body: str) -> list[list[str]]:
    """The commands of a block; ``\\`` goes on on the next line."""
    lines = body.replace("\\\n", " ").splitlines()
    return [part for line in lines if (part := shlex.split(line, comments=True))]


def run_command(block: Block, command: list[str]) -> None:
    if block.body in SETTING_UP:
        return
    match command:
        case ["newsparse", *_]:
            run_newsparse(block, command)
        case ["pip", "install", *what] | ["HATCH_BUILD_HOOKS_ENABLE=1", "pip", "install", *what]:
            known = metadata.metadata("newsparse").get_all("Provides-Extra") or ()
            named = {e for word in what for m in _EXTRAS.finditer(word) for e in m[1].split(",")}
            assert named <= set(known), f"{block}: no such extra"
        case ["python", *program]:
            check_options(block, program)
        case _:
            raise AssertionError(f"{block}: nothing runs {shlex.join(command)}")


def check_options(block: Block, program: list[str]) -> None:
    """The program is there and knows the options."""
    length = 2 if program[0] == "-m" else 1
    words = program[:length]
    done = asked_for_help(words)
    steps = re.search(r"\{([\w,]+)\}", done.stdout)
    if steps and program[length] in steps[1].split(","):
        done = asked_for_help([*words, program[length]])
    if any(f"No module named '{name}'" in done.stderr for name in _TRAINING):
        return
    assert done.returncode == 0, f"{block}\n{done.stderr}"
    options = [word for word in program[length:] if word.startswith("--")]
    assert all(option in done.stdout for option in options), f"{block}: {options}"


def asked_for_help(words: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words, "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def run_newsparse(block: Block, command: list[str]) -> None:
    if any(word in command and find_spec(needs) is None for word, needs in _NEEDS.items()):
        return
    arguments, standard_input = command[1:], None
    if "<" in arguments:
        at = arguments.index("<")
        standard_input = Path(arguments[at + 1]).read_text("utf-8")
        del arguments[at : at + 2]
    if ">" in arguments:
        at = arguments.index(">")
        target = Path(arguments[at + 1])
        del arguments[at : at + 2]
    else:
        target = None
    result = CliRunner().invoke(app, arguments, input=standard_input)
    assert result.exit_code == 0, f"{block}: {shlex.join(command)}\n{result.output}"
    if target is not None:
        target.write_text(result.stdout, encoding="utf-8")


def marked_block(mark: str) -> str:
    """The README block that CI runs under this name."""
    _, _, after = (ROOT / "README.md").read_text("utf-8").partition(f"<!-- {mark} -->\n")
    return _BLOCK.match(after)["body"]


SETTING_UP = tuple(map(marked_block, ("run", "test")))


def test_what_sets_up_a_checkout_is_run_by_ci():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert '$(readme run)"' in script
    assert '$(readme test)"' in script
    assert all(block.startswith(("python3 -m venv", ".venv/bin/pip")) for block in SETTING_UP)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_table_of_the_readme_is_what_comes_out(name, folder):
    page = ROOT / name
    article, shell, *_ = blocks(page)
    (folder / article.title).write_text(article.body, encoding="utf-8")
    extract, query = commands(shell.body)
    run_command(shell, extract)
    told = CliRunner().invoke(app, [*query[1:], "--csv"]).stdout.splitlines()
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("|")][:3]
    head, cells = ([cell.strip() for cell in rows[at].strip("|").split("|")] for at in (0, 2))
    assert told[0].split(",") == head
    assert [cell.removesuffix(".0") for cell in told[1].split(",")] == cells


def test_both_editions_of_the_readme_run_the_same():
    english, chinese = (
        [commands(b.body) for b in blocks(ROOT / name) if b.language == "bash"]
        for name in ("README.md", "README.zh.md")
    )
    assert chinese == english


def test_commands_within_sentences_are_known():
    group = get_command(app)
    for page in PAGES:
        for match in _INLINE.finditer(page.read_text("utf-8")):
            name, *words = match["command"].split()
            if name == "COMMAND" or name.startswith("-"):
                continue
            known = group.commands[name].params
            options = {option for parameter in known for option in parameter.opts} | {"--help"}
            used = {word for word in words if word.startswith("-") and word != "-"}
            assert used <= options, f"{page.name}: {match.group()}"


def test_blocks_are_found():
    found = [block for page in PAGES for block in blocks(page)]
    assert sum(len(commands(b.body)) for b in found if b.language == "bash") > 40
    assert sum(">>>" in b.body for b in found if b.language == "python") > 15


@pytest.mark.parametrize(
    "block",
    [
        "```toml\na = 1\n```\n",
        "```bash\nmake all\n```\n",
        "```bash\nnewsparse extrakt a -o b\n```\n",
        "```bash\npip install '.[chart]'\n```\n",
        "```bash\npython -m benchmarks.gate --pinn\n```\n",
        "```python\nfrom newsparse import analyse\n```\n",
        "```python\nprint(1 + 1)\n```\n",
    ],
)
def test_a_wrong_block_fails(block, folder):
    page = folder / "docs.md"
    page.write_text(block, encoding="utf-8")
    with pytest.raises(AssertionError):
        test_the_page_works(page, folder)


def test_a_wrong_snippet_fails(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n\n```python\n>>> 1 + 1\n3\n\n```\n", encoding="utf-8")
    (block,) = blocks(page)
    with pytest.raises(AssertionError, match="Got:"):
        check_session(Block(ROOT / "x.md", 1, "python", None, block.body), {})


_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for match in _LINK.finditer(page.read_text("utf-8")):
        target = match["target"].partition("#")[0]
        if target and "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name}: {match.group()}"


def shipped() -> list[Path]:
    """Every data file with rows or rules of its own."""
    return sorted(path for kind in ("csv", "toml") for path in DATA.rglob(f"*.{kind}"))


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.relative_to(DATA).as_posix())
def test_every_data_file_states_source_and_licence(path):
    from docs.hooks import header

    stated = header(path)
    assert stated.get("source"), f"{path}: no '# source:' line"
    assert stated.get("licence"), f"{path}: no '# licence:' line"


def test_the_page_of_data_files_names_every_file():
    from docs.hooks import MARK, on_page_markdown

    page = (ROOT / "docs" / "data-files.md").read_text("utf-8")
    assert MARK in page
    made = on_page_markdown(page)
    for path in shipped():
        assert f"`{path.relative_to(DATA).as_posix()}`" in made


def test_the_page_of_the_command_line_has_the_help_of_every_command():
    from docs.hooks import COMMANDS, on_page_markdown

    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    assert COMMANDS in page
    made = on_page_markdown(page)
    for name in get_command(app).commands:
        assert f"| `{name}" in page  # in the table above, too
        assert f"## newsparse {name}\n\n```text\nUsage: newsparse {name}" in made
    assert "Usage: newsparse import [OPTIONS] {PATH}" in made


def test_the_site_is_built_strictly(tmp_path):
    if not (find_spec("mkdocs") and find_spec("material") and find_spec("mkdocstrings_handlers")):
        pytest.skip("needs newsparse[docs]")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", tmp_path]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    text = (tmp_path / "reference" / "python" / "index.html").read_text("utf-8")
    assert "newsparse.pipeline.analyze" in text
    assert "acquisition.toml" in (tmp_path / "data-files" / "index.html").read_text("utf-8")
