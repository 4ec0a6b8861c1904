"""The plan as a calendar (iCalendar, RFC 5545) that common calendar programs open."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import compose_calendar
from pathplanner.errors import needs_extra
from pathplanner.model.plan import Plan
from pathplanner.renderers import DataRenderer


@frozen
class IcsOptions:
    """What stands in the calendar.

    Attributes:
        language: BCP 47 tag of the words; that of the pathway when empty.
        scope: A word that keeps the entries of several people apart in one calendar,
            such as a case number; it is hashed and not written.
        reminders: Whether deadlines, exams and renewals remind beforehand.
    """

    language: str = ""
    scope: str = ""
    reminders: bool = True


class IcsRenderer(DataRenderer):
    """Writes the steps, deadlines, renewals and reviews of a plan as all-day events."""

    name = "ics"
    media_type = "text/calendar"
    suffixes = (".ics",)
    options = IcsOptions

    def render(self, plan: Plan, options: IcsOptions, /) -> bytes:
        """Return the calendar; entries of a newer version replace those of the older."""
        try:
            from pathplanner_ics.events import to_ics
        except ImportError as error:
            raise needs_extra("ics", error) from error
        calendar = compose_calendar(plan, options.language)
        return to_ics(plan, calendar, options.scope, reminders=options.reminders)


renderer = IcsRenderer()
