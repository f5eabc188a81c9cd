"""Serves a folder on this machine as the desk will: names with digests, and the strict policy."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

from reinstate.look.building import VENDOR

POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect")),
    ]
)
STATIC = "static"


class Rewriting(ManifestStaticFilesStorage):
    """Names files after their digest, in what scripts import as well."""

    support_js_module_import_aggregation = True


class Handler(SimpleHTTPRequestHandler):
    """Gives files with the policy, and says nothing of it."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name for it
        """Say nothing."""


def collect(folder: Path, kind: type[ManifestStaticFilesStorage]) -> ManifestStaticFilesStorage:
    """Put the look under a folder as Django's `collectstatic` does; fail where it would."""
    copytree(VENDOR, folder / STATIC / "look")
    storage = kind(location=str(folder / STATIC), base_url=f"/{STATIC}/")
    paths = [path for path in (folder / STATIC).rglob("*") if path.is_file()]
    names = [str(path.relative_to(folder / STATIC)) for path in paths]
    for _, _, outcome in storage.post_process({name: (storage, name) for name in names}):
        if isinstance(outcome, Exception):
            raise outcome
    return storage


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
