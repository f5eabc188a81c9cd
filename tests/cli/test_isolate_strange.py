"""A subject off the register is ordered off as asked, and nobody is told that all is well."""

from tests.cli.answers import Home


def test_a_slip_in_a_whole_reference_is_named_and_the_act_is_incomplete(home: Home) -> None:
    ran = home.run("isolate", "system:sys-legder")
    assert ran.code == 4
    assert "no subject called 'system:sys-legder'" in ran.err
