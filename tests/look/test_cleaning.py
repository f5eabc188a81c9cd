"""What npm brought, cleaned: no font of GOV.UK, no crest, nothing from elsewhere."""

import json

import pytest

from reinstate.look.building import MANIFEST, VENDOR, is_built
from reinstate.look.cleaning import Unclean, clean_picture, clean_script, clean_style, faults

RAW = (
    '@charset "UTF-8";.a{font-family:GDS Transport,arial,sans-serif}\n'
    "/*! Copyright. All rights reserved. */@font-face{font-family:GDS Transport;"
    "src:url(/assets/fonts/light.woff2)}"
    "@media print{.a{color:#000}}"
    ".govuk-footer__copyright-logo:before{background:url(/assets/images/govuk-crest.svg)}"
    "@supports (x:y){.govuk-footer__copyright-logo:before{mask:url(/assets/images/crest.svg)}"
    "@media screen{.govuk-footer__copyright-logo:before{background:linktext}}}"
    ".moj-header__logotype-crest{top:-8px}"
    ".b{background:url(/assets/images/icon.svg)}\n"
    "/*# sourceMappingURL=govuk-frontend.min.css.map */"
)


def test_what_is_not_ours_to_use_goes_and_the_rest_stays() -> None:
    assert clean_style(RAW) == (
        '@charset "UTF-8";.a{font-family:arial,sans-serif}\n'
        "@media print{.a{color:#000}}"
        ".b{background:url(images/icon.svg)}"
    )


def test_a_script_loses_only_its_source_map() -> None:
    assert clean_script("const a=1;\n//# sourceMappingURL=a.js.map\n") == "const a=1;\n"


@pytest.mark.parametrize(
    "text",
    [
        'import{createAll}from"govuk-frontend";',
        'import * as all from "./all.js"',
        "const a=1;import b from'./b.js';",
        'import"./b.js";',
        'export{a}from"govuk-frontend";',
        'const a=await import("./a.js");',
    ],
)
def test_a_script_that_imports_another_is_refused(text: str) -> None:
    with pytest.raises(Unclean, match="imports another"):
        clean_script(text)


@pytest.mark.parametrize("text", ["function f(){};export{f};", "const important={};", ""])
def test_a_script_that_is_whole_in_itself_is_fine(text: str) -> None:
    assert clean_script(text) == text


def test_a_picture_stays_as_it_is() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
    assert clean_picture(text) == text


@pytest.mark.parametrize(
    "inside",
    ["<script>a()</script>", '<a xlink:href="b"/>', '<g onload="a()"/>', "<foreignObject/>"],
)
def test_a_picture_that_does_more_than_show_itself_is_refused(inside: str) -> None:
    with pytest.raises(Unclean, match="a script or a link"):
        clean_picture(f"<svg>{inside}</svg>")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (".a{font-family:GDS Transport}", "the font of GOV.UK"),
        (".a{background:url(royal-Crest.svg)}", "the royal crest"),
        ("@font-face{}", "a font file"),
        (".a{src:url(light.woff2)}", "a font file"),
        (".a{background:url(https://fonts.example/a.svg)}", "an address elsewhere"),
        (".a{background:url('//cdn.example/a.svg')}", "an address elsewhere"),
        (".a{background:url(/images/a.svg)}", "an address elsewhere"),
        ('@import "https://a.example/b.css";', "an address elsewhere"),
        ('@import url("//a.example/b.css");', "an address elsewhere"),
        (".a{}/*# sourceMappingURL=a.map */", "a source map"),
    ],
)
def test_each_thing_that_may_not_be_there_is_noticed(text: str, what: str) -> None:
    assert faults(text) == (what,)


@pytest.mark.parametrize("text", [".a{background:url(images/a.svg)}", '@import "more.css";', ""])
def test_what_lies_beside_the_sheet_is_fine(text: str) -> None:
    assert faults(text) == ()


def test_a_sheet_that_does_not_come_clean_is_refused() -> None:
    with pytest.raises(Unclean, match="the royal crest"):
        clean_style(".new-logo{background:url(images/crest-2.svg)}")


def test_what_was_built_here_is_clean() -> None:
    if not is_built():
        pytest.skip("The look is not built: run script/bootstrap with the npm registry in reach.")
    listed = json.loads((VENDOR / MANIFEST).read_text(encoding="utf-8"))["files"]
    found = {name: faults((VENDOR / name).read_text(encoding="utf-8")) for name in listed}
    assert set(found.values()) == {()}, found
