"""read.py - what python3-icalendar and dateutil find in a calendar, as calendars.c says it

usage: read.py FILE UNTIL    prints {"name", "found": [...], "zones": N} with everything that begins before UNTIL (ms)

The zone is the system's (zoneinfo); that the calendar's own VTIMEZONE says the same is checked here, hour by hour about each
change of the clocks from 2026 to 2030."""
import json
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

HELSINKI = ZoneInfo("Europe/Helsinki")


def aware(value):
    """A DATE-TIME by its wall time alone, in the system's zone; UTC stays UTC."""
    if value.tzinfo is timezone.utc or value.tzname() == "UTC":
        return value.replace(tzinfo=timezone.utc)
    return value.replace(tzinfo=HELSINKI)


def ms(value):
    if not isinstance(value, datetime):
        return value.isoformat()
    return round(value.timestamp() * 1000)


def texts(event):
    names = ("uid", "summary", "location", "description", "status")
    return {name: str(event[name]) for name in names if name in event}


def times(event):
    start, end = event.decoded("dtstart"), event.decoded("dtend")
    if not isinstance(start, datetime):
        return start, end
    return aware(start), aware(end)


def left_out(event):
    lists = event.get("exdate", [])
    lists = lists if isinstance(lists, list) else [lists]
    return {ms(aware(day.dt)) for one in lists for day in one.dts}


def instances(event, changed, until):
    start, end = times(event)
    if "rrule" not in event:
        yield start, end
        return
    length = end.astimezone(timezone.utc) - start.astimezone(timezone.utc)
    gone = left_out(event) | changed
    for at in rrulestr(event["rrule"].to_ical().decode(), dtstart=start):
        if ms(at) >= until:
            return
        if ms(at) not in gone:
            yield at, at.astimezone(timezone.utc) + length


def read(calendar, until):
    events = calendar.walk("vevent")
    changed = {}
    for event in events:
        if "recurrence-id" in event:
            changed.setdefault(str(event["uid"]), set()).add(ms(aware(event.decoded("recurrence-id"))))
    for event in events:
        of_it = changed.get(str(event["uid"]), set()) if "rrule" in event else set()
        for start, end in instances(event, of_it, until):
            yield {"start": ms(start), "end": ms(end), **texts(event)}


def check_zone(component):
    zone = component.to_tz()
    for year in range(2026, 2031):
        for month in (3, 10):
            at = datetime(year, month, 24, tzinfo=timezone.utc)
            for hour in range(8 * 24):
                here = at + timedelta(hours=hour)
                theirs = zone.fromutc(here.replace(tzinfo=zone)).utcoffset()
                assert theirs == here.astimezone(HELSINKI).utcoffset(), (here, theirs)


def main():
    with open(sys.argv[1], "rb") as file:
        calendar = Calendar.from_ical(file.read())
    zones = calendar.walk("vtimezone")
    for zone in zones:
        check_zone(zone)
    found = list(read(calendar, int(sys.argv[2])))
    errors = [str(error) for component in calendar.walk() for error in component.errors]
    todos = [{"uid": str(todo["uid"]), "status": str(todo["status"]), "due": ms(todo.decoded("due")) if "due" in todo else None}
             for todo in calendar.walk("vtodo")]
    name = str(calendar["name"]) if "name" in calendar else None
    json.dump({"name": name, "found": found, "zones": len(zones), "errors": errors, "todos": todos}, sys.stdout)


main()
