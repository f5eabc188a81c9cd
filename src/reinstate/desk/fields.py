"""Fields that many forms share: when something was true, until when, who did it, a file."""

from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from reinstate.core.access.roles import roles_of
from reinstate.core.commands.rules import TECHNICAL
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.desk.seen import Desk
from reinstate.operations import kept
from reinstate.operations.days import ZONE
from reinstate.operations.kept import UPLOAD_SIZE_MAX_BYTES

WORDS_MAX: Final = 4_000
"""So long a text may be: a page or two."""

LINE_MAX: Final = 200
PEOPLE_MAX: Final = 400
MOMENT_FORMAT: Final = "%Y-%m-%dT%H:%M"
MOMENT_INPUT: Final = {"type": "datetime-local"}
DAY_INPUT: Final = {"type": "date"}
MEGABYTE: Final = 1024**2

if TYPE_CHECKING:
    Sent = UploadedFile[Any]
else:
    Sent = UploadedFile  # it takes no type where it runs


class Offering:
    """A field whose choices are known once somebody looks at something.

    `nothing` stands beside it where there is nothing to choose, with the way on.
    """

    nothing: ClassVar[str] = ""
    choices: Any

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Take the choices from the council as it is known."""
        raise NotImplementedError


class Words(forms.CharField):
    """A text of several lines, kept beside the journal."""

    def __init__(
        self, label: str, *, is_needed: bool = True, hint: str = "", rows: int = 3
    ) -> None:
        """Ask for a text."""
        super().__init__(
            label=label,
            required=is_needed,
            help_text=hint,
            max_length=WORDS_MAX,
            widget=forms.Textarea(attrs={"rows": rows}),
        )


class Line(forms.CharField):
    """A text of one line."""

    def __init__(self, label: str, *, is_needed: bool = True, hint: str = "") -> None:
        """Ask for a line."""
        super().__init__(label=label, required=is_needed, help_text=hint, max_length=LINE_MAX)


class WhenWidget(forms.MultiWidget):
    """Two moments beside each other, the second only for who is not sure."""

    template_name = "desk/when.html"

    def __init__(self) -> None:
        """Let the browser help with both."""
        super().__init__(
            [forms.DateTimeInput(attrs=dict(MOMENT_INPUT)) for _ in range(2)],
        )

    def decompress(self, value: str | None) -> list[str]:
        """Return the two moments of `A..B`."""
        first, _, last = (value or "").partition("..")
        return [first, last]


class When(forms.MultiValueField):
    """When something was true: nothing for just now, one moment, or a range.

    Its value is what `operations.moments` reads: empty, a moment, or `A..B`.
    """

    widget = WhenWidget

    def __init__(self, label: str = "When it was done", *, is_needed: bool = False) -> None:
        """Ask for a moment."""
        now = "" if is_needed else "Leave it empty for just now. "
        super().__init__(
            [forms.CharField(required=False, max_length=LINE_MAX) for _ in range(2)],
            label=label,
            required=is_needed,
            require_all_fields=False,
            help_text=f"{now}If you only know that it was between two times, give both.",
        )

    def compress(self, data_list: list[str]) -> str:
        """Return the words of the moment."""
        first, last = (_told(one) for one in data_list or ("", ""))
        if last and first != last:
            return f"{first}..{last}"
        return first


def moment_words(moment: Moment) -> str:
    """Return a moment as the field of it shows it."""
    edges = [
        edge.astimezone(ZONE).strftime(MOMENT_FORMAT) if edge else ""
        for edge in (moment.earliest, moment.latest)
    ]
    return edges[0] if edges[0] == edges[1] else "..".join(edges)


def _told(words: str) -> str:
    try:
        datetime.fromisoformat(words or "1970-01-01")
    except ValueError as error:
        raise ValidationError(f"{words} is no time. Write 2026-11-20 14:00.") from error
    return words


class Until(forms.DateField):
    """The last day on which something holds; its value is what `operations.times.until` reads."""

    def __init__(self, label: str = "Until the end of") -> None:
        """Ask for a day."""
        super().__init__(label=label, widget=forms.DateInput(attrs=dict(DAY_INPUT)))

    def clean(self, value: Any) -> str:
        """Return the day as words."""
        day: date = super().clean(value)
        return day.isoformat()


class People(forms.MultipleChoiceField, Offering):
    """Who did something: one or several people, by name."""

    def __init__(self, label: str = "Who did it") -> None:
        """Ask who."""
        super().__init__(
            label=label,
            help_text="Everybody who had their hands on it. None of them may clear it.",
            widget=forms.CheckboxSelectMultiple,
        )

    def offer(self, desk: Desk, subject: Ref) -> None:  # noqa: ARG002 - the same for every subject
        """Name those who look first, then technical people, then everybody else."""
        self.choices = [(one, desk.names.get(one, one)) for one in _people(desk)[:PEOPLE_MAX]]

    def clean(self, value: Any) -> tuple[PersonId, ...]:
        """Return the people who were chosen."""
        return tuple(super().clean(value))


def _people(desk: Desk) -> list[PersonId]:
    active = [one.id for one in desk.present.people.values() if one.is_active]

    def order(person: PersonId) -> tuple[bool, bool, str]:
        is_technical = bool(roles_of(desk.present, person, desk.now) & TECHNICAL)
        return (person != desk.person, not is_technical, desk.names.get(person, person))

    return sorted(active, key=order)


class SentFile(forms.FileField):
    """A file from somebody's own machine, up to what a browser may send."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Choose a file.",
        "empty": "The file is empty: it shows nothing.",
        "missing": "Choose a file.",
    }

    def __init__(self, label: str, *, is_needed: bool = True, hint: str = "") -> None:
        """Ask for a file."""
        most = f"Up to {UPLOAD_SIZE_MAX_BYTES // MEGABYTE} MB."
        super().__init__(
            label=label, required=is_needed, help_text=f"{hint} {most}".strip(), max_length=LINE_MAX
        )

    def clean(self, data: Any, initial: Any = None) -> Sent | None:
        """Return the file, if it is not too long."""
        file: Sent | None = super().clean(data, initial)
        if file is not None and (file.size or 0) > UPLOAD_SIZE_MAX_BYTES:
            raise ValidationError(
                "The file is too long for a browser. Keep a list of digests in its place, or use"
                " the command line on the desk's own machine."
            )
        return file


class ManyFiles(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class SentFiles(SentFile):
    """One file or several."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:  # type: ignore[override]  # several in place of one
        """Return the files, none of which is too long."""
        every = data if isinstance(data, list | tuple) else [data]
        found = [super(SentFiles, self).clean(one, initial) for one in every or [None]]
        return [one for one in found if one is not None]


def keep(file: Sent | None) -> str:
    """Keep a file that was sent and return its digest; nothing without one."""
    return kept.keep_sent(stream(file)) if file is not None else ""


def stream(file: Sent) -> IO[bytes]:
    """Return what a file holds, from its beginning."""
    if file.file is None:
        raise AssertionError("a file that was sent is open")
    file.file.seek(0)
    return file.file
