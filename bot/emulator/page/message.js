// One message as elements: bubble and the buttons under it.

import { element } from "./dom.js";
import { written } from "./format.js";
import { icon } from "./icons.js";
import { hourMinute } from "./times.js";

const CORNERS = new Set(["open", "copy", "insert"]);

export function messageElement(message, actions) {
  const own = message.from === "person";
  const box = element("article", {
    className: `message ${own ? "person-says" : "bot-says"}${message.rows.length ? " wide" : ""}`,
    ariaLabel: own ? "Sent" : "Received",
    data: { testid: "message", messageId: message.id, from: message.from, at: message.at },
  });
  box.append(bubble(message, actions));
  if (message.rows.length) box.append(keys(message, actions));
  return box;
}

function bubble(message, actions) {
  const box = element("div", { className: "bubble" });
  if (message.forwarded) box.append(element("div", { className: "forwarded", text: `Forwarded from ${message.forwarded}` }));
  if (message.via) box.append(element("div", { className: "forwarded", text: `via @${message.via}` }));
  if (message.reply) box.append(element("div", { className: "reply", text: message.reply }));
  box.append(...attachments(message));
  if (message.text) box.append(written(message.text, message.entities, actions));
  const meta = element("div", { className: "meta" });
  if (message.silent) meta.append(element("span", { className: "mark", title: "Came without a sound", ariaLabel: "silent", role: "img", data: { testid: "silent" } }, icon("silent", 13)));
  if (message.edited) meta.append(element("span", { className: "mark", text: "edited" }));
  meta.append(element("time", { dateTime: message.at, text: hourMinute(new Date(message.at)) }));
  box.append(meta);
  return box;
}

function attachments({ photo, document: file, sticker, voice, location, shared }) {
  const made = [];
  if (shared !== undefined) made.push(element("div", { text: `You chose ${shared || "somebody"}` }));
  if (photo) {
    const picture = element("img", { className: "picture", src: photo.url, alt: "Photo", width: photo.width, height: photo.height, data: { testid: "photo" } });
    made.push(element("a", { href: photo.url, target: "_blank", rel: "noopener" }, picture));
  }
  if (file) made.push(fileLink(file));
  if (sticker) made.push(element("div", { className: "sticker", text: sticker }));
  if (voice) made.push(element("div", { text: `🎤 Voice message, ${voice} s` }));
  if (location) made.push(element("div", { text: `📍 ${location.latitude}, ${location.longitude}` }));
  return made;
}

function fileLink({ name, size, url }) {
  const extension = name.includes(".") ? name.split(".").pop().slice(0, 4) : "file";
  const units = size < 1024 ? `${size} B` : size < 1048576 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1048576).toFixed(1)} MB`;
  return element("a", { className: "document", href: url, download: name, data: { testid: "document" } },
    element("span", { className: "sheet", text: extension, ariaHidden: "true" }),
    element("span", {}, element("b", { text: name }), element("small", { text: units })));
}

function keys(message, actions) {
  const rows = message.rows.map((buttons, row) =>
    element("div", { className: "row" }, ...buttons.map((button, column) => key(message, button, row, column, actions))));
  return element("div", { className: "keys", role: "group", ariaLabel: "Buttons of this message" }, ...rows);
}

function key(message, button, row, column, actions) {
  const made = element("button", {
    type: "button", className: "key", text: button.label,
    data: { testid: "inline-button", does: button.does, place: `${row}:${column}` },
  });
  if (CORNERS.has(button.does)) made.append(element("span", { className: "corner" }, icon(button.does, 11)));
  made.addEventListener("click", () => actions.button(message, button, row, column, made));
  return made;
}
