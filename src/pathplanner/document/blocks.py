"""What a document is made of: frozen values that hold plain text and no markup.

Every text passes `visible` as it enters a block, so no renderer has to think of
control characters; escaping for its own format is a renderer's only duty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs
from attrs import field, frozen

from pathplanner.document.safe_text import visible
from pathplanner.document.view import Variant
from pathplanner.model.plan import Plan
from pathplanner.model.support import Logo


@frozen
class Text:
    """A text.

    Attributes:
        text: The words.
        marks: Numbers of the sources that state it.
        lang: BCP 47 tag of the words where they are not in the document's language.
    """

    text: str = field(converter=visible)
    marks: tuple[int, ...] = ()
    lang: str = ""


def _text(value: str | Text) -> Text:
    return value if isinstance(value, Text) else Text(value)


def _all(values: Iterable[str | Text]) -> tuple[Text, ...]:
    return tuple(_text(value) for value in values)


def _rows(rows: Iterable[Iterable[str | Text]]) -> tuple[tuple[Text, ...], ...]:
    return tuple(_all(row) for row in rows)


@frozen
class Paragraph:
    """A paragraph."""

    text: Text = field(converter=_text)


@frozen
class Subheading:
    """A heading one level below that of the section."""

    text: str = field(converter=visible)


@frozen
class Bullets:
    """A list without order."""

    items: tuple[Text, ...] = field(converter=_all)


@frozen
class Fact:
    """A label and what it says."""

    label: str = field(converter=visible)
    value: Text = field(converter=_text)


@frozen
class Facts:
    """Labels with values, one below the other; short ones may stand two by two."""

    items: tuple[Fact, ...]
    short: bool = False


@frozen
class Figure:
    """A number that a reader must not miss, with a line of explanation."""

    label: str = field(converter=visible)
    value: str = field(converter=visible)
    note: str = field(default="", converter=visible)


@frozen
class Figures:
    """The few large numbers of the summary."""

    items: tuple[Figure, ...]


@frozen
class Column:
    """A column of a table; `width` is its share, next to those of the others."""

    title: str = field(converter=visible)
    width: int = 1
    number: bool = False


@frozen
class Table:
    """Rows below headings.

    Attributes:
        columns: With their headings.
        rows: A text for each column.
        totals: Rows that close it.
        blank: How many empty rows are for writing in by hand.
        ticks: Whether each row has a box to tick before its first cell.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...] = field(converter=_rows)
    totals: tuple[tuple[Text, ...], ...] = field(default=(), converter=_rows)
    blank: int = 0
    ticks: bool = False


@frozen
class Item:
    """A line to tick off; `number` is its step's, or 0, and `lang` is as in `Text`."""

    text: str = field(converter=visible)
    detail: Text = field(default=Text(""), converter=_text)
    number: int = 0
    lang: str = ""


@frozen
class Checklist:
    """Lines to tick off."""

    items: tuple[Item, ...]


@frozen
class Link:
    """A text and the address it leads to."""

    text: str = field(converter=visible)
    url: str = field(converter=visible)


@frozen
class Links:
    """Where to read more."""

    items: tuple[Link, ...]


@frozen
class Lines:
    """A label, and so many empty lines for writing in by hand."""

    label: str = field(converter=visible)
    count: int = 1


@frozen
class Signature:
    """Who signs, and what the places for the signature and for the day are called."""

    who: str = field(converter=visible)
    sign: str = field(converter=visible)
    day: str = field(converter=visible)


@frozen
class Signatures:
    """Where each signs."""

    items: tuple[Signature, ...]


@frozen
class StepCard:
    """A step on the road.

    Attributes:
        id: The step's id.
        number, title: As in every output.
        label: Its kind, and its stage when it has one.
        dates: When it starts and finishes.
        cost: Its price until the goal is reached, for a list of steps alone; on a page the
            map, the timeline and the payments say it.
        summary: What it is.
        facts: All else that is known about it.
        why: Why it is in the plan, sentence by sentence.
        notes: What to know about it.
        links: Where to read more.
        blanks: What is filled in by hand, each on one line.
        lang: As in `Text`, of the title.
    """

    id: str = field(converter=visible)
    number: int
    title: str = field(converter=visible)
    label: str = field(converter=visible)
    dates: str = field(converter=visible)
    cost: str = field(converter=visible)
    summary: Text = field(default=Text(""), converter=_text)
    facts: tuple[Fact, ...] = ()
    why: tuple[Text, ...] = field(default=(), converter=_all)
    notes: tuple[Text, ...] = field(default=(), converter=_all)
    links: tuple[Link, ...] = ()
    blanks: tuple[str, ...] = ()
    lang: str = ""


