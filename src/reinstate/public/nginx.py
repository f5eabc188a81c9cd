"""The configuration for nginx, made from the table of headers that `serve` answers by."""

from typing import Final

from msgspec import Struct

from reinstate.public.headers import (
    FOR_EVER,
    FRESH,
    MISSING,
    NEVER_OFFERED,
    NOT_KEPT,
    SAFETY,
    TEXT,
    TYPES,
)

HTTPS_ONLY: Final = 'add_header Strict-Transport-Security "max-age=31536000" always;'
HOST: Final = "status.council.example"


class Place(Struct, frozen=True, kw_only=True):
    """Where nginx listens, how it proves who it is, and which folder it shows.

    At `plain` it sends whoever comes without https the right way; nothing is shown there.
    """

    listen: tuple[str, ...] = ("443 ssl", "[::]:443 ssl")
    certificate: tuple[str, ...] = (
        f"ssl_certificate /etc/ssl/{HOST}.pem;",
        f"ssl_certificate_key /etc/ssl/private/{HOST}.key;",
    )
    root: str = "/srv/status/current"
    plain: tuple[str, ...] = ("80", "[::]:80")


def nginx(place: Place) -> str:
    """Return the configuration of one site."""
    plain = ("server {", *_indented(_sent_on(place)), "}", "") if place.plain else ()
    return "\n".join((*_ABOUT, *_MAPS, *plain, "server {", *_indented(_server(place)), "}", ""))


_ABOUT: Final = (
    "# The residents' pages behind nginx; docs/public.md says how. Made by our program, and",
    "# started by its tests: change it there. It stands inside the block `http`.",
    "",
)
_MAPS: Final = (
    "map $status$uri $reinstate_kept {",
    f'  default "{FRESH}";',
    '  ~^405 "";',
    f"  ~/{MISSING}$ {NOT_KEPT};",
    rf'  "~^.../assets/.*[.-][0-9a-f]{{8,64}}\.[a-z0-9]+$" "{FOR_EVER}";',
    "}",
    'map $status$uri $reinstate_origin { default ""; "~^[23]../api/v2/" "*"; }',
    'map $status $reinstate_allow { default ""; 405 "GET, HEAD"; }',
    "",
)


def _sent_on(place: Place) -> list[str]:
    return [
        *(f"listen {one};" for one in place.plain),
        f"server_name {HOST};",
        "server_tokens off;",
        "location / { return 301 https://$host$request_uri; }",
    ]


def _server(place: Place) -> list[str]:
    return [
        *(f"listen {one};" for one in place.listen),
        f"server_name {HOST};",
        *place.certificate,
        "",
        f"root {place.root};  # a link that each publication turns: never keep files open",
        "disable_symlinks off;",
        "open_file_cache off;",
        "index index.html;",
        "error_page 403 =404 /404.html;",
        "error_page 404 /404.html;",
        "",
        "gzip_static on;    # the packed copies, as they were published",
        "brotli_static on;  # of libnginx-mod-http-brotli-static; without it leave this line out",
        "gzip_vary on;",
        "max_ranges 0;",
        "server_tokens off;",
        "absolute_redirect off;",
        "",
        f'default_type "{TEXT}";',
        "types {",
        *_indented([f'"{kind}" {ending};' for ending, kind in sorted(TYPES.items())]),
        "}",
        "",
        "add_header Cache-Control $reinstate_kept always;",
        "add_header Access-Control-Allow-Origin $reinstate_origin always;",
        "add_header Allow $reinstate_allow always;",
        *(f'add_header {name} "{value}" always;' for name, value in SAFETY.items()),
        *([HTTPS_ONLY] if place.certificate else []),
        "",
        "location / {",
        "  if ($request_method !~ ^(GET|HEAD)$) { return 405; }",
        "}",
        f"location = /{NEVER_OFFERED} {{ return 404; }}",
        r"location ~ (/\.|\.(gz|br)$) { return 404; }",
    ]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}".rstrip() for line in lines]
