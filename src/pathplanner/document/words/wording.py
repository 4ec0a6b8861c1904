"""How dates, money, time and lists are written, the same in every output.

A number and its unit never part at the end of a line: a no-break space holds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pathplanner.document.words.counting import (
    limits_in_words,
    limits_itself,
    total_in_words,
    with_grade,
    without_limits,
)
from pathplanner.document.words.language import current_language
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.numbers import (
    currency_sign,
    format_amount,
    format_day,
    format_number,
)
from pathplanner.model.quantity import Duration, Estimate, Grade, Said, Unit, Unknown
from pathplanner.model.requirement import AtLeast, Needs, Requirement, Total, Until, Worked

NBSP = "\u00a0"
DASH = "\u2013"
CENT = Decimal("0.01")

# An H of an acronym such as HIM is read by its name, "hache"; hielo begins with another sound.
_LIKE_I = re.compile(r"\W*(?:[IÍií]|[Hh][ií](?![aeo]))")
_LIKE_O = re.compile(r"\W*(?:[OÓoó]|[Hh][oó]|8|11(?!\d))")


def capitalized(words: str) -> str:
    """Return words with a large first letter, and the rest as it is."""
    return words[:1].upper() + words[1:]


def unbroken(words: str) -> str:
    """Return words that stay on one line, as in a narrow column of numbers."""
    return words.replace(" ", NBSP)


def format_date(day: date) -> str:
    """Return a date in words, such as `January 4, 2027`."""
    # A translator writes the pattern of a date as CLDR does, with words in quotes.
    return format_day(day, _("MMMM\u00a0d,\u00a0y"))


def format_month(day: date) -> str:
    """Return the month and the year of a date in words, such as `January 2027`."""
    return format_day(day, _("MMMM\u00a0y"))


def format_short_month(day: date) -> str:
    """Return the month and the year of a date where there is little room: `Jan 2027`."""
    return format_day(day, _("MMM\u00a0y"))


def format_span(start: date, finish: date) -> str:
    """Return a start and a finish with a dash, or `on March 5, 2027` for one day."""
    if start == finish:
        return _("on {day}").format(day=format_date(start))
    return f"{format_date(start)} {DASH} {format_date(finish)}"


def format_days_between(start: date, finish: date) -> str:
    """Return two days with a dash, the year once where it is one: `January 4 -- July 5, 2027`."""
    if start.year != finish.year:
        return f"{format_date(start)} {DASH} {format_date(finish)}"
    # A translator writes the pattern of a day without its year as CLDR does.
    first = format_day(start, _("MMMM\u00a0d"))
    return f"{first} {DASH} {format_date(finish)}"


def format_months_between(start: date, finish: date) -> str:
    """Return two months with a dash, the year once where it is one, or one month."""
    if (start.year, start.month) == (finish.year, finish.month):
        return format_month(start)
    if start.year == finish.year:
        return f"{format_day(start, 'MMMM')} {DASH} {format_month(finish)}"
    return f"{format_month(start)} {DASH} {format_month(finish)}"


def format_partial_date(text: str) -> str:
    """Return the date of a source, which may be a year or a month only, in words."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:
        return format_date(date(*parts))
    if len(parts) == 2:
        return format_month(date(parts[0], parts[1], 1))
    return text


def format_money(amount: Decimal, currency: str = "USD") -> str:
    """Return an amount such as `$425`, `$1,234.50` or `EUR 20`."""
    exact = amount.quantize(CENT, ROUND_HALF_UP)
    mark = currency_sign(currency)
    # `{mark}` is the sign or the code of the currency.
    words = _("-{mark}{number}") if exact < 0 else _("{mark}{number}")
    return words.format(mark=mark, number=format_amount(abs(exact)))


def format_price(amount: Estimate | Unknown | None, currency: str = "USD") -> str:
    """Return a price with its range in words; says so when it is not known."""
    if amount is None:
        return _("no fee")
    if isinstance(amount, Unknown):
        return _("price not known")
    likely = format_money(amount.likely, currency)
    ends = format_money(amount.low, currency), format_money(amount.high, currency)
    if amount.grade is Grade.ESTIMATED:
        return _estimated(likely, *ends)
    if amount.said:
        return found_out(_to(*ends), amount.said)
    if amount.low == amount.high:
        return likely
    return _("{likely} (from {low} to {high})").format(likely=likely, low=ends[0], high=ends[1])


def format_hours(hours: int | Decimal) -> str:
    """Return `1 hour` or `80 hours`."""
    return plural("{n}\u00a0hour", "{n}\u00a0hours", hours)


def format_count(count: int, unit: Unit) -> str:
    """Return `1 month` or `9 months`."""
    return {
        Unit.DAYS: plural("{n}\u00a0day", "{n}\u00a0days", count),
        Unit.WEEKS: plural("{n}\u00a0week", "{n}\u00a0weeks", count),
        Unit.MONTHS: plural("{n}\u00a0month", "{n}\u00a0months", count),
        Unit.YEARS: plural("{n}\u00a0year", "{n}\u00a0years", count),
    }[unit]


def format_days(days: int) -> str:
    """Return `1 day` or `300 days`."""
    return format_count(days, Unit.DAYS)


def format_about(days: int) -> str:
    """Return a number of days as people say it: `40 days`, `about 15 months`."""
    if days < 61:
        return format_days(days)
    months = round(days / 30.4375)
    if months < 36:
        return _("about {span}").format(span=format_count(months, Unit.MONTHS))
    return _("about {span}").format(span=format_count(round(months / 12), Unit.YEARS))


