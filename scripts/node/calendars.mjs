// Reads calendars with ical.js, which Thunderbird uses; writes what it understood, as JSON, one list for each file.
// In: paths, one on each line of the standard input. A file that ical.js refuses gives its error instead of a list.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages stand in the folder where this runs, not beside this file.
const { default: ICAL } = await import(
  pathToFileURL(createRequire(`${process.cwd()}/`).resolve("ical.js")).href
);

function understood(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component, { strictExceptions: true });
    const end = component.getFirstPropertyValue("dtend");
    const said = (time) => (time === null ? null : time.isDate ? time.toString() : time.toUnixTime());
    return {
      uid: event.uid,
      start: said(event.startDate),
      end: said(end),
      summary: event.summary,
      description: event.description,
      location: event.location,
      status: component.getFirstPropertyValue("status"),
      sequence: component.getFirstPropertyValue("sequence"),
      stamp: component.getFirstPropertyValue("dtstamp").toUnixTime(),
    };
  });
}

const paths = readFileSync(0, "utf8").split("\n").filter(Boolean);
const found = paths.map((path) => {
  try {
    return understood(readFileSync(path, "utf8"));
  } catch (error) {
    return String(error);
  }
});
process.stdout.write(JSON.stringify(found));
