// Instants in the event's zone, whatever the zone of the browser is.

let zone = "UTC";
const formats = new Map();

export function useZone(name) {
  zone = name;
  formats.clear();
}

function formatted(instant, name, options) {
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(name).format(instant);
}

export const hourMinute = (instant) => formatted(instant, "time", { hour: "2-digit", minute: "2-digit" });
export const day = (instant) => formatted(instant, "day", { weekday: "long", day: "numeric", month: "long" });
export const full = (instant) =>
  formatted(instant, "full", {
    weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
  });

// The form that <input type="datetime-local"> takes.
export function inputValue(instant) {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  return parts.format(instant).replace(" ", "T");
}
