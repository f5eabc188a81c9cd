"""Debian's nginx, started by tests on this machine with the configuration that we publish."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from time import monotonic, sleep

import pytest

from reinstate.public.nginx import Place, nginx

BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
START_SECONDS = 10

AROUND = """\
daemon off;
{user}
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log;
load_module {module};
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""


def program() -> str:
    """Return where nginx is, or leave the test out."""
    found = which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None or not BROTLI_MODULE.is_file():
        pytest.skip("No nginx: apt-get install nginx-light libnginx-mod-http-brotli-static.")
    return found


@contextmanager
def behind_nginx(target: Path, folder: Path) -> Iterator[str]:
    """Serve what `target` publishes; yield the address, without its last stroke."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    place = Place(
        listen=(f"127.0.0.1:{port}",),
        certificate=(),
        plain=(),
        root=str((target / "current").absolute()),
    )
    (folder / "site.conf").write_text(nginx(place))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        AROUND.format(folder=folder, user=user, module=BROTLI_MODULE)
    )
    words = (program(), "-p", str(folder), "-c", str(folder / "nginx.conf"))
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        wait_for(port, process, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until somebody answers at the port."""
    began = monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            said = (folder / "said").read_text()
            assert process.poll() is None, said
            assert monotonic() - began < START_SECONDS, said
            sleep(0.02)
        else:
            return
