"""The demo opens both sites, says where they are before anything else, and stops when told."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

STOP_SECONDS = 20


def test_the_demo_prints_where_both_sites_are_first(copy: Path) -> None:
    words = [sys.executable, "-m", "reinstate", "demo", "--desk-port", "0", "--public-port", "0"]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "REINSTATE_HOME": str(copy)},
        text=True,
    ) as process:
        assert process.stdout
        try:
            said = [process.stdout.readline() for _ in range(4)]
            (first, desk), (second, public) = (line.rsplit(maxsplit=1) for line in said[:2])
            assert (first, second) == ("Desk:", "Residents' pages:")
            assert "recovery manager" in said[2]
            assert "An invented council" in said[3]
            for address in (desk, public):
                with urlopen(address, timeout=20) as response:  # noqa: S310 - an address of our own
                    assert response.status == 200
        finally:
            os.kill(process.pid, signal.SIGINT)
            assert process.stderr
            out, errors = process.stdout.read(), process.stderr.read()
            process.wait(STOP_SECONDS)
    assert "A guided tour by command" in out
    assert errors == "Stopped. The pages stay where they are.\n"
