"""The digest of a notice: exactly the words that a second person approves."""

from reinstate.core.journal.canonical import digest_of
from reinstate.core.journal.events.notices import NoticeDrafted


def words_digest(drafted: NoticeDrafted) -> str:
    """Return the digest over the salted digests of title and text, in hex."""
    return digest_of({"title": drafted.title.sha256, "text": drafted.text.sha256})
