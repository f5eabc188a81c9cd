"""Publishes: the public record, drawn as files, put where residents read them."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from reinstate.operations import clock, publishing, releases
from reinstate.operations.level_history import NO_HISTORY, History, until
from reinstate.operations.public_facts import next_moment
from reinstate.operations.public_record import PublicRecord
from reinstate.operations.releases import Released
from reinstate.public.api.endpoints import endpoints
from reinstate.public.feeds.files import feeds
from reinstate.public.pages import pages
from reinstate.public.table import PATH, table


class Published(Struct, frozen=True, kw_only=True):
    """What was published; `next_at` is when time alone changes it, `history` what it rests on."""

    target: Path
    at: datetime
    entries: int
    release: Released
    services: int
    is_practice: bool
    has_checkpoint: bool
    is_checkpoint_fresh: bool
    left_out: tuple[str, ...]
    next_at: datetime | None
    history: History


def publish(target: Path, *, passphrase: str = "", history: History = NO_HISTORY) -> Published:
    """Publish what residents may read now; nothing new, and nothing is written.

    Raises:
        Refused: If residents read the target and this home may not write there.
        BadInput: If the passphrase does not open the journal's key.
        WorldFailed: If it cannot be read or written; what stood there still stands.
    """
    history = publishing.caught_up_with_journal(history)
    publishing.refuse_live(history.council.home, target)
    with releases.alone(target):
        return _published(target, passphrase, history)


def _published(target: Path, passphrase: str, history: History) -> Published:
    """Publish, alone at the target; who waited looks again at the journal and the folder."""
    history = publishing.caught_up_with_journal(history)
    council = history.council
    publishing.refuse_live(council.home, target)
    at = clock.now(council)
    history = until(history, at)
    record = publishing.record(history, at)
    head = publishing.head(target, at, passphrase)
    released = releases.release_alone(files(record, head.note), target)
    publishing.mark_live(council.home, target)
    return Published(
        target=target,
        at=at,
        entries=council.seq,
        release=released,
        services=len(record.services),
        is_practice=record.kind != "real",
        has_checkpoint=head.note is not None,
        is_checkpoint_fresh=head.is_fresh,
        left_out=record.left_out,
        next_at=next_moment(history, at),
        history=history,
    )


def files(record: PublicRecord, checkpoint: bytes | None = None) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    site = {
        **pages(record, has_proof=checkpoint is not None),
        **endpoints(record),
        **feeds(record),
        PATH: table(record),
    }
    if checkpoint is not None:
        site[publishing.CHECKPOINT] = checkpoint
    return site
