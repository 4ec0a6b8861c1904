"""The least that steps yet to be chosen must cost: a bound by landmarks.

A landmark is a set of steps of which every plan has at least one. Landmarks are found
one after another, each by walking back from what is still needed over the alternatives
to the nearest steps that cost something; the least price of the landmark is counted
once, and taken off the price of each of its steps. What is counted is never more than
any plan costs, and shared steps are not counted twice. This is the bound LM-cut
(Helmert and Domshlak, 2009) on a graph without circles. A landmark stays one when more
is chosen, unless it is met, and when more is refused; so each set goes on from the
landmarks of the set before it (incremental LM-cut, Pommerening and Helmert, 2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, evolve, frozen

from pathplanner.planning.bounds.network import A_STEP, CLOSED, FREE, NO_WAY, Network, each

NOBODY: frozenset[str] = frozenset()


@frozen(eq=False)
class Partial:
    """A set of steps to be completed.

    Attributes:
        steps: Ids of the steps that are chosen.
        out: Ids of the steps that will not be chosen.
        before: The set that it was made from by choosing or refusing more.
    """

    steps: frozenset[str] = NOBODY
    out: frozenset[str] = NOBODY
    before: Partial | None = None

    def refuse(self, step: str) -> Partial:
        """Return the set that will never have a step."""
        return Partial(self.steps, self.out | {step}, self)


@define(eq=False)
class _Found:
    """The landmarks of a set, and what they leave.

    Attributes:
        total: What they cost.
        landmarks: Each as a set of nodes, with the price that was counted for it.
        weights: What is left of the price of each node.
        values: What is left to be counted for each node; see `Network.least`.
        met: The gates that are met, and the steps that are chosen.
        needed: The nodes that the chosen steps require and that are not met.
        free: The nodes that matter for these; the values of others are out of date.
    """

    total: int
    landmarks: Sequence[tuple[int, int]]
    weights: list[int]
    values: list[int]
    met: int
    needed: Sequence[int]
    free: int


class Landmarks:
    """Bounds for one kind of weight that steps have.

    They can be asked for once `use` has told what the steps require and weigh.
    """

    def __init__(self) -> None:
        self._known: dict[Partial, _Found] = {}

    def use(self, network: Network, weights: Mapping[str, int]) -> None:
        """Count by these from now on, and forget what was found.

        Args:
            network: What the steps require.
            weights: What each step weighs.
        """
        self.network, self.weights = network, weights
        self._nothing: _Found | None = None
        self._known.clear()

    def _unchosen(self) -> _Found:
        """Return what there is before anything is chosen."""
        if self._nothing is None:
            size = len(self.network.parts)
            values, weights = [0] * size, [0] * size
            values[CLOSED] = NO_WAY
            for name, weight in self.weights.items():
                weights[self.network.step[name]] = weight
            free = (1 << size) - 1 & ~(1 << FREE | 1 << CLOSED)
            self.network.least(values, weights, free, free)
            self._nothing = _Found(0, (), weights, values, 1 << FREE, (), free)
        return self._nothing

    def least(self, partial: Partial) -> int:
        """Return the least weight of what must be added to steps, or NO_WAY."""
        return self._found(partial).total

    def sets(self, partial: Partial) -> Sequence[int]:
        """Return landmarks of a set, each as a set of nodes of steps."""
        return [landmark for landmark, _ in self._found(partial).landmarks]

    def _found(self, partial: Partial) -> _Found:
        found = self._known.get(partial)
        if found is None:
            found = self._known[partial] = self._grown(partial)
        return found

    def _grown(self, partial: Partial) -> _Found:
        """Return the landmarks of a set, from those of the set before it."""
        network, before = self.network, partial.before
        if before is not None:
            old = self._found(before)
            if old.total >= NO_WAY:
                return old
            chosen = sorted([network.step[name] for name in partial.steps - before.steps])
            if all(old.free >> node & 1 for node in chosen):
                refused = [network.step.get(name, CLOSED) for name in partial.out - before.out]
                return self._grow(old, chosen, refused)
        chosen = sorted([network.step[name] for name in partial.steps])
        refused = [network.step.get(name, CLOSED) for name in partial.out]
        return self._grow(self._unchosen(), chosen, refused)

    def _grow(self, old: _Found, chosen: Sequence[int], refused: Sequence[int]) -> _Found:
        """Return the landmarks when more is chosen or refused, from those before."""
        network = self.network
        if CLOSED in chosen:
            return evolve(old, total=NO_WAY)
        met = network.met_with(old.met, chosen)
        needed = [*old.needed, *(network.parts[node][0] for node in chosen)]
        needed = [node for node in needed if not met >> node & 1]
        if not needed:
            return _Found(0, (), old.weights, old.values, met, (), 0)
        free = 0
        for node in needed:
            free |= network.below[node]
        free &= old.free
        weights, values = old.weights.copy(), old.values.copy()
        stale = 0
        for nodes, worth in ((chosen, 0), (refused, NO_WAY)):
            for node in nodes:
                free &= ~(1 << node)
                values[node] = worth
                stale |= network.users[node]
        for landmark, price in old.landmarks:
            if landmark & met:
                stale |= landmark
                for node in each(landmark):
                    weights[node] += price
        network.least(values, weights, stale, free)
        kept = [item for item in old.landmarks if not item[0] & met]
        found = _Found(0, kept, weights, values, met, needed, free)
        found.total = self._count(found, kept)
        return found

    def _count(self, found: _Found, landmarks: list[tuple[int, int]]) -> int:
        """Find landmarks until nothing is left to be counted; return what all of them cost."""
        weights, values = found.weights, found.values
        while values[worst := max(found.needed, key=values.__getitem__)]:
            if values[worst] >= NO_WAY:
                return NO_WAY
            landmark = self._cut(worst, weights, values)
            price = min([weights[node] for node in each(landmark)])
            for node in each(landmark):
                weights[node] -= price
            self.network.least(values, weights, landmark, found.free)
            landmarks.append((landmark, price))
        return sum([price for _, price in landmarks])

    def _cut(self, node: int, weights: list[int], values: list[int]) -> int:
        """Return the landmark nearest to a node that is not free."""
        count, parts = self.network.count, self.network.parts
        landmark = seen = 0
        todo = [node]
        while todo:
            node = todo.pop()
            if seen >> node & 1:
                continue
            seen |= 1 << node
            if count[node] != A_STEP:
                # Of these, the ones that are hardest to meet, one at least must be met.
                if node in self.network.gives:
                    hardest = self.network.hard(node, values)
                else:
                    hardest = sorted(parts[node], key=values.__getitem__)[count[node] - 1 :]
                todo += [part for part in hardest if values[part] < NO_WAY]
            elif weights[node] > 0:
                landmark |= 1 << node
            else:
                todo.append(parts[node][0])
        return landmark
