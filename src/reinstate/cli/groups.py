"""Groups of commands that several modules add to: each is made once, by name."""

import typer


def group(app: typer.Typer, name: str, about: str) -> typer.Typer:
    """Return the group `name` of `app`, made when it is not there yet."""
    for known in app.registered_groups:
        if known.name == name and known.typer_instance is not None:
            return known.typer_instance
    made = typer.Typer(no_args_is_help=True, help=about)
    app.add_typer(made, name=name)
    return made
