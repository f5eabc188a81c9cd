"""`python -m reinstate` is the program `reinstate`."""

import sys

from reinstate.cli.__main__ import main

sys.exit(main())
