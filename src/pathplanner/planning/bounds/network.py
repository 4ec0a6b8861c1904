"""What the steps require, laid out as numbers, for bounds that are asked for again and again.

Each step and each gate is a node; a node comes after all that it waits for. Node `FREE` is
met from the start, node `CLOSED` never is. Sets of nodes are whole numbers, one bit for
each node, so that the lowest bit is the node that comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm

from pathplanner.model.requirement import Needs, Requirement, Total
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.timing import NEVER

FREE, CLOSED = 0, 1

ZERO = Fraction(0)

NO_WAY = NEVER**3
"""More than anything weighs: what is needed cannot be had."""

A_STEP = 0
"""The count of a node that is a step; a gate counts how many of its parts it asks for."""


class Network:
    """The nodes of a problem's requirements.

    Attributes:
        step: The node of each step, `CLOSED` for those that can never start.
        count: How many parts each gate asks for, or `A_STEP`.
        parts: What each gate chooses from; of a step, the node of what it requires.
        users: For each node the set of nodes that ask for it.
        below: For each node the set of all nodes that can matter for it, itself included.
        gives: Of each gate that asks for a total, how much each of its parts gives, in whole
            numbers; its count is the total. Its parts are steps.
    """

    def __init__(self, problem: Problem, needs: Mapping[str, Requirement]) -> None:
        self.step: dict[str, int] = dict.fromkeys(problem.held, FREE)
        self.tasks = problem.tasks
        self.count: list[int] = [A_STEP, A_STEP]
        self.parts: list[tuple[int, ...]] = [(), ()]
        self.users: list[int] = [0, 0]
        self.below: list[int] = [1 << FREE, 1 << CLOSED]
        self.gives: dict[int, tuple[int, ...]] = {}
        for name in problem.tasks:
            required = self._node(needs[name])
            self.step[name] = self._add(A_STEP, (required,)) if required != CLOSED else CLOSED

    def _node(self, need: Requirement) -> int:
        """Return the node for a requirement, without the parts that are met or never will be."""
        if isinstance(need, Needs):
            # Of two co-requisites that name each other one comes first; bounds do without.
            is_near = need.corequisite is not None and need.step in self.tasks
            return self.step.get(need.step, FREE if is_near else CLOSED)
        if isinstance(need, Total):
            return self._total(need)
        parts = [self._node(part) for part in need.of]
        count = need.count - parts.count(FREE)
        open_ = tuple(part for part in parts if part > CLOSED)
        if count <= 0 or len(open_) < count:
            return FREE if count <= 0 else CLOSED
        return open_[0] if len(open_) == 1 else self._add(count, open_)

    def _total(self, need: Total) -> int:
        """Return the node for a total of what steps give, in whole numbers."""
        parts = [self._node(part) for part in need.of]
        each = [Fraction(given) for given in need.gives]
        met = sum((given for part, given in zip(parts, each, strict=True) if part == FREE), ZERO)
        left = Fraction(need.amount) - met
        open_ = [(n, given) for n, given in zip(parts, each, strict=True) if n > CLOSED and given]
        most = sum((given for _, given in open_), ZERO)
        if left <= 0 or most < left:
            return FREE if left <= 0 else CLOSED
        nodes = tuple(node for node, _ in open_)
        # Where each alone is enough, or none can be missed, no amounts need be known.
        alike = self._alike(left, [given for _, given in open_])
        if alike:
            return nodes[0] if len(nodes) == 1 else self._add(alike, nodes)
        scale = lcm(left.denominator, *(given.denominator for _, given in open_))
        node = self._add(int(left * scale), nodes)
        self.gives[node] = tuple(int(given * scale) for _, given in open_)
        return node

    def _alike(self, left: Fraction, gives: Sequence[Fraction]) -> int:
        """Return how many parts are enough, whichever they are; 0 where it matters which."""
        inorder = sorted(gives)
        fewest, total = 0, ZERO
        for given in reversed(inorder):
            if total >= left:
                break
            fewest, total = fewest + 1, total + given
        return fewest if sum(inorder[:fewest]) >= left else 0

    def _add(self, count: int, parts: tuple[int, ...]) -> int:
        node = len(self.parts)
        self.count.append(count)
        self.parts.append(parts)
        self.users.append(0)
        below = 1 << node
        for part in parts:
            self.users[part] |= 1 << node
            below |= self.below[part]
        self.below.append(below)
        return node

    def met_with(self, met: int, nodes: Iterable[int]) -> int:
        """Return the gates that are met, and the steps that are chosen, with more steps.

        Args:
            met: Those that are so already.
            nodes: The steps that are chosen now.
        """
        todo = list(nodes)
        while todo:
            node = todo.pop()
            met |= 1 << node
            for user in each(self.users[node] & ~met):
                asked = self.count[user]
                if self.gives and user in self.gives:
                    if self.given(user, met) >= asked:
                        todo.append(user)
                elif asked and sum(met >> part & 1 for part in self.parts[user]) >= asked:
                    todo.append(user)
        return met

    def given(self, node: int, among: int) -> int:
        """Return how much those parts of a total give that are among some nodes."""
        both = zip(self.parts[node], self.gives[node], strict=True)
        return sum([given for part, given in both if among >> part & 1])

    def closed_with(self, closed: int, nodes: Iterable[int]) -> int:
        """Return the nodes that can no longer be met when some more cannot.

        Args:
            closed: Those of which it is known already.
            nodes: Those of which it is known now.
        """
        todo = list(nodes)
        while todo:
            node = todo.pop()
            closed |= 1 << node
            for user in each(self.users[node] & ~closed):
                parts = self.parts[user]
                asked = self.count[user] or 1
                if self.gives and user in self.gives:
                    if self.given(user, ~closed) < asked:
                        todo.append(user)
                elif sum([not closed >> part & 1 for part in parts]) < asked:
                    todo.append(user)
        return closed

    def least(self, values: list[int], weights: Sequence[int], stale: int, free: int) -> None:
        """Bring values up to date: what the dearest step on the cheapest way to a node weighs.

        Args:
            values: The value of each node; changed.
            weights: What each step weighs.
            stale: The nodes that may have another value now; those that follow are found.
            free: The nodes whose values may change.
        """
        count, parts, users = self.count, self.parts, self.users
        stale &= free
        while stale:
            lowest = stale & -stale
            stale ^= lowest
            node = lowest.bit_length() - 1
            asked = count[node]
            if asked == A_STEP:
                found = weights[node] + values[parts[node][0]]
            elif self.gives and node in self.gives:
                found = self._hardest(node, values)
            elif asked == 1:
                found = min([values[part] for part in parts[node]])
            elif asked == len(parts[node]):
                found = max([values[part] for part in parts[node]])
            else:
                found = sorted([values[part] for part in parts[node]])[asked - 1]
            if found != values[node]:
                values[node] = found
                stale |= users[node] & free

    def _hardest(self, node: int, values: Sequence[int]) -> int:
        """Return what the hardest part weighs that the easiest way to a total must have."""
        found = self.hard(node, values)
        return min([values[part] for part in found], default=0)

    def hard(self, node: int, values: Sequence[int]) -> list[int]:
        """Return the parts of a total of which it needs one: the easier ones are too little."""
        both = zip(self.parts[node], self.gives[node], strict=True)
        inorder = sorted(both, key=lambda one: values[one[0]])
        left = self.count[node]
        for place, (_, given) in enumerate(inorder):
            left -= given
            if left <= 0:
                return [part for part, _ in inorder[place:]]
        return []


def each(nodes: int) -> Iterator[int]:
    """Yield the nodes of a set."""
    while nodes:
        lowest = nodes & -nodes
        nodes ^= lowest
        yield lowest.bit_length() - 1
