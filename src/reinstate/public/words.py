"""The words that residents read about levels, channels and dates: fixed here, once."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from reinstate.core.levels.names import CHANNELS
from reinstate.core.terms.level import Level
from reinstate.operations.public_record import PublicPromise, PublicRecord

ZONE: Final = ZoneInfo("Europe/London")
ALL: Final = "all"

MEANING: Final = {
    Level.NORMAL: "This service works as usual.",
    Level.PARTLY_WORKING: "This service works, but only in part or more slowly than usual.",
    Level.BY_HAND: "We do this work by hand for now. It can take longer than usual.",
    Level.STOPPED: "This service does not work at the moment.",
    Level.UNKNOWN: "We have not checked yet how this service stands.",
}

JOINERS: Final = "\u200c\u200d"
"""Of Persian, of Indian scripts and of pictures of people; no other mark that cannot be seen."""

EVERYBODY_ELSE: Final = "Everybody else"
ANY_WAY: Final = "Any way"

ENDED: Final = {
    "kept": "We kept it.",
    "broken": "We did not keep it.",
    "replaced": "We gave another date instead.",
    "withdrawn": "We took it back.",
}


def moment_words(at: datetime) -> str:
    """Return a moment as `22 November 2026, 4:15pm`; a day's end is 11:59pm, never 12am."""
    local = at.astimezone(ZONE)
    if (local.hour, local.minute) == (0, 0):
        local = (at - timedelta(minutes=1)).astimezone(ZONE)
    return f"{local.day} {local:%B %Y}, {_clock(local)}"


def day_words(at: datetime) -> str:
    """Return a day as `22 November 2026`."""
    local = at.astimezone(ZONE)
    return f"{local.day} {local:%B %Y}"


def machine_moment(at: datetime) -> str:
    """Return a moment as machines read it, in UTC with milliseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def range_words(earliest: datetime, latest: datetime) -> str:
    """Return a range of days; what ends as a day begins ends the day before."""
    last = latest - timedelta(minutes=1) if latest > earliest else latest
    first_day, last_day = day_words(earliest), day_words(last)
    if first_day == last_day:
        return f"on {first_day}"
    return f"between {first_day} and {last_day}"


def promise_words(promise: PublicPromise) -> str:
    """Return what we told residents about when, and that we are late if we are."""
    said = f"{whom_words(promise.channel, promise.group)}: " if not _is_all(promise) else ""
    what = "it" if promise.service else "all services"
    if promise.earliest is not None and promise.latest is not None:
        days = range_words(promise.earliest, promise.latest)
        if promise.state != "open":
            return f"{said}back {days}."
        if promise.is_overdue:
            return f"{said}we said {what} would be back {days}. That time has passed: we are late."
        return f"{said}we expect {what} back {days}."
    by = moment_words(promise.say_more_by or promise.said_at)
    if promise.state != "open":
        return f"{said}no date yet, and more news by {by}."
    if promise.is_overdue:
        return f"{said}we said we would tell you more by {by}. That time has passed: we are late."
    return f"{said}we have no date yet. We will say more by {by}."


def whom_words(channel: str, group: str) -> str:
    """Return a channel and a group in words: `Online, private tenants`; all is left out."""
    parts = [] if channel == ALL else [CHANNELS.get(channel, plain(channel))]
    if group != ALL:
        words = plain(group)
        parts.append(words[:1].lower() + words[1:] if parts else words)
    return ", ".join(parts)


def plain(slug: str) -> str:
    """Return the words of an id such as `private-tenants`."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """Return words with a capital first."""
    return words[:1].upper() + words[1:]


def lead(record: PublicRecord) -> str:
    """Return the one sentence on how things are; why is for approved words to say."""
    if record.incident is None or not record.services or is_all_working(record):
        return counted(record)
    since = day_words(record.incident.began_at)
    return f"Our services have been disrupted since {since}. {counted(record)}"


def counted(record: PublicRecord) -> str:
    """Return how many services work as usual."""
    total = len(record.services)
    if not total:
        return "We have not listed our services yet."
    if is_all_working(record):
        return "All the services listed here are working."
    working = sum(1 for one in record.services if one.now.level is Level.NORMAL)
    works = "works" if working == 1 else "work"
    return f"{working} of {total} services {works} as usual."


def is_all_working(record: PublicRecord) -> bool:
    """Return whether every service works as usual."""
    return all(one.now.level is Level.NORMAL for one in record.services)


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a text as paragraphs of lines, without characters that cannot be printed.

    What was pasted from a word processor keeps its words apart: a space of any kind is one.
    """
    lines = "\n".join(text.splitlines())
    clean = "".join(_printed(one) for one in lines)
    blocks = [_lines(block) for block in clean.split("\n\n")]
    return tuple(block for block in blocks if block)


def _printed(one: str) -> str:
    """Return a character as it may be read: joiners shape letters, and turn no line round."""
    if one == "\n" or one in JOINERS or one.isprintable():
        return one
    return " " if one.isspace() else ""


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.split("\n") if line.strip())


def _is_all(promise: PublicPromise) -> bool:
    return promise.channel == ALL and promise.group == ALL


def _clock(local: datetime) -> str:
    if (local.hour, local.minute) == (12, 0):
        return "12 midday"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"
