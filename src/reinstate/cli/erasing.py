"""Erasing, as every command does it: what goes is shown, a person is asked, pages follow."""

import sys
from collections.abc import Iterable
from typing import Any

import typer
from rich.console import Console

from reinstate.cli.acted import tell
from reinstate.cli.output import as_typed, in_words, output, say
from reinstate.cli.trouble import REFUSED
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import erasing
from reinstate.operations.act import Acting
from reinstate.operations.erasing import Doomed
from reinstate.operations.kept_texts import KeptText, Named
from reinstate.operations.times import told
from reinstate.public.erase import erase

COPIES = "Copies made before hold them on: exports, sealed homes, backups, paper."
SHOWN_MAX = 20
WORDS_MAX = 100


def erase_all(acting: Acting, named: Named, *, yes: bool, with_texts: bool = False) -> None:
    """Show what would be erased, ask on a terminal, erase it, and take it off the pages."""
    found = erasing.doomed(acting, named, with_texts=with_texts)
    _show(output.errors if output.is_json else output.console, found, with_texts=with_texts)
    if not yes and not _is_confirmed():
        say("Nothing was erased.")
        raise typer.Exit(REFUSED)
    done = erase(acting, named, found.digest, with_texts=with_texts)
    if done.trouble:
        raise done.trouble
    gone = {"texts": [text.note for text in found.texts], "people": list(named.people)}
    more: dict[str, Any] = {"erased": gone, "is_republished": done.is_republished}
    tell(done.acted, f"Erased: {_counted(found, named)}.", **more)
    if done.is_republished:
        say("The pages in this home are published afresh, and their earlier releases are gone.")


def _is_confirmed() -> bool:
    """Ask on a terminal; where nobody can be asked, erasing takes --yes: it is for good.

    Raises:
        BadInput: If nobody can be asked.
    """
    if not sys.stdin.isatty():
        sentence = "Erasing is for good, and nobody is here to be asked."
        raise BadInput("erase-unasked", sentence, next="Give the same command again with --yes.")
    return typer.confirm("Erase this for good?", err=True)


def _counted(found: Doomed, named: Named) -> str:
    texts = f"{len(found.texts)} text" + ("" if len(found.texts) == 1 else "s")
    people = "1 person" if len(named.people) == 1 else f"{len(named.people)} people"
    parts = ([texts] if found.texts else []) + ([people] if named.people else [])
    return " and ".join(parts)


def _show(console: Console, found: Doomed, *, with_texts: bool) -> None:
    _print(console, "To be erased for good:")
    for details in found.people:
        contact = f", {details.contact}" if details.contact else ""
        words = f"  {details.name} ({details.handle}{contact}), with any passphrase"
        _print(console, words)
    _show_texts(console, found.texts, is_doomed=True)
    if found.left:
        _print(console, "Kept on, though written by them or with a word of their name in it:")
        _show_texts(console, found.left, is_doomed=False)
        more = "" if with_texts else " --texts takes what they wrote;"
        _print(console, f"{more} reinstate journal redact '#NUMBER' takes any other.".strip())
    if any(text.read_by == "residents" for text in found.texts):
        elsewhere = "Where else you publish to, do so anew and remove the earlier releases."
        _print(console, f"Residents read some of it: it leaves the pages. {elsewhere}")
    _print(console, COPIES)


def _show_texts(console: Console, texts: Iterable[KeptText], *, is_doomed: bool) -> None:
    every = tuple(texts)
    for text in every[:SHOWN_MAX]:
        said = text.text if len(text.text) <= WORDS_MAX else f"{text.text[:WORDS_MAX]}..."
        _print(console, f"  #{text.seq} {in_words(text.by)}, {told(text.written_at)}: “{said}”")
        if text.is_fact and is_doomed:
            _print(console, "      A fact of a gate: the fact stays, its words go.")
        if text.read_by and is_doomed:
            _print(console, f"      Approved words that {text.read_by} read.")
    if (rest := len(every) - SHOWN_MAX) > 0:
        _print(console, f"  and {rest} more")


def _print(console: Console, line: str) -> None:
    console.print(as_typed(line), highlight=False, markup=False, soft_wrap=True)
