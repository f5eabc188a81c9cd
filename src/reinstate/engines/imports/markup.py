"""What only the markup of a workbook says: which cells are formulas or errors, and how far out."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from reinstate.engines.imports.package import Hostile, Parts

ROWS_MAX: Final = 60_000
COLUMNS_MAX: Final = 1_000
CELLS_MAX: Final = 3_000_000
ARRAY_CELLS_MAX: Final = 100_000
FILLING: Final = ("array", "dataTable")  # kinds of formula that fill cells beside their own
FORMULA: Final = (
    "The cell holds a formula, and what it shows here may be old. "
    "Copy the column and paste it as values, then save."
)
TWOFOLD: Final = "Programs may read different cells in it. Save it anew."
Odd = Mapping[tuple[int, int], str]
Attributes = Mapping[str, str]

_TELLING_XLSX: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]|\bt\s*=\s*[\"']e[\"']")
_TELLING_ODS: Final = re.compile(rb":formula\s*=")
_REFERENCE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,20})([0-9]{1,20})[\"']")
_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")


def cell_at(reference: str) -> tuple[int, int]:
    """Return the row and column, from nought, that a reference such as `B7` means."""
    parts = _CELL.fullmatch(reference.upper())
    if not parts:
        raise Hostile(f"It has a cell {reference[:20]!r}, which no sheet has.")
    return int(parts[2]) - 1, _column(parts[1])


def odd_in_xlsx(part: bytes) -> Odd:
    """Return the cells of a sheet of `.xlsx` that are formulas or errors, with the reason.

    Raises:
        Hostile: If a cell lies farther out than any list has cells.
    """
    _refuse_far(_REFERENCE.findall(part))
    if not _TELLING_XLSX.search(part):
        return {}
    walk = XlsxWalk()
    _walk(part, walk.begin, walk.end, walk.words)
    return walk.odd


def _refuse_far(references: list[tuple[bytes, bytes]]) -> None:
    """Refuse a cell far out, and a sheet with little in it that reaches too far in both ways."""
    last = max((digits for _, digits in references), key=_far, default=b"1")
    widest = max((letters.upper() for letters, _ in references), key=_far, default=b"A")
    rows = int(last) if len(last) <= 7 else ROWS_MAX + 1
    columns = _column(widest.decode()) + 1 if len(widest) <= 3 else COLUMNS_MAX + 1
    if rows > ROWS_MAX or columns > COLUMNS_MAX or rows * columns > CELLS_MAX:
        raise Hostile(_far_words(f"{widest.decode()}{last.decode()}"))


def _far(name: bytes) -> tuple[int, bytes]:
    return len(name), name


def odd_in_ods(part: bytes) -> Mapping[str, Odd] | None:
    """Return the cells of each sheet of `.ods` that are formulas; None where nowhere is one."""
    if not _TELLING_ODS.search(part):
        return None
    walk = OdsWalk()
    _walk(part, walk.begin, walk.end)
    return walk.odd


def targets_of(parts: Parts, path: str) -> Mapping[str, str]:
    """Return the parts that a part of relations leads to, by their ids."""
    targets: dict[str, str] = {}

    def relation(tag: str, given: Attributes) -> None:
        if _local(tag) == "Relationship":
            target, id_ = given.get("Target", ""), given.get("Id", "")
            if id_ in targets:
                raise Hostile(TWOFOLD)
            whole = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            targets[id_] = whole

    _walk(parts.get(path, b"<x/>"), relation)
    return targets


def sheet_parts(parts: Parts) -> Mapping[str, str]:
    """Return the part of each sheet of `.xlsx`, by the name of the sheet."""
    targets = targets_of(parts, "xl/_rels/workbook.xml.rels")
    names: dict[str, str] = {}

    def sheet(tag: str, given: Attributes) -> None:
        if _local(tag) == "sheet":
            ids = [value for key, value in given.items() if _local(key) == "id"]
            if len(ids) > 1 or given.get("name", "") in names:
                raise Hostile(TWOFOLD)
            names[given.get("name", "")] = "".join(ids)

    _walk(parts.get("xl/workbook.xml", b"<x/>"), sheet)
    return {name: targets[id_] for name, id_ in names.items() if id_ in targets}


class XlsxWalk:
    """Follows the cells of a sheet: where we are, and what was odd."""

    def __init__(self) -> None:
        """Begin above the first row."""
        self.odd: dict[tuple[int, int], str] = {}
        self._row, self._column = -1, -1
        self._is_in_row = self._is_in_cell = False
        self._is_error = self._is_value = False
        self._shown = ""

    def begin(self, tag: str, given: Attributes) -> None:
        """Take a tag that opens."""
        match _local(tag):
            case "row":
                self._is_in_row = _once(self._is_in_row)
                self._row = int(given["r"]) - 1 if given.get("r", "").isdigit() else self._row + 1
                self._column = -1
            case "c":
                self._begin_cell(given)
            case "f":
                self._begin_formula(given)
            case "v":
                self._is_value = self._is_error
            case _:
                pass

    def words(self, words: str) -> None:
        """Take the words between tags: those of an error are kept."""
        if self._is_value:
            self._shown += words

    def end(self, tag: str) -> None:
        """Take a tag that closes."""
        match _local(tag):
            case "v":
                self._is_value = False
            case "c":
                self._end_cell()
            case "row":
                self._is_in_row = False
            case _:
                pass

    def _end_cell(self) -> None:
        self._is_in_cell = False
        if self._is_error:
            shown = self._shown.strip()[:20]
            words = f"The cell shows the error {shown or 'of a formula'}. Mend it, and save."
            self.odd[self._row, self._column] = words

    def _begin_cell(self, given: Attributes) -> None:
        self._is_in_cell = _once(self._is_in_cell)
        if "r" in given:
            self._row, self._column = cell_at(given["r"])
        else:
            self._column += 1
        self._is_error, self._shown = given.get("t") == "e", ""

    def _begin_formula(self, given: Attributes) -> None:
        self.odd[self._row, self._column] = FORMULA
        if given.get("t") not in FILLING or ":" not in given.get("ref", ""):
            return
        (top, left), (bottom, right) = map(cell_at, given["ref"].split(":", 1))
        self.odd |= _filled((top, left), bottom - top + 1, right - left + 1)


class OdsWalk:
    """Follows the cells of `content.xml`, in which like rows and cells are written once.

    Names are taken as they are written, prefix and all: so does the reader of the cells.
    """

    def __init__(self) -> None:
        """Begin above the first sheet."""
        self.odd: dict[str, dict[tuple[int, int], str]] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._rows = 1
        self._is_in_sheet = self._is_in_row = False

    def begin(self, tag: str, given: Attributes) -> None:
        """Take a tag that opens."""
        match tag:
            case "table:table":
                self._is_in_sheet = _once(self._is_in_sheet)
                self._sheet, self._row = given.get("table:name", ""), 0
                self.odd.setdefault(self._sheet, {})
            case "table:table-row":
                self._is_in_row = _once(self._is_in_row)
                self._rows, self._column = _times(given.get("table:number-rows-repeated")), 0
            case "table:table-cell" | "table:covered-table-cell":
                self._begin_cell(given)
            case _:
                pass

    def end(self, tag: str) -> None:
        """Take a tag that closes."""
        if tag == "table:table-row":
            self._is_in_row = False
            self._row += self._rows
        elif tag == "table:table":
            self._is_in_sheet = False

    def _begin_cell(self, given: Attributes) -> None:
        times = _times(given.get("table:number-columns-repeated"))
        if any(_local(name) == "formula" for name in given):
            down = _times(given.get("table:number-matrix-rows-spanned"))
            across = _times(given.get("table:number-matrix-columns-spanned"))
            place = (self._row, self._column)
            found = _filled(place, max(self._rows, down), max(min(times, COLUMNS_MAX), across))
            self.odd.setdefault(self._sheet, {}).update(found)
        self._column += times


def _once(is_inside: bool) -> bool:  # noqa: FBT001 - the one thing it is about
    """Return that we are inside now, unless we were: then where a cell stands is not sure."""
    if is_inside:
        raise Hostile(TWOFOLD)
    return True


def _filled(place: tuple[int, int], height: int, width: int) -> Odd:
    """Return every cell that one formula fills.

    Raises:
        Hostile: If it fills more than any list has.
    """
    top, left = place
    if height * width > ARRAY_CELLS_MAX:
        size = f"{height:,} rows and {width:,} columns"
        raise Hostile(f"One formula fills {size}. Paste it as values, and save.")
    return {
        (row, column): FORMULA
        for row in range(top, top + height)
        for column in range(left, left + width)
    }


def _times(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 9 else 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _far_words(reference: str) -> str:
    return (
        f"A sheet of it reaches to {reference[:20]}, far beyond a list. "
        "Save the rows that are wanted as CSV UTF-8."
    )


def _walk(
    part: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's own form for "this is all"
    except expat.ExpatError as trouble:
        raise Hostile(
            "It is broken: open it in a spreadsheet program and save it anew."
        ) from trouble
