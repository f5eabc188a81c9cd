"""Django's own check of settings that face a network finds nothing, alone and beyond."""

import os
import subprocess
import sys

import pytest

SECRET = "a long secret that the check would take for one of fifty or more characters"


@pytest.mark.parametrize("hosts", ["desk.thornmere.example"])
def test_the_settings_beyond_this_machine_are_clean(hosts: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "reinstate.web.desk_settings",
            "REINSTATE_DESK_SECRET": SECRET,
            "REINSTATE_DESK_HOSTS": hosts,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "no issues" in ran.stdout