def _ranged(low: str, likely: str, high: str, *, middle: bool) -> str:
    words = (
        _("{low} to {high}, planned at the middle of the range, {likely}")
        if middle
        else _("{low} to {high}, most likely {likely}")
    )
    return words.format(low=low, likely=likely, high=high)


def _to(low: str, high: str) -> str:
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _estimated(likely: str, low: str, high: str) -> str:
    """Return an estimate, which never reads as if somebody had stated it."""
    if low == high:
        return _("about {likely} (estimate)").format(likely=likely)
    words = _("about {likely} (estimate: {low} to {high})")
    return words.format(likely=likely, low=low, high=high)


def found_out(value: str, said: Said) -> str:
    """Return a value that somebody found out, with who said it and when."""
    return _("{value} ({how})").format(value=value, how=found_by(said))


def found_by(said: Said) -> str:
    """Return who found out a value, and when."""
    when = format_date(said.on) if said.on else ""
    who = ", ".join(filter(None, (said.by, when)))
    return _("found out: {who}").format(who=who) if who else _("found out")


def format_duration(span: Duration, *, planned: bool = True) -> str:
    """Return a length as its source gives it, and what was planned where there is a plan."""
    return _as_stated(span, lambda count: format_count(count, span.unit), planned=planned)


def format_effort(hours: Estimate, *, planned: bool = True) -> str:
    """Return hours of study as their source gives them, and what was planned likewise."""
    return _as_stated(hours, format_hours, planned=planned)


def _as_stated(value: Duration | Estimate, spoken: Callable[[Any], str], *, planned: bool) -> str:
    likely, high = spoken(value.likely), spoken(value.high)
    low = format_number(value.low) if value.low < value.high else high
    if value.grade is Grade.ESTIMATED:
        return _estimated(likely, low, high)
    if value.said:
        return found_out(_to(low, high), value.said)
    if value.low == value.high:
        return likely
    if value.middle and not planned:
        return _to(low, high)
    return _ranged(low, likely, high, middle=value.middle)


def format_minutes(minutes: int) -> str:
    """Return `45 minutes`, `4 hours` or `5 hours 40 minutes`."""
    hours, rest = divmod(minutes, 60)
    words = plural("{n}\u00a0minute", "{n}\u00a0minutes", rest)
    if not hours:
        return words
    return f"{format_hours(hours)} {words}" if rest else format_hours(hours)


def format_marks(marks: Sequence[int]) -> str:
    """Return the marks of sources, such as `[1, 4]`, with a dash for a run of them."""
    if not marks:
        return ""
    runs: list[list[int]] = []
    for mark in marks:
        if runs and mark == runs[-1][-1] + 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]}{DASH}{run[-1]}"] if len(run) > 2 else map(str, run)
    return f"[{f',{NBSP}'.join(parts)}]"


def join_words(words: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    pattern = before(_("{most} and {last}"), words[-1])
    return pattern.format(most=", ".join(words[:-1]), last=words[-1])


def join_choices(words: Sequence[str]) -> str:
    """Return `a`, `a or b` or `a or b or c`."""
    whole = "".join(words[:1])
    for word in words[1:]:
        whole += before(_(" or "), word) + word
    return whole


def before(conjunction: str, word: str) -> str:
    """Return a text with a conjunction as it is before a word.

    In Spanish `y` becomes `e` before the sound of i, and `o` becomes `u` before that of o;
    Babel 2.19 knows patterns of lists and not this.
    """
    if not current_language().tag.startswith("es"):
        return conjunction
    if _LIKE_I.match(word):
        return conjunction.replace(" y ", " e ")
    return conjunction.replace(" o ", " u ") if _LIKE_O.match(word) else conjunction


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it ends with a mark of its own."""
    text = text.rstrip()
    return text if not text or text[-1] in ".!?:…" else f"{text}."


def requirement_in_words(requirement: Requirement, *, inner: bool = False) -> str:
    """Return a requirement in words, with step ids; empty when it asks for nothing."""
    if isinstance(requirement, Needs):
        way = f" ({requirement.corequisite} co-requisite)" if requirement.corequisite else ""
        asked = with_grade(requirement.step, requirement.minimum) + _asked_of(requirement)
        return f"{asked}{way}"
    if limits_itself(requirement):
        words = (
            total_in_words(requirement, str)
            if isinstance(requirement, Total)
            else requirement_in_words(without_limits(requirement))
        )
        limits = limits_in_words(requirement, str)
        words = f"{words}; {limits}" if limits else words
        return f"({words})" if inner else words
    parts = [requirement_in_words(part, inner=len(requirement.of) > 1) for part in requirement.of]
    if isinstance(requirement, Worked):
        return f"{requirement.hours:f} hours of work in {' or '.join(parts)}"
    if len(parts) < 2:
        return "".join(parts)
    if isinstance(requirement, AtLeast):
        words = f"at least {requirement.count} of: {', '.join(parts)}"
    elif requirement.count == 1:
        words = " or ".join(parts)
    else:
        words = join_words(parts)
    return f"({words})" if inner else words


def _asked_of(needs: Needs) -> str:
    """Return what is asked of a step that a requirement names, beside that it is done."""
    told = []
    if needs.within:
        what = "begin" if needs.until is Until.START else "finish"
        told.append(f"{what} within {format_duration(needs.within)} of it")
    if needs.current:
        told.append("current all along")
    return f" ({', '.join(told)})" if told else ""
