"""Files that people send from their own machines."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile


def a_file(words: str = "what it shows", name: str = "shown.txt") -> SimpleUploadedFile:
    """Return a file of a few words."""
    return SimpleUploadedFile(name, words.encode())


def a_report(
    verdict: str = "none_full", *, files: int = 40, rules: int = 12, gaps: tuple[str, ...] = ()
) -> SimpleUploadedFile:
    """Return the report of an examination."""
    said = {"verdict": verdict, "files": files, "rules": rules, "gaps": gaps}
    return SimpleUploadedFile("report.json", json.dumps(said).encode())
