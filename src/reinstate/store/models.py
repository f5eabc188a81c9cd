"""The tables: the journal's lines and head, and what is kept beside it and can be erased."""

from django.db import models

from reinstate.store.ready import make_ready

HASH_SIZE_BYTES = 32

make_ready()  # so that any module may import a table before a home is chosen


class JournalEntry(models.Model):
    """One line of the journal, byte for byte, and its leaf in the tree."""

    seq = models.IntegerField(primary_key=True)
    body = models.TextField()  # canonical JSON, never re-written
    leaf = models.BinaryField(max_length=HASH_SIZE_BYTES)
    command_id = models.TextField()
    position = models.PositiveIntegerField()

    class Meta:
        db_table = "journal_entry"
        constraints = (
            models.UniqueConstraint(
                fields=("command_id", "position"), name="journal_entry_once_per_command"
            ),
        )

    def __str__(self) -> str:
        return f"entry {self.seq}"


class JournalHead(models.Model):
    """The one row that appends lock: how many lines, their root, the edge of the tree."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=HASH_SIZE_BYTES)
    frontier = models.BinaryField()

    class Meta:
        db_table = "journal_head"

    def __str__(self) -> str:
        return f"head of {self.size} entries"


class Checkpoint(models.Model):
    """A signed head as it left the building, kept to compare the journal with."""

    size = models.BigIntegerField()
    root = models.BinaryField(max_length=HASH_SIZE_BYTES)
    note = models.TextField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "journal_checkpoint"

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"


class PersonalDetails(models.Model):
    """Who a random person id is; erasing the row leaves the journal whole."""

    person_id = models.TextField(primary_key=True)
    handle = models.TextField(unique=True)  # in small letters
    name = models.TextField()
    contact = models.TextField(blank=True)
    review_on = models.DateField()

    class Meta:
        db_table = "personal_details"

    def __str__(self) -> str:
        return self.person_id


class Factor(models.Model):
    """What a person proves themselves with; `secret` is a hash, never the thing itself."""

    person_id = models.TextField()
    kind = models.TextField()
    secret = models.TextField()
    set_at = models.DateTimeField()

    class Meta:
        db_table = "factor"
        constraints = (
            models.UniqueConstraint(fields=("person_id", "kind"), name="factor_one_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class CarriedFactor(models.Model):
    """A second factor that came with a sealed home, until a desk first runs here."""

    account = models.BigIntegerField()  # by this number the person's passkeys know them
    person_id = models.TextField()
    kind = models.TextField()
    data = models.TextField()  # JSON
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "carried_factor"

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}, on its way"


class Note(models.Model):
    """Free text whose salted digest stands in the journal."""

    note_id = models.TextField(primary_key=True)
    text = models.TextField()
    salt = models.BinaryField()
    review_on = models.DateField()

    class Meta:
        db_table = "note"

    def __str__(self) -> str:
        return self.note_id


class Heartbeat(models.Model):
    """When the monitoring of a subject was last heard."""

    subject = models.TextField(primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "heartbeat"

    def __str__(self) -> str:
        return self.subject


class Sighting(models.Model):
    """When, by whom and in what state a subject was last seen on the network."""

    subject = models.TextField(primary_key=True)
    state = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        db_table = "sighting"

    def __str__(self) -> str:
        return f"{self.subject} seen {self.state}"


class StoredFile(models.Model):
    """A file of the content-addressed file store."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    name_note = models.TextField(blank=True)
    first_seen = models.DateTimeField()

    class Meta:
        db_table = "stored_file"

    def __str__(self) -> str:
        return self.sha256


class Job(models.Model):
    """Something long that somebody asked for: how far it is, and what came of it."""

    id = models.TextField(primary_key=True)
    kind = models.TextField()
    by = models.TextField()
    arguments = models.TextField()  # JSON
    state = models.TextField()
    what = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result_digest = models.TextField(blank=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "job"

    def __str__(self) -> str:
        return f"{self.kind} {self.id}, {self.state}"
