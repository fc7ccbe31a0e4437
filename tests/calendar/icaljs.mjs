// icaljs.mjs - what ical.js finds in a calendar, as calendars.c says it; its zone is the calendar's own VTIMEZONE
import ICAL from 'ical.js';

const hour = 3_600_000;

// ical.js 2.2 takes a time that the clocks jump over as an hour earlier, and of a time that comes twice the second. RFC 5545
// § 3.3.5 says an hour later, and the first: those of the one hour in question are put right here, all others are as they are.
function putRight(at, instant) {
    const isLastSunday = at.dayOfWeek() === ICAL.Time.SUNDAY && at.day > 24;
    if (at.zone === ICAL.Timezone.utcTimezone || at.hour !== 3 || !isLastSunday) return instant;
    return at.month === 3 ? instant + hour : at.month === 10 ? instant - hour : instant;
}

const time = (at) => (at.isDate ? at.toString() : putRight(at, at.toUnixTime() * 1000));

function texts(component) {
    const all = ['uid', 'summary', 'location', 'description', 'status'].map((name) => [name, component.getFirstPropertyValue(name)]);
    return Object.fromEntries(all.filter(([, value]) => value !== null));
}

// The exact length, RFC 5545 § 3.8.2.2; ical.js adds it on the wall.
const length = (event) => time(event.endDate) - time(event.startDate);

// It doesn't know NAME (RFC 7986) and leaves the value as it is written.
const unescaped = (text) => text?.replace(/\\([\\;,])/g, '$1') ?? null;

function* instances(event, until) {
    if (!event.isRecurring()) {
        yield { start: time(event.startDate), end: time(event.endDate), ...texts(event.component) };
        return;
    }
    const iterator = event.iterator();
    for (let at; (at = iterator.next()); ) {
        if (time(at) >= until) return;
        const { item, startDate } = event.getOccurrenceDetails(at);
        yield { start: time(startDate), end: time(startDate) + length(item), ...texts(item.component) };
    }
}

export function icaljs(text, until) {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    const found = events.filter((event) => !event.isRecurrenceException()).flatMap((event) => [...instances(event, until)]);
    const todos = calendar.getAllSubcomponents('vtodo').map((todo) => ({
        uid: todo.getFirstPropertyValue('uid'),
        status: todo.getFirstPropertyValue('status'),
        due: todo.getFirstPropertyValue('due')?.toString() ?? null,
    }));
    const zones = calendar.getAllSubcomponents('vtimezone').length;
    return { name: unescaped(calendar.getFirstPropertyValue('name')), found, zones, errors: [], todos };
}
