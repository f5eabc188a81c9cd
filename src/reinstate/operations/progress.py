"""How a long act says how far it is: one callable that every surface can give."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""What is being done, how many are done, and of how many."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""
