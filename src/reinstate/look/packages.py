"""What the look takes from npm: the GOV.UK Design System for all pages, the MOJ's for the desk.

Residents' pages load nothing of the second, so each package has its own style, script and
licence, named alike.
"""

from pathlib import Path
from typing import Final, NamedTuple

LICENCE: Final = "MIT"
IMAGES: Final = "images"
"""The folder beside the style sheets in which their pictures stand."""

_LICENCE_TEXT: Final = Path(__file__).parent / "licence.txt"


class Package(NamedTuple):
    """A package of npm, and what of it is taken under which names."""

    name: str
    copyright: str
    built: str  # the path in the package without `.min.css` and `.min.js`
    style: str
    script: str
    notice: str
    pictures: str = ""  # which files of the package, as a pattern; none where empty


GOVUK: Final = Package(
    name="govuk-frontend",
    copyright="Copyright (C) 2017 Crown Copyright (Government Digital Service)",
    built="dist/govuk/govuk-frontend",
    style="govuk.css",
    script="govuk.js",
    notice="govuk.txt",
)
MOJ: Final = Package(
    name="@ministryofjustice/frontend",
    # Read in the repository's LICENSE on 25 November 2026: the package itself carries none.
    copyright="Copyright (c) 2019 Ministry of Justice",
    built="moj/moj-frontend",
    style="moj.css",
    script="moj.js",
    notice="moj.txt",
    pictures="moj/assets/images/icon-*.svg",
)
PACKAGES: Final = (GOVUK, MOJ)


def notice(package: Package, version: str) -> str:
    """Return what goes with the files of a package wherever they go: its licence."""
    title, _, rest = _LICENCE_TEXT.read_text(encoding="utf-8").partition("\n")
    return (
        f"These pages use parts of {package.name} {version}, changed: without its font and"
        f" without any logo.\n\n{title}\n\n{package.copyright}\n{rest}"
    )