@frozen
class Bar:
    """A step in the timeline; `left` and `width` are in percent of the whole.

    Attributes:
        number, title: As in every output.
        dates: When it starts and finishes.
        left, width: Where it stands on the scale.
        critical: Whether the finish moves as soon as the step does.
        cost: What it costs; empty for a reader who is not told.
        lang: As in `Text`, of the title.
    """

    number: int
    title: str = field(converter=visible)
    dates: str = field(converter=visible)
    left: float
    width: float
    critical: bool
    cost: str = field(default="", converter=visible)
    lang: str = ""


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
        lang, stage_lang: As in `Text`, of the title and of the stage.
    """

    number: int
    title: str = field(converter=visible)
    detail: str = field(converter=visible)
    mark: Mark
    place: Place
    stage: str = field(default="", converter=visible)
    gate: str = field(default="", converter=visible)
    asides: tuple[Text, ...] = field(default=(), converter=_all)
    after: tuple[int, ...] = ()
    steps: str = field(default="", converter=visible)
    lang: str = ""
    stage_lang: str = ""


@frozen
class RouteMap:
    """The route as stops with lines between them.

    Attributes:
        stops: In order, one below the other.
        lanes: How many lanes the drawing has.
        label: What the drawing shows, in words.
        legend: What the marks of a step, an exit, the goal and, if any, a way set aside mean.
    """

    stops: tuple[Stop, ...]
    lanes: int
    label: str = field(converter=visible)
    legend: tuple[str, ...] = ()


@frozen
class Notice:
    """Something a reader must not overlook."""

    title: str = field(converter=visible)
    text: Text = field(default=Text(""), converter=_text)


@frozen
class Reference:
    """A source with its number; the note of who wrote the pathway is for screens."""

    number: int
    text: str = field(converter=visible)
    url: str = field(default="", converter=visible)
    note: str = field(default="", converter=visible)


@frozen
class References:
    """The numbered sources."""

    items: tuple[Reference, ...]


Block = (
    Paragraph
    | Subheading
    | Bullets
    | Facts
    | Figures
    | Table
    | Checklist
    | Links
    | Lines
    | Signatures
    | StepCard
    | RouteMap
    | Timeline
    | Notice
    | References
)


@frozen
class Section:
    """A heading and what stands below it.

    Attributes:
        id: A stable name, for links and renderers.
        title: The heading.
        blocks: What stands below it.
        on_paper: Whether it is printed; what is not is for those who look it up on a screen.
    """

    id: str
    title: str = field(converter=visible)
    blocks: tuple[Block, ...] = ()
    on_paper: bool = True


@frozen
class Phrases:
    """Short texts with places to fill in; made by `compose` in the reader's language.

    Attributes:
        plan: Names the plan at the foot of a page, with `{hash}`.
        attached: What the file inside the document is.
        code: What a square code for a phone's camera leads to, with `{url}`.
        skip: The link by which a keyboard passes what stands before the plan.
        contents: The heading of the list of sections.
        progress: How far one is, with `{done}` and `{all}`.
        kept: Where the ticks on a screen are kept.
        more: Opens what is folded about a step on a screen.
    """

    plan: str
    attached: str
    code: str
    skip: str
    contents: str
    progress: str
    kept: str
    more: str


@frozen
class Document:
    """All that is said about a plan, in order, in words.

    Attributes:
        kicker: What sort of document it is.
        title: Its title.
        subtitle: Whom it is for.
        language: BCP 47 tag.
        foreign: As `lang` in `Text`, of the title.
        meta: When it starts and how old its facts are.
        footer: What stands at the foot of every page.
        page: The words for a page number, with `{page}` and `{pages}`.
        sections: In the order of reading.
        phrases: Words that a renderer fills in.
        name: Whose plan it is, or an empty text.
        start: The first day of the plan; the day of a file that must have one.
        variant: How much is said.
        logo: The picture of the office that made it, if there is one.
        plan: The plan as its reader is told of it, to be put inside; None if it is of several.
    """

    kicker: str = field(converter=visible)
    title: str = field(converter=visible)
    subtitle: str = field(converter=visible)
    language: str
    meta: str = field(converter=visible)
    footer: str = field(converter=visible)
    page: str
    sections: tuple[Section, ...]
    phrases: Phrases
    name: str = field(converter=visible)
    start: date
    variant: Variant
    plan: Plan | None
    foreign: str = ""
    logo: Logo | None = None

    def section(self, name: str) -> Section | None:
        """Return the section with that id, if the document has it."""
        return next((section for section in self.sections if section.id == name), None)

    def printed(self) -> Document:
        """Return the document without the sections that are not printed."""
        return attrs.evolve(self, sections=tuple(one for one in self.sections if one.on_paper))

    def cards(self) -> tuple[StepCard, ...]:
        """Return every step card in order."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(block for block in blocks if isinstance(block, StepCard))
