"""The register as we know it: rows by reference, and who needs whom both ways."""

import immutables
from msgspec import Struct

from reinstate.core.journal.rows import AnyRow
from reinstate.core.terms.reference import Ref

Edges = immutables.Map[Ref, frozenset[Ref]]
NO_REFS: frozenset[Ref] = frozenset()


class Register(Struct, frozen=True):
    """Rows by reference; `gone` are retired rows; edges point from what needs to what is needed.

    `cells` lists each service's partition (its default cell when never divided).
    """

    rows: immutables.Map[Ref, AnyRow] = immutables.Map()
    gone: immutables.Map[Ref, AnyRow] = immutables.Map()
    needs: Edges = immutables.Map()
    needed_by: Edges = immutables.Map()
    uses: Edges = immutables.Map()
    used_by: Edges = immutables.Map()
    cells: immutables.Map[str, tuple[Ref, ...]] = immutables.Map()
