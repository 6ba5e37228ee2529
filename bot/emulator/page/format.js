// Text with entities to elements. Offsets are UTF-16 units, which is what JavaScript strings count.

import { element, safeLink } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

export function written(text, entities, actions) {
  const box = element("div", { className: "written", data: { testid: "message-text" } });
  box.append(...pieces(text, 0, text.length, [...entities], actions));
  return box;
}

// Entities come ordered by place, outer ones first, so that those inside follow their outer one.
function pieces(text, start, end, entities, actions) {
  const made = [];
  let at = start;
  while (entities.length) {
    const entity = entities.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    if (from > at) made.push(text.slice(at, from));
    const inner = [];
    while (entities.length && entities[0].offset < to) inner.push(entities.shift());
    made.push(wrapped(entity, text.slice(from, to), pieces(text, from, to, inner, actions), actions));
    at = to;
    if (BLOCKS.has(entity.type) && text[at] === "\n" && at < end) at += 1; // a block ends its line by itself
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function wrapped(entity, plain, children, actions) {
  if (TAGS[entity.type]) return element(TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case "text_link":
      return entity.payload === undefined
        ? safeLink(entity.url, plain)
        : link(plain, () => actions.start(entity.payload));
    case "url": return safeLink(plain, plain);
    case "email": return safeLink(`mailto:${plain}`, plain);
    case "bot_command": return link(plain, () => actions.say(plain));
    case "spoiler": return spoiler(children);
    case "blockquote": return element("blockquote", {}, ...children);
    case "expandable_blockquote": return folded(children);
    default: return element("span", {}, ...children);
  }
}

const link = (text, onclick) => element("button", { type: "button", className: "link", text, onclick });

function spoiler(children) {
  const box = element("span", { className: "spoiler hidden-text", role: "button", tabIndex: 0, ariaLabel: "Hidden text" }, ...children);
  const reveal = () => {
    box.classList.remove("hidden-text");
    ["role", "tabindex", "aria-label"].forEach((name) => box.removeAttribute(name));
  };
  box.addEventListener("click", reveal);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") reveal(); });
  return box;
}

function folded(children) {
  const body = element("div", { className: "fold-body" }, ...children);
  const more = element("button", { type: "button", className: "fold-more", text: "Show all", ariaExpanded: "false", data: { testid: "unfold" } });
  const quote = element("blockquote", { className: "fold closed", data: { testid: "quote" } }, body, more);
  more.addEventListener("click", () => {
    // Whoever unfolds wants to read on from here: the conversation must not jump to its end.
    quote.dispatchEvent(new CustomEvent("unfold", { bubbles: true }));
    const closed = quote.classList.toggle("closed");
    more.textContent = closed ? "Show all" : "Show less";
    more.setAttribute("aria-expanded", String(!closed));
  });
  // Known only once it is laid out: a short quote needs no button.
  new ResizeObserver((_, observer) => {
    if (!body.clientHeight) return;
    observer.disconnect();
    if (body.scrollHeight > body.clientHeight + 2) return;
    requestAnimationFrame(() => { quote.classList.remove("closed"); more.remove(); });
  }).observe(body);
  return quote;
}
