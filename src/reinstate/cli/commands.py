"""Every command at the top: its panel in the help, the modules that bring it, what it is for."""

from typing import Final, NamedTuple

HOME: Final = "The home and its people"
JOURNAL: Final = "What happened, and what stands"
REGISTER: Final = "The register"
AWAY: Final = "Off the network"
FACTS: Final = "What was done, and what was found"
BACK: Final = "Back onto the network"
PUBLIC: Final = "Services, and words for people outside"


class Brought(NamedTuple):
    """A command or group: its panel, the modules that bring it, and its line in the help."""

    panel: str
    modules: tuple[str, ...]
    help: str


COMMANDS: Final[dict[str, Brought]] = {
    "demo": Brought(
        HOME,
        ("demo",),
        "Play an invented council's first weeks after an attack, and serve its two sites.",
    ),
    "serve": Brought(
        HOME, ("serve",), "Serve the desk, and the residents' pages as things happen, until Ctrl-C."
    ),
    "init": Brought(
        HOME, ("home",), "Make a home: the journal, its key and its first people. Asks nothing."
    ),
    "user": Brought(HOME, ("user",), "Who may act here, in which role, and who vouches for them."),
    "personal": Brought(
        HOME,
        ("personal",),
        "What is kept of people: shown, due for review, kept longer, erased.",
    ),
    "council": Brought(HOME, ("council",), "What the council is called and how its pages look."),
    "limit": Brought(HOME, ("limit",), "The time limits of this home: only ever tightened."),
    "clock": Brought(HOME, ("clock",), "The clock of a practice home."),
    "assets": Brought(HOME, ("assets",), "The look of the pages, built at set-up."),
    "tls": Brought(
        HOME, ("tls",), "The desk's certificate, and how other machines come to trust it."
    ),
    "export": Brought(
        HOME,
        ("export",),
        "Write the journal with its proof, or the whole home into one sealed file.",
    ),
    "status": Brought(
        JOURNAL,
        ("status",),
        "Show how the council stands: zones, levels, clocks, services and systems.",
    ),
    "journal": Brought(
        JOURNAL, ("journal",), "What happened, and the proof that it was not changed."
    ),
    "incident": Brought(
        JOURNAL, ("incident",), "The incident: declared, its phases and clocks, and its end."
    ),
    "import": Brought(
        REGISTER,
        ("imports",),
        "Show what sheets would change, and take them with --yes: all of it, or nothing.",
    ),
    "isolate": Brought(
        AWAY, ("containment",), "Order subjects off the network, at once; any active person may."
    ),
    "seen": Brought(
        AWAY, ("containment",), "Say how subjects were seen on the network: ordered is not done."
    ),
    "heartbeat": Brought(
        AWAY,
        ("containment",),
        "Take heartbeats of watched subjects; `heartbeat check` notes who fell silent.",
    ),
    "never-cut": Brought(
        AWAY,
        ("containment",),
        "Say, as its owner, that a subject was never cut; a checklist with dates follows.",
    ),
    "withdraw": Brought(
        AWAY,
        ("containment",),
        "Propose that an isolation was never made on the network; another person signs.",
    ),
    "setback": Brought(
        AWAY,
        ("containment",),
        "Send a subject back to isolation because of a finding; what needs it is flagged.",
    ),
    "evidence": Brought(
        FACTS, ("facts",), "Keep evidence of a subject before anything is wiped (R16)."
    ),
    "route": Brought(
        FACTS, ("facts",), "Choose by which route a system comes back; it voids checks made before."
    ),
    "restore-point": Brought(
        FACTS, ("facts",), "Record a backup to restore from: verified (R05) and swept (R03)."
    ),
    "rebuilt": Brought(
        FACTS, ("facts",), "Say that the target was wiped and rebuilt, or is new (R06)."
    ),
    "restored": Brought(
        FACTS,
        ("facts",),
        "Say that contents came back from a restore point; data only when it is suspect (R04).",
    ),
    "devices-done": Brought(
        FACTS,
        ("facts",),
        "Count devices of a group that are rebuilt so far, or examined and found clean.",
    ),
    "attestation": Brought(
        FACTS, ("facts",), "Take what the supplier, or the other side of a link, says in writing."
    ),
    "tokens-revoked": Brought(
        FACTS, ("facts",), "Say that sessions, keys and integrations were revoked."
    ),
    "credentials": Brought(
        FACTS, ("facts",), "Say that administrator and service credentials were reset (R07)."
    ),
    "patched": Brought(FACTS, ("facts",), "Say that a subject was updated, and to what level."),
    "configuration": Brought(
        FACTS, ("facts",), "Record the configuration as it stands; it voids checks made before."
    ),
    "monitored": Brought(
        FACTS, ("facts",), "Say that the logs of a subject arrive where somebody watches (R08)."
    ),
    "accept": Brought(
        FACTS,
        ("decisions",),
        "Accept a subject back; or its old support, gaps in a check, or a missing need.",
    ),
    "check": Brought(
        FACTS,
        ("check_home", "require", "checks"),
        "Examine systems; alone: examine this home, 1 if something in it is wrong.",
    ),
    "finding": Brought(FACTS, ("checks",), "What was found; it holds the gate of its subjects."),
    "detection": Brought(FACTS, ("checks",), "New rules and indicators."),
    "gate": Brought(
        BACK, ("gate",), "Show everything that stands between a subject and the network."
    ),
    "clean": Brought(
        BACK, ("decisions",), "Move an isolated subject to the clean zone: no users, no internet."
    ),
    "clear": Brought(
        BACK,
        ("decisions",),
        "Say yes to the decision text of a subject, or of a list of like subjects (R02).",
    ),
    "reconnect": Brought(
        BACK, ("decisions",), "Put a subject back on the network, once nothing stands in the way."
    ),
    "break-glass": Brought(
        BACK,
        ("decisions",),
        "Stand in, as duty director, for the second signature: lives are at stake.",
    ),
    "sign": Brought(
        BACK, ("decisions",), "Sign second under an act that another person proposed: it happens."
    ),
    "proposal": Brought(BACK, ("decisions",), "Acts that wait for a second person."),
    "level": Brought(PUBLIC, ("levels",), "How well services work, and why no better."),
    "workaround": Brought(PUBLIC, ("levels",), "Serving by hand, and the records that it makes."),
    "backlog": Brought(PUBLIC, ("levels",), "Work that waits."),
    "open": Brought(
        PUBLIC,
        ("levels",),
        "Let residents read that a service works as well as this, as its owner.",
    ),
    "notice": Brought(
        PUBLIC, ("notices",), "Words for people outside: two people before anybody reads them."
    ),
    "promise": Brought(PUBLIC, ("notices",), "Dates told outside, and whether they were kept."),
    "publish": Brought(
        PUBLIC,
        ("publishing",),
        "Write the residents' pages to DIR/releases/N and turn DIR/current to them.",
    ),
}
"""In the order of the help; a test holds it against what the modules register."""
