"""A pathway as a drawing in Mermaid or DOT; no title can add to the drawing."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from pathplanner.document.safe_text import visible
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import AllOf, AtLeast, Needs, Requirement

_PLAIN = frozenset(" .,-/'")


@frozen
class Net:
    """Nodes and links, named by numbers, so that no id from a file is ever code.

    Attributes:
        names: The name of each step.
        gates: Names of gates with the words in them.
        links: From, to, and True when it is only recommended.
    """

    names: dict[str, str]
    gates: list[tuple[str, str]] = field(factory=list)
    links: list[tuple[str, str, bool]] = field(factory=list)

    def connect(self, requirement: Requirement, target: str, *, soft: bool) -> None:
        """Add what leads from a requirement to a node."""
        if isinstance(requirement, Needs):
            self.links.append((self.names[requirement.step], target, soft))
            return
        if len(requirement.of) > 1 and not isinstance(requirement, AllOf):
            gate = f"g{len(self.gates)}"
            is_counted = isinstance(requirement, AtLeast)
            self.gates.append((gate, f"at least {requirement.count}" if is_counted else "any"))
            self.links.append((gate, target, soft))
            target, soft = gate, False
        elif target.startswith("g") and len(requirement.of) > 1:
            gate = f"g{len(self.gates)}"
            self.gates.append((gate, "all"))
            self.links.append((gate, target, soft))
            target, soft = gate, False
        for part in requirement.of:
            self.connect(part, target, soft=soft)


def net_of(pathway: Pathway) -> Net:
    """Return the nodes and links of a pathway."""
    net = Net({step.id: f"n{number}" for number, step in enumerate(pathway.steps)})
    for step in pathway.steps:
        net.connect(step.requires, net.names[step.id], soft=False)
        for advice in step.recommends:
            net.connect(advice.requirement, net.names[step.id], soft=True)
    return net


def _stages(pathway: Pathway, net: Net) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each stage with the names and titles of its steps."""
    for stage in dict.fromkeys((*pathway.stages, *(step.stage for step in pathway.steps))):
        members = [(net.names[s.id], s.title) for s in pathway.steps if s.stage == stage]
        if members:
            yield stage, members


def _mermaid(text: str) -> str:
    """Return a quoted text in which every sign is a number, as Mermaid writes them."""
    safe = "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in visible(text))
    return f'"{safe}"'


def _dot(text: str) -> str:
    safe = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'


def to_mermaid(pathway: Pathway) -> str:
    """Return the pathway as a Mermaid flow chart."""
    net = net_of(pathway)
    lines = ["flowchart LR"]
    for number, (stage, members) in enumerate(_stages(pathway, net)):
        nodes = [f"  {name}[{_mermaid(title)}]" for name, title in members]
        if stage:
            nodes = [f"  subgraph s{number}[{_mermaid(stage)}]", *nodes, "  end"]
        lines += nodes
    lines += [f"  {name}{{{_mermaid(words)}}}" for name, words in net.gates]
    lines += [f"  {one} {'-.->' if soft else '-->'} {two}" for one, two, soft in net.links]
    return "\n".join(lines) + "\n"


def to_dot(pathway: Pathway) -> str:
    """Return the pathway in DOT, the language of Graphviz."""
    net = net_of(pathway)
    lines = [f"digraph {_dot(pathway.id)} {{", "  rankdir=LR;", "  node [shape=box];"]
    for number, (stage, members) in enumerate(_stages(pathway, net)):
        nodes = [f"  {name} [label={_dot(title)}];" for name, title in members]
        if stage:
            nodes = [f"  subgraph cluster_{number} {{ label={_dot(stage)};", *nodes, "  }"]
        lines += nodes
    lines += [f"  {name} [label={_dot(words)}, shape=diamond];" for name, words in net.gates]
    for one, two, soft in net.links:
        lines.append(f"  {one} -> {two}{' [style=dashed]' if soft else ''};")
    return "\n".join([*lines, "}"]) + "\n"
