#!/usr/bin/python3
"""instances.py - a calendar as python3-icalendar and dateutil read it: one line of JSON

usage: instances.py FILE FROM UNTIL        FROM and UNTIL in ms since 1970

{"errors": [...], "events": N, "todos": N, "instances": [[uid, start, end, status, transp], ...]}: instances that begin in
[FROM, UNTIL), series unfolded, with what differs in its place; instants in ms, days of all-day events as text.
"""
import json
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

HELSINKI = ZoneInfo("Europe/Helsinki")


def ms(at):
    return int(at.timestamp() * 1000)


def on_wall(at):
    return at.astimezone(HELSINKI).replace(tzinfo=None)


def instances(event, taken, start_ms, until_ms):
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    said = [str(event.get("STATUS")), str(event.get("TRANSP"))]
    uid = str(event["UID"])
    if not isinstance(start, datetime):
        yield [uid, start.isoformat(), end.isoformat(), *said]
        return
    if "RRULE" not in event:
        yield [uid, ms(start), ms(end), *said]
        return
    left_out = event.get("EXDATE", [])
    gone = {on_wall(at.dt) for one in (left_out if isinstance(left_out, list) else [left_out]) for at in one.dts}
    rule = dict(event["RRULE"])
    until = rule.get("UNTIL")
    if until:  # compared on the wall, as the instances are
        rule = event["RRULE"].copy()
        rule["UNTIL"] = [on_wall(until[0])]
        text = rule.to_ical().decode()
    else:
        text = event["RRULE"].to_ical().decode()
    first, length = on_wall(start), ms(end) - ms(start)
    for wall in rrulestr(text, dtstart=first):
        at = wall.replace(tzinfo=HELSINKI).astimezone(ZoneInfo("UTC"))
        if ms(at) >= until_ms:
            return
        if wall in gone or (uid, wall) in taken:
            continue
        yield [uid, ms(at), ms(at) + length, *said]


def main(path, start_ms, until_ms):
    with open(path, "rb") as file:
        calendar = Calendar.from_ical(file.read())
    errors = [error for part in calendar.walk() for error in part.errors]
    events = calendar.walk("VEVENT")
    taken = {(str(event["UID"]), on_wall(event["RECURRENCE-ID"].dt)) for event in events if "RECURRENCE-ID" in event}
    found = [one for event in events for one in instances(event, taken, start_ms, until_ms)]
    found = [one for one in found if isinstance(one[1], str) or start_ms <= one[1] < until_ms]
    print(json.dumps({"errors": errors, "events": len(events), "todos": len(calendar.walk("VTODO")),
                      "instances": sorted(found, key=lambda one: (str(one[1]), one[0]))}))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
