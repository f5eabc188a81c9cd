"""What all processes of the desk count together, such as tries to sign in.

Django's own table of this kind forgets a third of what it holds when it is full, whatever that
is: whoever has many addresses would have the count of their tries forgotten.
"""

from datetime import datetime

from django.core.cache.backends.db import DatabaseCache
from django.db import connections
from django.db.backends.utils import CursorWrapper


class Counters(DatabaseCache):
    """Counts that hold until their time is over; how many there are decides nothing.

    What a stranger can have counted without a passphrase holds for a minute, so the table is
    as large as what a minute brings.
    """

    def _cull(self, db: str, cursor: CursorWrapper, now: datetime, num: int) -> None:  # noqa: ARG002 - Django's own call
        """Forget what is over, and nothing else."""
        operations = connections[db].ops
        over = operations.adapt_datetimefield_value(now)
        table = operations.quote_name(self._table)  # type: ignore[attr-defined]  # Django's own
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])  # noqa: S608 - our own name
