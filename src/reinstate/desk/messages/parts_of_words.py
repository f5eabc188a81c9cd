"""What words and dates can be about: everybody, a service, or one part of it."""

from typing import Any, Final

import immutables
from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reinstate.core.journal.rows import AnyRow, ServiceRow
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import cells_of
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of
from reinstate.core.terms.remembered import Remembered
from reinstate.desk.messages.named import about_words

Choices = list[tuple[str, str]]


class LongSelect(forms.Select):
    """Draws its options at once: a template for each of hundreds takes most of a page's time."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - Django passes it by its name
    ) -> SafeString:
        """Return the list as a browser reads it, escaped."""
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = "" if value is None else str(value)
        marks = {True: mark_safe(" selected"), False: ""}
        choices = ((key, marks[str(key) == chosen], words) for key, words in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', choices)
        return format_html("<select{}>{}</select>", flatatt(built), options)


def parts(council: Council, about: Ref) -> Choices:
    """Return a service and its parts, as choices."""
    service = id_of(about) if kind_of(about) == "service" else service_of(about)
    whole, cells = ref("service", service), cells_of(council, service)
    named = cells if len(cells) > 1 or kind_of(about) == "cell" else ()
    words = "all of it" if named else ""
    name = name_of(council, whole)
    return [
        (whole, f"{name}, {words}" if words else name),
        *((cell, about_words(council, cell)) for cell in named),
    ]


def everything(council: Council) -> Choices:
    """Return everybody, and every service by name, as choices."""
    return list(_everything(council.register.rows))


def _by_name(rows: immutables.Map[Ref, AnyRow]) -> tuple[tuple[str, str], ...]:
    found = [row for row in rows.values() if isinstance(row, ServiceRow)]
    named = sorted((row.name or row.id, row.id) for row in found)
    return (("", "Everybody"), *((ref("service", id_), name) for name, id_ in named))


_everything: Final = Remembered(_by_name)
