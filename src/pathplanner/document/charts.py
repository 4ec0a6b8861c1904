"""What is drawn: the steps on a scale of time, and the route as stops with lines between them."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from pathplanner.document.safe_text import visible
from pathplanner.document.texts import Text, to_texts


@frozen
class Bar:
    """A step in the timeline; `left` and `width` are in percent of the whole.

    Attributes:
        number, title: As in every output.
        dates: When it starts and finishes.
        left, width: Where it stands on the scale.
        critical: Whether the finish moves as soon as the step does.
        cost: What it costs; empty for a reader who is not told.
    """

    number: int
    title: str = field(converter=visible)
    dates: str = field(converter=visible)
    left: float
    width: float
    critical: bool
    cost: str = field(default="", converter=visible)


@frozen
class Series:
    """An amount over the time of a timeline.

    Attributes:
        label: What is counted.
        words: What the drawing shows, in a sentence.
        points: Places on the scale, and the height from there on, both in percent.
    """

    label: str = field(converter=visible)
    words: str = field(converter=visible)
    points: tuple[tuple[float, float], ...]


@frozen
class Points:
    """Days to mark on the scale of a timeline; places are in percent of the whole."""

    label: str = field(converter=visible)
    words: str = field(converter=visible)
    places: tuple[float, ...]


@frozen
class Timeline:
    """The steps on a scale of time.

    Attributes:
        heads: The headings: of the steps, of the scale and, where prices are told, of the cost.
        ticks: Names of places on the scale, with their place in percent.
        bars: The steps in order.
        legend: What a full bar and an empty bar mean.
        series: Amounts on the same scale, one below the other.
        points: Days that are marked on it, such as those of a review.
    """

    heads: tuple[str, ...]
    ticks: tuple[tuple[str, float], ...]
    bars: tuple[Bar, ...]
    legend: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    points: tuple[Points, ...] = ()


class Mark(StrEnum):
    """What a stop of the route is."""

    START = "start"
    STEP = "step"
    EXIT = "exit"
    GOAL = "goal"


@frozen
class Place:
    """Where a stop stands and which lines meet in its row; lanes count from 0.

    Attributes:
        lane: The lane of the stop.
        comes_from: Lanes whose lines end or branch off here, its own among them when
            a line reaches it from straight above.
        passes: Lanes whose lines go by, or go on after they branched off.
        goes_on: True when a line leaves it.
    """

    lane: int
    comes_from: tuple[int, ...] = ()
    passes: tuple[int, ...] = ()
    goes_on: bool = False


@frozen
class Stop:
    """A stop on the route map.

    Attributes:
        number: The step's number; 0 for the start.
        title: Its title.
        detail: Its dates and its price.
        mark: What it is.
        place: Where it stands in the drawing.
        stage: The stage that begins with it.
        gate: How many ways there were, when there was a choice; for screens and drawings.
        asides: The ways not taken, likewise.
        after: Numbers of the stops that a line comes from.
        steps: The numbers of its steps, such as `2-5`, where it stands for several.
    """

    number: int
    title: str = field(converter=visible)
    detail: str = field(converter=visible)
    mark: Mark
    place: Place
    stage: str = field(default="", converter=visible)
    gate: str = field(default="", converter=visible)
    asides: tuple[Text, ...] = field(default=(), converter=to_texts)
    after: tuple[int, ...] = ()
    steps: str = field(default="", converter=visible)


@frozen
class RouteMap:
    """The route as stops with lines between them.

    Attributes:
        stops: In order, one below the other.
        lanes: How many lanes the drawing has.
        label: What the drawing shows, in words.
        legend: What the marks of a step, an exit, the goal and a way set aside mean; the last only
            where there is one.
    """

    stops: tuple[Stop, ...]
    lanes: int
    label: str = field(converter=visible)
    legend: tuple[str, ...] = ()
