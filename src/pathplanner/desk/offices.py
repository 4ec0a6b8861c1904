"""An office file opened: what an office knows for all its learners, and the offers near one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from pathplanner.desk.request import File
from pathplanner.errors import Fault, Faults, InputError, did_you_mean
from pathplanner.formats.bundled import bytes_of, is_file
from pathplanner.formats.documents import loaded_office
from pathplanner.formats.loaded import Loaded, Places
from pathplanner.formats.local_pay import area_of, areas, to_area
from pathplanner.formats.offer_tables import OfferTable, open_offers
from pathplanner.formats.pictures import picture_to_text
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.marks import steps_named
from pathplanner.model.offer import Offer, find_faults
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Unit, add
from pathplanner.model.step import Step

_BESIDE = "This stands beside the office file, and which file that is is not known."
_NAME_IT = "Give the name of the office file in place of its value."
POSSIBLE = "possible"
"""The status of an office's fund that nobody has asked for yet: plans do not count on it."""


@frozen
class OpenOffice:
    """What an office knows.

    Attributes:
        loaded: The office file, and where everything in it stands.
        tables: The lists of offers beside it.
    """

    loaded: Loaded[Office]
    tables: tuple[OfferTable, ...] = ()

    @property
    def value(self) -> Office:
        """What stands in the office file."""
        return self.loaded.value

    def locate(self, fault: Fault) -> Fault:
        """Return a fault with its place in the office file."""
        return self.loaded.places.locate(fault)

    @property
    def steps(self) -> dict[str, Fault]:
        """The steps that have offers here, each with the place of the first."""
        found: dict[str, Fault] = {}
        for number, offer in enumerate(self.value.offers):
            here = Fault("", f"offers[{number}].step")
            found.setdefault(offer.step, self.loaded.places.locate(here))
        for table in self.tables:
            for step, line in table.steps.items():
                found.setdefault(step, Fault("", "step", file=table.file, line=line))
        return found

    def old(self, today: date) -> Iterator[Fault]:
        """Yield each list and each offer that was last looked at more than a year ago."""
        for number, offer in enumerate(self.value.offers):
            if offer.on is None or offer.on < add(today, -1, Unit.YEARS):
                here = self.locate(Fault("", f"offers[{number}]"))
                yield _too_old(here, f"The offer {offer.id!r}", offer.on)
        for table in self.tables:
            last = max((offer.on for offer in table.few() if offer.on), default=None)
            if last is None or last < add(today, -1, Unit.YEARS):
                yield _too_old(Fault("", "on", file=table.file, line=1), "This list", last)

    def near(self, pathway: Pathway, learner: Learner, goal: Sequence[str]) -> tuple[Offer, ...]:
        """Return the offers that matter for a learner: of what can lead to the goal.

        Of who names an area, those in another one do not, unless a step has no nearer ones.

        Raises:
            InputError: One of them cannot be one of its step; the place is named.
        """
        if not (self.value.offers or self.tables):
            return ()
        there = pathway.at(learner.state).by_id
        now = {name: pathway.new_ids.get(name, name) for name in self.steps}
        wanted = _before(pathway, goal)
        asked = {old: there[name] for old, name in now.items() if name in wanted}
        # Of who moves, those near where they live at any time.
        people = [learner.living(stay) for stay in range(len(learner.moves) + 1)]
        near = [one for who in people for one in self._near(asked, who)]
        listed = list({(offer.step, offer.id): (offer, at) for offer, at in near}.values())
        found = [evolve(offer, step=now[offer.step]) for offer, _ in listed]
        places = [place for _, place in listed]
        wrong = self._unknown_choices(asked, pathway, learner)
        bases = {step.renewal.counts_from for step in pathway.steps if step.renewal}
        faults = find_faults(pathway.by_id, found, pathway.currency, bases)
        wrong += [_placed(fault, places) for fault in faults]
        if wrong:
            raise InputError(wrong)
        return tuple(found)

    def _near(self, asked: Mapping[str, Step], learner: Learner) -> Iterator[tuple[Offer, Fault]]:
        """Yield the offers of some steps near a person, and elsewhere of those without such."""
        area = area_code(learner)
        listed = list(self._listed(asked, learner, area))
        yield from listed
        if area:
            told = {offer.step for offer, _ in listed}
            bare = {name: step for name, step in asked.items() if name not in told}
            yield from self._listed(bare, learner, "")

    def _listed(
        self, asked: Mapping[str, Step], learner: Learner, area: str
    ) -> Iterator[tuple[Offer, Fault]]:
        """Yield the offers of some steps in an area, or anywhere, each with its place."""
        chosen = {(one.step, one.offer) for one in learner.offers}
        for number, offer in enumerate(self.value.offers):
            is_here = not area or area_of(offer.place) in ("", area)
            if offer.step in asked and (is_here or (asked[offer.step].id, offer.id) in chosen):
                yield offer, self.loaded.places.locate(Fault("", f"offers[{number}]"))
        for table in self.tables:
            for offer in table.offers(asked, learner, area):
                yield offer, Fault("", "", file=table.file, line=table.line(offer))

    def _unknown_choices(
        self, asked: Mapping[str, Step], pathway: Pathway, learner: Learner
    ) -> list[Fault]:
        """Return the offers that a learner takes and that are not here, of steps that have some."""
        found = []
        own = {(one.step, one.id) for one in pathway.offers}
        for one in learner.offers:
            names = [name for name, step in asked.items() if step.id == one.step]
            known = {o.id for o in self.value.offers if o.step in names}
            known |= {key[1] for table in self.tables for key in table.places if key[0] in names}
            if names and one.offer not in known and (one.step, one.offer) not in own:
                said = f"There is no offer {one.offer!r} of {one.step}."
                hint = did_you_mean(one.offer, known)
                found.append(Fault(said, f"offers.{one.step}", hint))
        return found


