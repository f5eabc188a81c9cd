"""Whatever is done to the tables by hand, verifying names the first bad entry and what is wrong."""

import random
from pathlib import Path

import pytest

from reinstate.core.journal.merkle import leaf_hash, tree_root
from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import connect, read
from reinstate.store.verify import verify
from tests.store.engines import ON_SQLITE
from tests.store.lines import a_line, append, append_many, run
from tests.store.tampering import found, make_head_fit, move_rows, named, put_body, put_row


@pytest.mark.usefixtures("home")
def test_an_untouched_journal_is_whole() -> None:
    append_many(11)
    verification = verify()
    assert verification.is_whole
    assert verification.size == 11
    assert verification.root == tree_root([leaf_hash(line) for _, line in read.lines()])


@pytest.mark.usefixtures("home")
def test_entries_appended_while_verifying_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    append_many(5)
    appended: list[str] = []
    real_head = read.head

    def head_after_another_append() -> read.Head:
        if not appended:
            appended.append("late")
            append("late", 2)
        return real_head()

    monkeypatch.setattr("reinstate.store.verify.read.head", head_after_another_append)
    assert verify().size == 7
    assert verify().is_whole


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("seq", [1, 5, 9])
def test_a_changed_line_is_altered(seq: int) -> None:
    append_many(9)
    run("UPDATE journal_entry SET body = replace(body, 'dull', 'dulm') WHERE seq = %s", seq)
    assert named() == ("altered", "body", seq, seq)


@pytest.mark.usefixtures("home")
def test_every_single_byte_of_a_line_is_held() -> None:
    append_many(3)
    line = read.line(2)
    for place in range(len(line)):
        changed = bytearray(line)
        changed[place] ^= 0x04
        put_body(2, bytes(changed))
        assert named() == ("altered", "body", 2, 2), f"byte {place}"
    put_body(2, line)
    assert verify().is_whole


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("table", "column", "part"),
    [
        ("journal_entry", "leaf", "leaf"),
        ("journal_head", "root", "head.root"),
        ("journal_head", "frontier", "head.frontier"),
    ],
)
def test_every_single_byte_of_a_hash_is_held(table: str, column: str, part: str) -> None:
    append_many(1)
    right = read.head().root  # with one entry: the leaf, the root and the frontier as well
    for place in range(len(right)):
        changed = bytearray(right)
        changed[place] ^= 0x80
        run(f"UPDATE {table} SET {column} = %s", bytes(changed))  # noqa: S608 - ours
        assert found().part == part, f"byte {place}"


@pytest.mark.usefixtures("home")
def test_the_first_of_many_changed_lines_is_named() -> None:
    append_many(9)
    run("UPDATE journal_entry SET body = replace(body, 'dull', 'dulm') WHERE seq > 3")
    assert named() == ("altered", "body", 4, 4)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("seq", [1, 5, 9])
def test_a_changed_leaf_is_told_from_a_changed_line(seq: int) -> None:
    append_many(9)
    run("UPDATE journal_entry SET leaf = %s WHERE seq = %s", bytes(32), seq)
    assert named() == ("altered", "leaf", seq, seq)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("command_id", "c5x", "command_id"),
        ("command_id", b"c\xb5", "command_id"),
        ("position", 1, "position"),
        ("seq", 77, "seq"),
    ],
)
def test_each_other_column_is_named(column: str, value: str | bytes | int, part: str) -> None:
    append_many(9)
    run(f"UPDATE journal_entry SET {column} = %s WHERE seq = 5", value)  # noqa: S608 - ours
    assert named() == ("altered", part, 5, 5)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[1]",
        b"no entry",
        a_line(5, "c5").replace(b'"seq"', b' "seq"'),
        a_line(5, "c5").replace(b'"dull"', b"1.0"),
        a_line(5, "c5").replace(b'"dull"', b"null"),
        a_line(5, "c5").replace(b"{", b'{"a":1,', 1).replace(b'"a":1,', b'"z":1,"a":1,'),
    ],
)
def test_a_line_that_is_not_written_the_one_way_is_named(line: bytes) -> None:
    append_many(9)
    put_row(5, line)
    make_head_fit()
    assert named() == ("altered", "form", 5, 5)


@pytest.mark.usefixtures("home")
def test_the_word_null_inside_a_text_is_no_fault() -> None:
    append_many(3, words="null")
    assert verify().is_whole


@pytest.mark.usefixtures("home")
def test_exchanged_rows_are_swapped() -> None:
    append_many(9)
    run("UPDATE journal_entry SET seq = -1 WHERE seq = 3")
    run("UPDATE journal_entry SET seq = 3 WHERE seq = 7")
    run("UPDATE journal_entry SET seq = 7 WHERE seq = -1")
    assert named() == ("swapped", "entries", 3, 7)


@pytest.mark.usefixtures("home")
def test_exchanged_lines_are_swapped_even_when_their_leaves_stay() -> None:
    append_many(9)
    third, seventh = read.line(3).decode(), read.line(7).decode()
    run("UPDATE journal_entry SET body = %s WHERE seq = 3", seventh)
    run("UPDATE journal_entry SET body = %s WHERE seq = 7", third)
    assert named() == ("swapped", "entries", 3, 7)


