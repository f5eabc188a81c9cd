"""Whether the journal is what was written, and what shows it to people outside."""

from typing import Any, Final

import msgspec
from django import forms
from django.http import HttpResponseBase

from reinstate.desk import downloads, links, wording
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.journal import listing
from reinstate.desk.journal.entry import entry_seen
from reinstate.operations import exporting, keys, verifying
from reinstate.operations.act import Acting
from reinstate.operations.jobs import asking
from reinstate.operations.jobs.verify import Nothing
from reinstate.operations.verifying import STATES, Verified

AT_ONCE_ENTRIES_MAX: Final = 50_000
"""A longer journal is verified, and exported, by a job: nobody waits for a page so long."""

KEPT_SHOWN_MAX: Final = 10
MATCHING_MAX: Final = 5
"""So many that match are named, the newest; the others are counted."""

UNMATCHED_MAX: Final = 200
"""So many that do not match are named, and the others counted: all are told."""

GIVEN: Final = "the checkpoint that you gave"
NOTE_CHARACTERS_MAX: Final = 10_000


class VerifyForm(DeskForm):
    """A checkpoint that somebody kept elsewhere, if there is one."""

    checkpoint = forms.CharField(
        label="A checkpoint from outside",
        required=False,
        max_length=NOTE_CHARACTERS_MAX,
        strip=False,
        help_text="From the public site, a printed briefing or a colleague: paste all its lines."
        " Without one, nobody would notice that entries were cut off at the end.",
        widget=forms.Textarea(attrs={"rows": 5, "class": "app-code", "spellcheck": "false"}),
    )

    def note(self) -> str:
        """Return the note as it was signed: lines end in a line feed, the last one too."""
        said = str(self.cleaned_data["checkpoint"]).replace("\r\n", "\n").strip("\n")
        return f"{said}\n" if said.strip() else ""


class Verify(ActView):
    """Read the whole journal, and say what is wrong with it, if anything is."""

    title = "Verify the journal"
    button = "Verify it now"
    form_class = VerifyForm
    template_name = "journal/verify.html"

    def facts(self) -> dict[str, Any]:
        """Return the parts of the journal, and how long it is."""
        parts = listing.parts(self.desk, "journal-verify")
        return {"area": "journal", "parts": parts, "size": self.desk.council.seq}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:
        """Verify it, by a job where it is long."""
        note = form.note() if isinstance(form, VerifyForm) else ""
        if self.desk.present.seq > AT_ONCE_ENTRIES_MAX and not note:
            return self.led_to(links.to(self.desk, "job", asking.ask("verify", Nothing(), acting)))
        verified = verifying.verify_against({GIVEN: note} if note else {})
        return self.shown(form, more=_told(verified))


def _told(verified: Verified) -> dict[str, Any]:
    found = verified.found
    told = [one for one in found.checkpoints if one.state != "matches" or one.name == GIVEN]
    matching = [one for one in found.checkpoints if one not in told]
    return {
        "verified": verified,
        "fault": found.fault,
        "root": found.root.hex(),
        "checkpoints": [
            (f"{each.name[0].upper()}{each.name[1:]}", STATES[each.state], each.state == "matches")
            for each in (*told[:UNMATCHED_MAX], *matching[-MATCHING_MAX:])
        ],
        "more_unmatched": len(told[UNMATCHED_MAX:]),
        "more_matching": len(matching[:-MATCHING_MAX]),
    }


class Checkpoints(ActView):
    """Sign the journal as it stands, to be kept elsewhere."""

    title = "Checkpoints and proofs"
    button = "Make a checkpoint"
    template_name = "journal/checkpoints.html"

    def facts(self) -> dict[str, Any]:
        """Return the checkpoints that were made here last."""
        return {
            "area": "journal",
            "parts": listing.parts(self.desk, "journal-checkpoints"),
            "kept": verifying.kept(KEPT_SHOWN_MAX),
            "limit": KEPT_SHOWN_MAX,
            "is_open": keys.is_open(),
        }

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - anybody may take one
        """Make one, to be taken away."""
        note = keys.checkpoint("")
        return downloads.file(
            f"checkpoint-{self.desk.present.seq}.txt", note.encode(), downloads.TEXT
        )


class SinceForm(VerifyForm):
    """The older checkpoint that somebody holds."""

    checkpoint = forms.CharField(
        label="The older checkpoint",
        max_length=NOTE_CHARACTERS_MAX,
        strip=False,
        help_text="All the lines of the checkpoint that they hold.",
        widget=forms.Textarea(attrs={"rows": 5, "class": "app-code", "spellcheck": "false"}),
    )


class ProveSince(ActView):
    """Prove that nothing before an older checkpoint was changed."""

    title = "Prove that nothing was changed"
    button = "Make the proof"
    form_class = SinceForm
    template_name = "journal/prove.html"

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk."""
        words = (
            "Somebody outside holds a checkpoint of this journal. This makes a file for them: it"
            " proves that the journal of today begins with exactly what their checkpoint was signed"
            " over, and shows them no entry."
        )
        return {"area": "journal", "words": words, "is_open": keys.is_open()}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - anybody may ask
        """Make the proof, to be taken away."""
        note = form.note() if isinstance(form, VerifyForm) else ""
        proof = exporting.prove_since_note(note, "")
        return downloads.file("since.json", _line(proof), downloads.JSON)


class ProveEntry(ActView):
    """Prove that one entry is in the journal."""

    title = "Prove an entry"
    button = "Make the proof"
    template_name = "journal/prove.html"

    def facts(self) -> dict[str, Any]:
        """Return the entry in words."""
        seq = int(self.kwargs["seq"])
        sentence = entry_seen(self.desk, seq).sentence
        words = (
            "This makes a file for somebody outside: the line of this entry, and the hashes that"
            " prove that it is in the journal of a new checkpoint. It shows no other entry."
        )
        return {
            "area": "journal",
            "title": f"Prove that entry {seq} is in the journal",
            "sentence": wording.said(self.desk, sentence),
            "words": words,
            "is_open": keys.is_open(),
        }

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - anybody may ask
        """Make the proof, to be taken away."""
        seq = int(self.kwargs["seq"])
        proof = exporting.prove(seq, "")
        return downloads.file(f"entry-{seq}.json", _line(proof), downloads.JSON)


class Export(ActView):
    """Take the journal away, with all that is needed to check it without us."""

    title = "Export the journal"
    button = "Export it"
    template_name = "journal/export.html"

    def facts(self) -> dict[str, Any]:
        """Return the parts of the journal, and how long it is."""
        parts = listing.parts(self.desk, "journal-export")
        size = self.desk.council.seq
        return {"area": "journal", "parts": parts, "size": size, "is_open": keys.is_open()}

    def answer(self, acting: Acting, form: DeskForm) -> HttpResponseBase:  # noqa: ARG002 - anybody may take it
        """Export it: a job does it where it is long, or where only `serve` has the passphrase."""
        if self.desk.present.seq > AT_ONCE_ENTRIES_MAX or not keys.is_open():
            return self.led_to(links.to(self.desk, "job", asking.ask("export", Nothing(), acting)))
        return downloads.file("journal.zip", exporting.packed(""), downloads.ZIP)


def _line(proof: dict[str, object]) -> bytes:
    return msgspec.json.encode(proof) + b"\n"
