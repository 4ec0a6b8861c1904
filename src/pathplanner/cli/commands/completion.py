"""`pathplanner completion`: completion of words in the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    r"""Print the script that lets SHELL complete commands, pathways and steps.

    \b
    bash: echo 'eval "$(pathplanner completion bash)"' >> ~/.bashrc
    zsh:  echo 'eval "$(pathplanner completion zsh)"' >> ~/.zshrc
    fish: pathplanner completion fish > ~/.config/fish/completions/pathplanner.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click knows these three
    variable = "_PATHPLANNER_COMPLETE"
    maker = kind(context.find_root().command, {}, "pathplanner", variable)
    # `source()` would ask bash for its version, which fails where there is no bash.
    click.echo(maker.source_template % maker.source_vars())
