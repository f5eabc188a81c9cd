"""Sentences of the rules as the desk says them: names, no codes, no commands to type."""

import re
from typing import Final

from reinstate.core.levels.names import name_of
from reinstate.core.terms.role import Role
from reinstate.desk.seen import Desk
from reinstate.operations import plain_words
from reinstate.operations.sentences.subjects import CAUSES
from reinstate.operations.waiting.telling import PLACES

_CONFIRM: Final = re.compile(
    r"runs `reinstate user confirm (\S+)`(?: or `reinstate \S+ \S+ (\S+)`)?"
)
_COMMAND: Final = re.compile(r": reinstate [a-z-]+ [^.;]*?(?=[.;]|$)")
_REFERENCE: Final = re.compile(r"\b(?:system|link|wave|devices|service|cell):[A-Za-z0-9][\w./-]*\w")
_BRACKETED: Final = re.compile(rf" \(({_REFERENCE.pattern})\)")
_ROLES: Final = {role.value: role.value.replace("-", " ") for role in Role}
_CODES: Final = {**{code: words for code, words in CAUSES.items() if "-" in code}, **_ROLES}
_CODE: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_CODES, key=len, reverse=True))})(?![\w-])"
)


_CHECK: Final = re.compile(r"(?<=\bcheck )[a-z]+(?:-[a-z]+)+")
_PLACE: Final = re.compile(r"\bin the place ([a-z-]+)")
_RULE: Final = re.compile(r" \(R\d\d(?:, R\d\d)*\)")
"""Where a sentence names the rule that it comes from: those who ask look it up in docs/rules.md."""


def said(desk: Desk, sentence: str) -> str:
    """Return a sentence of the rules as it stands on a page."""
    text = _RULE.sub("", _COMMAND.sub("", _CONFIRM.sub(_confirms, sentence)))
    text = _BRACKETED.sub(lambda found: _once(desk, found), text)
    text = _REFERENCE.sub(lambda found: name_of(desk.council, found.group()), text)
    text = _CODE.sub(lambda found: _CODES[found.group()], text)
    text = _CHECK.sub(lambda found: found.group().replace("-", " "), text)
    text = _PLACE.sub(lambda found: f"on {PLACES.get(found[1], found[1])}", text)
    return plain_words.in_words(desk.council, text)


def role_words(role: Role) -> str:
    """Return a role as people say it."""
    return _ROLES[role.value]


def either(words: list[str]) -> str:
    """Return several words as a choice: `a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _once(desk: Desk, found: re.Match[str]) -> str:
    """Return a reference in brackets by its name; nothing where its name stands before it."""
    name = name_of(desk.council, found[1])
    return "" if found.string[: found.start()].endswith(name) else f" ({name})"


def _confirms(found: re.Match[str]) -> str:
    return f"confirms {either([one for one in found.groups() if one])}"