def area_code(learner: Learner) -> str:
    """Return the code of the area in which a person lives; nothing where it is not known."""
    try:
        return to_area(learner.area) if learner.area else ""
    except InputError:
        return ""


def far_away(offers: Sequence[Offer], learner: Learner, pathway: Pathway) -> Iterator[str]:
    """Yield what to say of each step of which there are offers in other areas only."""
    area = area_code(learner)
    for step in dict.fromkeys(offer.step for offer in offers) if area else ():
        places = {area_of(offer.place) for offer in offers if offer.step == step}
        if not places & {"", area}:
            title = pathway.by_id[step].title
            yield f"No offer of {title} in {areas()[area]} is known; those elsewhere are taken."


def _too_old(place: Fault, what: str, day: date | None) -> Fault:
    said = f"{what} does not say when it was looked at."
    if day is not None:
        said = f"{what} was last looked at on {day}, more than a year ago."
    return evolve(place, message=said, hint="Look it up again, and tell the day in `on`.")


def _placed(fault: Fault, places: Sequence[Fault]) -> Fault:
    """Return a fault of one of some offers with the place of that offer."""
    number, _, key = fault.path.removeprefix("offers[").partition("]")
    place = places[int(number)]
    path = f"{place.path}{key}".lstrip(".")
    return Fault(fault.message, path, fault.hint, place.file, place.line, place.column)


def _before(pathway: Pathway, goal: Iterable[str]) -> set[str]:
    """Return the goal with all steps that some step before it names in any way."""
    found: set[str] = set()
    todo = list(goal)
    while todo:
        name = todo.pop()
        if name not in found and name in pathway.by_id:
            found.add(name)
            todo += steps_named(pathway.by_id[name])
    return found


def open_office(source: Office | File | None) -> OpenOffice:
    """Return what an office knows, with the lists of offers beside its file.

    Raises:
        InputError: Something is wrong with the file or with a list; every fault is named.
    """
    if source is None or isinstance(source, Office):
        name, loaded = "", Loaded(source or Office(), Places())
    else:
        name = os.fspath(source)
        loaded = loaded_office(bytes_of(name), name)
    folder = Path(name).parent
    faults = Faults()
    tables = []
    for number, list_ in enumerate(loaded.value.offers_from):
        path = folder / list_
        here = loaded.places.locate(Fault("", f"offers_from[{number}]"))
        if not name and not path.is_absolute():
            faults.found.append(evolve(here, message=_BESIDE, hint=_NAME_IT))
        elif not is_file(path):
            said = f"There is no list of offers {list_!r} beside this file."
            faults.found.append(evolve(here, message=said, hint="Its path counts from here."))
        elif (table := faults.of(lambda: open_offers(str(path)))) is not None:  # noqa: B023
            tables.append(table)
    faults.found += _twice(loaded, tables)
    if loaded.value.logo and not name:
        faults.add(_BESIDE, "logo", _NAME_IT)
    else:
        loaded = evolve(loaded, value=_with_logo(loaded, folder, faults))
    faults.stop()
    return OpenOffice(loaded, tuple(tables))


