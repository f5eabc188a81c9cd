"""What pages load and link to besides one another: style, script, icon, QR code, licence.

Style and script carry the digest of their content in their name, so that a browser may keep
them for ever. Without the built look the site's own sheet carries a plain one. Of the look,
residents get the GOV.UK Design System and its licence: what only the desk uses stays there.
"""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

import segno
from msgspec import Struct

from reinstate.look.building import VENDOR, is_built
from reinstate.look.packages import GOVUK
from reinstate.public.style_sheet import icon, style_sheet

ICON: Final = "icon.svg"
QR: Final = "qr.svg"
LICENCES: Final = "assets/THIRD-PARTY.txt"
NAME_DIGITS: Final = 12
_SCRIPT: Final = Path(__file__).parent / "site.js"


class Assets(Struct, frozen=True, kw_only=True):
    """The paths that pages name, and every file by its path; `look` is empty where not built."""

    look: str
    style: str
    script: str
    files: dict[str, bytes]


def assets(colour: str, host: str) -> Assets:
    """Return what the pages of a council load."""
    has_look = is_built(VENDOR)
    look = (VENDOR / GOVUK.style).read_bytes() if has_look else b""
    style = style_sheet(colour, has_look=has_look)
    script = _SCRIPT.read_bytes()
    found = Assets(
        look=_named("govuk", "css", look) if has_look else "",
        style=_named("site", "css", style),
        script=_named("site", "js", script),
        files={ICON: icon(colour), QR: qr(f"https://{host}/")},
    )
    found.files.update({found.style: style, found.script: script})
    if has_look:
        found.files.update({found.look: look, LICENCES: (VENDOR / GOVUK.notice).read_bytes()})
    return found


def qr(address: str) -> bytes:
    """Return a QR code of an address, black on white, as a picture that loads nothing."""
    drawn = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        light="#fff",
        border=4,
        svgclass=None,
        lineclass=None,
        omitsize=True,
    )
    return drawn.getvalue()


def _named(name: str, suffix: str, content: bytes) -> str:
    return f"assets/{name}-{sha256(content).hexdigest()[:NAME_DIGITS]}.{suffix}"
