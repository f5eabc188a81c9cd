"""Sending sheets: what they are called and how long they are is looked at before anything else."""

from typing import IO, TYPE_CHECKING, Any, Final

from django import forms
from django.http import HttpResponseBase

from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.sheets.comparing import look_by_job
from reinstate.engines.imports.form import NAMED
from reinstate.engines.imports.table import FILE_BYTES_MAX
from reinstate.operations import staging
from reinstate.operations.act import Acting

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    Sent = UploadedFile[Any]

MEGABYTE: Final = 1024 * 1024
ENDINGS: Final = ", ".join(NAMED)


PROGRAMS: Final = frozenset({".xlsm"})
"""Endings that are looked at in order to be refused with their own reason."""


class SeveralFiles(forms.FileInput):
    """Files of which several may be chosen at once."""

    allow_multiple_selected = True


class SheetsField(forms.FileField):
    """One sheet or several."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[Sent]":
        """Return every file that was chosen."""
        given = data if isinstance(data, list) else [data]
        return [super(SheetsField, self).clean(one, initial) for one in given]


class UploadForm(DeskForm):
    """The files."""

    sheets = SheetsField(
        label="Sheets",
        max_length=150,
        allow_empty_file=True,  # refused below, by its name
        help_text=f"Files that end in {ENDINGS}: up to {staging.FILES_MAX} at once, each up to"
        f" {FILE_BYTES_MAX // MEGABYTE} MB.",
        widget=SeveralFiles(attrs={"accept": ",".join(NAMED), "multiple": True}),
        error_messages={"required": "Choose at least one sheet."},
    )

    def clean_sheets(self) -> "list[Sent]":
        """Return the files, if each may be looked at."""
        files: list[Sent] = self.cleaned_data["sheets"]
        if len(files) > staging.FILES_MAX:
            raise forms.ValidationError(f"Send at most {staging.FILES_MAX} files at once.")
        if sum(file.size or 0 for file in files) > staging.BYTES_MAX:
            most = staging.BYTES_MAX // MEGABYTE
            raise forms.ValidationError(f"Together they are larger than {most} MB: send fewer.")
        for file in files:
            if not file.size:
                raise forms.ValidationError(f"{file.name} is empty: there is nothing in it.")
            ending = f".{str(file.name).rpartition('.')[2].lower()}"
            if ending not in NAMED and ending not in PROGRAMS:
                raise forms.ValidationError(
                    f"{file.name} is no sheet that we read: those end in {ENDINGS}."
                )
        if found := staging.refusals(map(sent, files)):
            raise forms.ValidationError([f"{one.file}: {one.reason}" for one in found])
        return files


class Upload(ActView):
    """Choose sheets: nothing is taken before their changes were shown."""

    title = "Import sheets"
    button = "Look at them"
    form_class = UploadForm
    template_name = "sheets/upload.html"

    def facts(self) -> dict[str, Any]:
        """Return whether the register has anything yet."""
        rows = self.desk.council.register.rows
        return {"area": "import", "is_empty": not rows, "kept": staging.maps_kept()}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:
        """Put them by, and lead to what they would change."""
        files = [sent(file) for file in form.cleaned_data["sheets"]]
        digest = staging.stage(acting.person, files)
        look_by_job(self.desk, digest)
        return self.led_to(links.to(self.desk, "import-look", digest))


def sent(file: "Sent") -> tuple[str, IO[bytes]]:
    """Return what a file is called, and what it holds."""
    if file.file is None:
        raise AssertionError("a file that was sent is open")
    return str(file.name), file.file
