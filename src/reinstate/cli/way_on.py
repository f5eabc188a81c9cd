"""What to do after an import was shown: mend, quarantine, confirm a guess, or repeat it."""

import shlex

from reinstate.operations.act import Acted
from reinstate.operations.importing import Preview


def way_on(found: Preview, acted: Acted | None, *, is_quarantined: bool) -> str:
    """Return how an import ended, and the way on from there."""
    if acted is not None:
        return _done_words(found, acted)
    if found.problems and not is_quarantined:
        return f"Nothing was taken: {_left_words(found)}. {_mending_words(found)}"
    if found.blockers:
        return f"This would be refused: {found.blockers[0].sentence} Nothing was taken."
    if found.is_empty:
        return "Nothing is new, so there is nothing to take."
    return "Nothing was taken yet: repeat it with --yes."


def saved_words(saved: tuple[str, ...]) -> str:
    """Return where maps were written and what to do with them, or nothing."""
    if not saved:
        return ""
    maps = " ".join(f"--map {shlex.quote(place)}" for place in saved)
    it = "it" if len(saved) == 1 else "each"
    return f"Written: {', '.join(saved)}. Read and correct {it}, then repeat with {maps}."


def _done_words(found: Preview, acted: Acted) -> str:
    many = "1 entry" if len(acted.entries) == 1 else f"{len(acted.entries)} entries"
    done = f"Taken, in {many}." if acted.entries else "Nothing was new."
    return f"{done} Left out: the rows of {_left_words(found)}." if found.problems else done


def _left_words(found: Preview) -> str:
    return f"{len(found.problems)} problems" if len(found.problems) != 1 else "one problem"


def _mending_words(found: Preview) -> str:
    if found.sheets.guesses:
        return _guess_words(found)
    mend = "Mend it" if len(found.problems) == 1 else "Mend them"
    if found.is_empty or found.blockers:
        return f"{mend}."
    return f"{mend}, or take the rest with --quarantine --yes."


def _guess_words(found: Preview) -> str:
    guesses = found.sheets.guesses
    known = dict.fromkeys(guess.shipped[0] for guess in guesses if guess.shipped)
    words: list[str] = []
    if known:
        maps = " ".join(f"--map {name}" for name in known)
        words.append(f"Repeat with {maps}, and with --save-map FILE too for a copy to correct.")
    if not all(guess.shipped for guess in guesses):
        words.append(
            "A guess is never taken: write it down with --save-map FILE, read and correct it, "
            "then repeat with --map FILE."
        )
    return " ".join(words)
