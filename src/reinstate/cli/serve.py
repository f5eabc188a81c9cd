"""Serving both sites: the desk for staff, and the residents' pages, published as things happen."""

import signal
import sys
from pathlib import Path
from threading import Event
from typing import Annotated, Final

import typer
from rich.console import Console

from reinstate.cli.acts import asks
from reinstate.cli.desk_part import DeskAddress, desk_address, desk_parts, wait_for
from reinstate.cli.output import emit, output
from reinstate.cli.publishing import (
    KeyPassphrase,
    To,
    published_data,
    published_lines,
    say_published,
)
from reinstate.cli.supervising import supervised
from reinstate.cli.trouble import tell
from reinstate.cli.who import passphrase_of
from reinstate.operations import publishing

SCHEMA: Final = "serve/1"
