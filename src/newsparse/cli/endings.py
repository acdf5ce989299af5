"""How a command ends where something is wrong."""

from __future__ import annotations

import traceback
from typing import NoReturn

import typer


def fail(error: Exception, *, verbose: bool = False) -> NoReturn:
    """Say what is wrong and end with 2; an import that fails is a dependency that is missing.

    Args:
        error: what is wrong.
        verbose: also where it comes from.
    """
    if isinstance(error, BrokenPipeError):  # "| head" has seen enough: click ends without a word
        raise error
    if verbose:
        traceback.print_exception(error)
    remedy = (
        ". Install newsparse again, with all it needs" if isinstance(error, ImportError) else ""
    )
    typer.echo(f"error: {error}{remedy}", err=True)
    raise typer.Exit(2) from error
