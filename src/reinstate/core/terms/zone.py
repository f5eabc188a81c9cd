"""Zones: what is cut off, how, and how we know."""

from enum import StrEnum


class Declared(StrEnum):
    """The zone that was ordered: red, amber, green, or nothing said yet."""

    UNKNOWN = "unknown"
    ISOLATED = "isolated"
    CLEAN = "clean"
    CONNECTED = "connected"


class Basis(StrEnum):
    """Why the declared zone is believed."""

    UNKNOWN = "unknown"
    NEVER_CUT = "never_cut"
    RECONNECTED = "reconnected"
    ISOLATED = "isolated"


class Measure(StrEnum):
    """How a subject was cut; `power` only where disconnection is impossible (R17)."""

    PORT = "port"
    HOST = "host"
    ROUTER = "router"
    SUPPLIER = "supplier"
    POWER = "power"
    NONE = "none"


class Seen(StrEnum):
    """What somebody saw on the network."""

    CUT = "cut"
    LIVE = "live"
    UNCLEAR = "unclear"
