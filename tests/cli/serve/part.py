"""A process to keep running: writes its number into a file, then does as its first line says.

`stay`: until told to stop, or its input ends. `die`: at once. `deaf`: not even when told to.
`mother`: starts another, which stays and is deaf, and stays itself.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Write the number, and do what is said."""
    file = Path(sys.argv[1])
    with file.open("a") as numbers:
        numbers.write(f"{os.getpid()}\n")
    what = sys.stdin.readline().strip()
    if what == "die":
        sys.exit(7)
    if what == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(300)
    if what == "mother":
        words = [sys.executable, __file__, str(file)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, text=True) as child:
            child.communicate("deaf\n")
    sys.stdin.read()


if __name__ == "__main__":
    main()
