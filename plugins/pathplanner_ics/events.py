"""Calendar entries as iCalendar events, with the icalendar library."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar

from pathplanner.document import Calendar, Entry
from pathplanner.model.plan import Plan

_MORNING = timedelta(hours=9)
"""When a reminder comes; an all-day event begins at midnight."""


def to_ics(plan: Plan, calendar: Calendar, scope: str, *, reminders: bool) -> bytes:
    """Return the calendar as bytes; the same plan always gives the same."""
    found = icalendar.Calendar()
    found.add("prodid", "-//pathplanner//pathplanner//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", calendar.title)
    for entry in calendar.entries:
        found.add_component(_event(plan, entry, scope, reminders=reminders))
    data: bytes = found.to_ical()
    return data


def _event(plan: Plan, entry: Entry, scope: str, *, reminders: bool) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid_of(plan, entry.key, scope))
    # The day of the plan and not of today: the same plan gives the same bytes.
    event.add("dtstamp", datetime.combine(plan.start, time(), UTC))
    event.add("sequence", plan.version)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.finish)
    event.add("summary", entry.title)
    if entry.lines:
        event.add("description", "\n".join(entry.lines))
    if entry.url.startswith(("https://", "http://")):
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # it does not make the day busy
    if reminders and entry.remind:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", _MORNING - timedelta(entry.remind))
        event.add_component(alarm)
    return event


def uid_of(plan: Plan, key: str, scope: str) -> str:
    """Return an id that stays when the plan is made anew and says nothing of the person."""
    what = "/".join(("pathplanner", scope, plan.pathway.id, *plan.goal, key))
    return f"{uuid5(NAMESPACE_URL, what)}@pathplanner"
