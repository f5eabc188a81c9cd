"""The shape of the code: short files, short functions, names that say something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.tree import PACKAGE, ROOT, name_of, python_files

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
BANNED_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "services", "manager", "managers", "base", "common"}
)
IGNORE = re.compile(r"#\s*(?:noqa|type:\s*ignore|pyright:\s*ignore)(?P<rest>.*)", re.IGNORECASE)
IGNORE_WITH_REASON = re.compile(
    r"""
    (?: :\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)* | \[[\w-]+(?:,\s*[\w-]+)*\] )  # the code
    \W+ [^\W\d_]{2,}                                                         # the reason
    """,
    re.VERBOSE,
)


def functions_too_long(source: str) -> Iterator[tuple[str, int]]:
    """Yield the name and length of every function over the limit, decorators counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            lines = (node.end_lineno or node.lineno) - first + 1
            if lines > FUNCTION_LINES_MAX:
                yield node.name, lines


def ignores_without_reason(source: str) -> Iterator[str]:
    """Yield every comment that silences a tool without its code and a reason."""
    for line in source.splitlines():
        found = IGNORE.search(line)
        if found and not IGNORE_WITH_REASON.match(found["rest"]):
            yield line.strip()


def defines_structs(tree: ast.Module) -> bool:
    """Return whether a module imports the Struct that msgspec reads at run time."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "msgspec"
        and any(alias.name == "Struct" for alias in node.names)
        for node in ast.walk(tree)
    ) or any(ast.unparse(node) == "msgspec.Struct" for node in ast.walk(tree))


def has_future_annotations(tree: ast.Module) -> bool:
    """Return whether a module puts its annotations off."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "annotations" for alias in node.names)
        for node in tree.body
    )


def test_there_is_code_to_look_at() -> None:
    assert any(path.is_relative_to(PACKAGE) for path in python_files())


def test_no_file_is_longer_than_a_person_reads() -> None:
    lengths = {name_of(path): len(path.read_bytes().splitlines()) for path in python_files()}
    assert {name: n for name, n in lengths.items() if n > FILE_LINES_MAX} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    found = {
        f"{name_of(path)}: {name}": lines
        for path in python_files()
        for name, lines in functions_too_long(path.read_text(encoding="utf-8"))
    }
    assert found == {}


def test_a_function_over_the_limit_is_noticed() -> None:
    body = "    pass\n" * FUNCTION_LINES_MAX
    assert list(functions_too_long(f"def long():\n{body}")) == [("long", FUNCTION_LINES_MAX + 1)]
    assert list(functions_too_long(f"def fits():\n{body[9:]}")) == []


def test_every_init_is_empty() -> None:
    inits = [path for path in python_files() if path.name == "__init__.py"]
    assert [name_of(path) for path in inits if path.read_bytes()] == []


def test_every_folder_of_the_package_is_a_package() -> None:
    folders = {path.parent for path in python_files() if path.is_relative_to(PACKAGE)}
    bare = [folder for folder in folders if not (folder / "__init__.py").is_file()]
    assert [name_of(folder) for folder in bare] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in python_files() if path.stem in BANNED_NAMES] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in python_files()
        if path.read_bytes().strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        and "migrations" not in path.parts
    ]
    assert silent == []


def test_files_with_structs_keep_their_annotations_readable() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in python_files()}
    found = [
        name_of(path)
        for path, tree in trees.items()
        if defines_structs(tree) and has_future_annotations(tree)
    ]
    assert found == []


def test_no_tool_is_silenced_without_code_and_reason() -> None:
    found = {
        name_of(path): lines
        for path in python_files()
        if path != Path(__file__).resolve()
        and (lines := list(ignores_without_reason(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("comment", "is_fine"),
    [
        ("# noqa", False),
        ("# noqa: S603", False),
        ("# noqa: S603 - the words are ours", True),
        ("# noqa: S603, S607  # the words are ours", True),
        ("# type: ignore[arg-type]", False),
        ("# type: ignore[arg-type]  # the stub is wrong", True),
        ("# pyright: ignore", False),
        ("# pyright: ignore[reportPrivateUsage]  # msgspec's own hook", True),
    ],
)
def test_a_silencing_comment_needs_code_and_reason(comment: str, *, is_fine: bool) -> None:
    found = list(ignores_without_reason(f"x = 1  {comment}"))
    assert bool(found) != is_fine


def test_the_scripts_are_short_and_may_be_run() -> None:
    scripts = [path for path in (ROOT / "script").iterdir() if path.is_file()]
    assert scripts
    for path in [*scripts, ROOT / ".ci" / "run"]:
        assert path.stat().st_mode & 0o111, f"{name_of(path)} is not executable."
        assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES_MAX
