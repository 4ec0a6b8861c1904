"""`pathplanner list` and `pathplanner show`: what pathways there are and what is in them."""

from __future__ import annotations

import click

from pathplanner.cli import complete


@click.command("list", short_help="List the bundled pathways.")
def list_() -> None:
    """List the bundled pathways and the goals each leads to."""
    from pathplanner.cli.say import head, say
    from pathplanner.formats.files import bundled_pathways, load_pathway

    for name in bundled_pathways():
        pathway = load_pathway(name)
        head(name)
        say(pathway.title, indent=2)
        say("Goals:", indent=2)
        for goal in pathway.destinations:
            say(pathway.by_id[goal].title, indent=4, first=f"{goal}: ")


@click.command(short_help="Show a pathway's steps.")
@click.argument("pathway", shell_complete=complete.pathways)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["tree", "mermaid", "dot", "json"]),
    default="tree",
    show_default=True,
    help="How to show it.",
)
def show(pathway: str, format_: str) -> None:
    """Show the steps of PATHWAY, a bundled name or a file."""
    from pathplanner.formats.files import load_pathway

    found = load_pathway(pathway)
    if format_ == "tree":
        from pathplanner.cli.tree import print_tree

        print_tree(found)
    elif format_ == "json":
        from pathplanner.formats.write import pathway_to_json

        click.echo(pathway_to_json(found).encode(), nl=False)
    else:
        from pathplanner.cli.drawing import to_dot, to_mermaid

        text = to_mermaid(found) if format_ == "mermaid" else to_dot(found)
        click.echo(text.encode(), nl=False)