@pytest.mark.usefixtures("home")
def test_exchanged_leaves_are_swapped() -> None:
    append_many(9)
    third, seventh = leaf_hash(read.line(3)), leaf_hash(read.line(7))
    run("UPDATE journal_entry SET leaf = %s WHERE seq = 3", seventh)
    run("UPDATE journal_entry SET leaf = %s WHERE seq = 7", third)
    assert named() == ("swapped", "leaf", 3, 7)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("first", "last"), [(1, 1), (4, 6), (9, 9), (3, 9)])
def test_a_gap_is_removed(first: int, last: int) -> None:
    append_many(9)
    run("DELETE FROM journal_entry WHERE seq BETWEEN %s AND %s", first, last)
    assert named() == ("removed", "entries", first, last)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("head_fits", [False, True])
def test_a_gap_closed_by_moving_later_rows_up_is_removed(*, head_fits: bool) -> None:
    append_many(9)
    run("DELETE FROM journal_entry WHERE seq BETWEEN 4 AND 5")
    move_rows(-2, after=5)
    if head_fits:
        make_head_fit()
    assert named() == ("removed", "entries", 4, 5)


@pytest.mark.usefixtures("home")
def test_all_entries_gone_are_removed() -> None:
    append_many(9)
    run("DELETE FROM journal_entry")
    assert named() == ("removed", "entries", 1, 9)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("claims", [4, 5])
def test_a_row_put_between_others_is_inserted(claims: int) -> None:
    append_many(9)
    move_rows(1, after=4)
    put_row(5, a_line(claims, "forged"), "forged")
    assert named() == ("inserted", "entries", 5, 5)


@pytest.mark.usefixtures("home")
def test_a_forged_row_is_told_from_the_one_it_pushed_down() -> None:
    append_many(9)
    move_rows(1, after=3)
    put_row(4, a_line(4, "forged"), "forged")
    assert named() == ("inserted", "entries", 4, 4)


@pytest.mark.usefixtures("home")
def test_an_old_entry_put_in_again_is_inserted() -> None:
    append_many(9)
    move_rows(1, after=6)
    put_row(7, a_line(2, "c2"), "again")
    assert named() == ("inserted", "entries", 7, 7)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("seq", [10, 0, -4])
def test_a_row_beyond_the_head_or_before_the_first_is_inserted(seq: int) -> None:
    append_many(9)
    put_row(seq, a_line(seq, "forged"), "forged")
    assert found().code == "inserted"
    assert found().first == seq


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE journal_head SET size = size + 1", "head.size"),
        ("UPDATE journal_head SET size = 0", "head.size"),
        ("UPDATE journal_head SET root = %s", "head.root"),
        ("UPDATE journal_head SET frontier = %s", "head.frontier"),
        ("UPDATE journal_head SET frontier = ''", "head.frontier"),
        ("UPDATE journal_head SET frontier = '', root = ''", "head"),
        ("UPDATE journal_head SET id = 2", "head"),
        ("DELETE FROM journal_head", "head"),
    ],
)
def test_a_changed_head_is_told_from_changed_entries(statement: str, part: str) -> None:
    append_many(9)
    run(statement, *[bytes(64)] * statement.count("%s"))
    assert named() == ("altered", part, 0, 0)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("seq", "first", "last"), [(3, 1, 8), (9, 9, 10), (11, 11, 11)])
def test_line_and_leaf_changed_together_are_found_by_the_head(
    seq: int, first: int, last: int
) -> None:
    append_many(11)
    put_row(seq, a_line(seq, f"c{seq}", words="false"))
    assert named() == ("altered", "entries", first, last)


def flip_database_byte(path: Path, offset: int) -> None:
    """Change one byte of the database file."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x01
    path.write_bytes(content)


@ON_SQLITE
def test_a_byte_flipped_anywhere_in_the_file_is_noticed_or_touches_no_line(
    home: Path, tmp_path: Path
) -> None:
    append_many(30)
    lines = [line for _, line in read.lines()]
    connect.disconnect()
    original = (home / connect.DATABASE_NAME).read_bytes()
    draw = random.Random(20261122)  # noqa: S311 - which bytes to flip, the same each time
    noticed = 0
    for round_ in range(150):
        copy = tmp_path / f"round-{round_}"
        copy.mkdir()
        (copy / connect.DATABASE_NAME).write_bytes(original)
        start = draw.choice([original.find(lines[0]), original.find(lines[29]), 0])
        flip_database_byte(
            copy / connect.DATABASE_NAME, draw.randrange(max(start - 2000, 0), start + 2000)
        )
        if not whole(copy):
            noticed += 1
            continue
        connect.connect(copy)
        assert [line for _, line in read.lines()] == lines
    assert noticed > 30


def whole(home: Path) -> bool:
    """Return whether a home opens and verifies."""
    try:
        connect.connect(home)
        return verify().is_whole
    except (JournalCorrupt, BadInput):
        return False
