// Reads calendars with ical.js: a JSON list of texts comes in, a list of what they say goes out.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const moment = (time) => (time === null ? null : time.isDate ? time.toString() : time.toUnixTime());

const person = (property) => ({
  address: property.getFirstValue(),
  name: property.getParameter("cn"),
  role: property.getParameter("role") ?? null,
  partstat: property.getParameter("partstat") ?? null,
  rsvp: property.getParameter("rsvp") ?? null,
});

const said = (component, name) => component.getFirstPropertyValue(name);

const meeting = (component) => ({
  uid: said(component, "uid"),
  sequence: said(component, "sequence"),
  stamp: moment(said(component, "dtstamp")),
  starts: moment(said(component, "dtstart")),
  ends: moment(said(component, "dtend")),
  summary: said(component, "summary"),
  location: said(component, "location"),
  description: said(component, "description") ?? "",
  status: said(component, "status"),
  people: component.getAllProperties("attendee").map(person),
  properties: component.getAllProperties().map((property) => property.name),
});

const read = (text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    method: said(calendar, "method"),
    zones: calendar.getAllSubcomponents("vtimezone").map((zone) => said(zone, "tzid")),
    meetings: calendar.getAllSubcomponents("vevent").map(meeting),
  };
};

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(read)));