def read_office(source: Office | File | None) -> Office:
    """Return an office as a value: its logo in it, its lists of offers by their whole paths.

    Raises:
        InputError: Something is wrong with the file or with a list; every fault is named.
    """
    office = open_office(source).value
    if source is None or isinstance(source, Office):
        return office
    folder = Path(source).absolute().parent
    lists = tuple(str(folder / one) for one in office.offers_from)
    return evolve(office, offers_from=lists, logo="")


def files_beside(file: File) -> tuple[str, ...]:
    """Return the files that an office file names, as far as it can be read."""
    name = os.fspath(file)
    with suppress(InputError):
        office = loaded_office(bytes_of(name), name).value
        return tuple(str(Path(name).parent / one) for one in (*office.offers_from, office.logo))
    return ()


def _with_logo(loaded: Loaded[Office], folder: Path, faults: Faults) -> Office:
    """Return an office with the picture that it names; what is wrong with it is written down."""
    office = loaded.value
    if not office.logo:
        return office
    try:
        logo = picture_to_text(bytes_of(str(folder / office.logo)))
    except InputError as error:
        here = loaded.places.locate(Fault("", "logo"))
        said = f"The logo {office.logo!r} cannot be used:"
        for fault in error.faults:
            faults.found.append(evolve(here, message=f"{said} {fault.message}", hint=fault.hint))
        return office
    return evolve(office, support=evolve(office.support, logo=logo))


def _twice(loaded: Loaded[Office], tables: Sequence[OfferTable]) -> Iterator[Fault]:
    """Yield the offers that have the id of another in another place."""
    seen: dict[tuple[str, str], str] = {}
    for number, offer in enumerate(loaded.value.offers):
        place = loaded.places.locate(Fault("", f"offers[{number}].id"))
        known = seen.setdefault((offer.step, offer.id), f"line {place.line} of {place.file}")
        if known != f"line {place.line} of {place.file}":
            yield evolve(place, message=_same(offer.step, offer.id, known), hint=_ANOTHER)
    for at, table in enumerate(tables):
        for one in (seen.keys() & table.places.keys()) if seen else ():
            line = table.rows[table.places[one]][0]
            yield Fault(_same(*one, seen[one]), "id", _ANOTHER, table.file, line)
        for other in tables[:at]:
            for one in sorted(other.places.keys() & table.places.keys())[:1]:
                line = table.rows[table.places[one]][0]
                yield Fault(_same(*one, other.file), "id", _ANOTHER, table.file, line)


_ANOTHER = "Give one of them another id."


def _same(step: str, name: str, where: str) -> str:
    return f"Two offers of {step} have the id {name!r}; the other is in {where}."


def with_funds(learner: Learner, funds: Sequence[Funding], pathway: Pathway) -> Learner:
    """Return a learner with the funds of an office, and its rules for those that they have.

    A fund of the office that the learner does not name is one that they may ask for, so no
    plan counts on it, unless the office says that it is sure.
    """
    here = [
        evolve(fund, steps=[name for name in fund.steps if name in pathway.by_id])
        for fund in funds
        if not fund.steps or any(name in pathway.by_id for name in fund.steps)
    ]
    rules = {fund.name.casefold(): fund for fund in here}
    own = [_by_rules(fund, rules.get(fund.name.casefold())) for fund in learner.funding]
    known = {fund.name.casefold() for fund in own}
    more = [
        fund if fund.status else evolve(fund, status=POSSIBLE)
        for name, fund in rules.items()
        if name not in known
    ]
    return evolve(learner, funding=(*own, *more))


def _by_rules(own: Funding, rules: Funding | None) -> Funding:
    """Return a learner's fund with what the office says of it and the learner does not."""
    if rules is None:
        return own
    amount = own.amount if rules.amount is None else rules.amount
    if own.amount is not None and rules.amount is not None:
        amount = min(own.amount, rules.amount)
    return evolve(
        rules,
        name=own.name,
        amount=amount,
        status=own.status,
        covers=own.covers or rules.covers,
        steps=own.steps or rules.steps,
        arrives=own.arrives or rules.arrives,
        apply_by=own.apply_by,
        until=own.until or rules.until,
        note=own.note or rules.note,
    )


def strange_steps(office: OpenOffice, known: Iterable[str]) -> Iterator[Fault]:
    """Yield the steps that have offers and are in no pathway.

    Args:
        office: The office.
        known: Ids of all steps that there are.
    """
    steps = set(known)
    for step, place in office.steps.items():
        if step not in steps:
            said = f"There is no step {step!r} in any pathway."
            yield evolve(place, message=said, hint=did_you_mean(step, steps))
