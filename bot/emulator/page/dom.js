// Elements are only ever built here, never from HTML text: what people and the bot write stays text.

export function element(tag, { text, data, ...properties } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  Object.assign(made.dataset, data);
  if (text !== undefined) made.textContent = text;
  made.append(...children.filter((child) => child !== null));
  return made;
}

const SAFE = new Set(["http:", "https:", "mailto:", "tg:"]);

export const isSafe = (url) => URL.canParse(url) && SAFE.has(new URL(url).protocol);

export function safeLink(url, label) {
  if (!isSafe(url)) return element("span", { text: label });
  return element("a", { href: url, text: label, target: "_blank", rel: "noopener noreferrer" });
}

const open = new Set();

// A menu under a button: opens on click, closes on Escape, on a click elsewhere and on a choice in it.
export function popover(button, panel, fill = () => {}) {
  const show = (shown) => {
    if (shown) fill();
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) { open.add(close); panel.querySelector("button, input")?.focus(); } else open.delete(close);
  };
  const close = (event) => {
    if (event && (panel.contains(event.target) || button.contains(event.target))) return;
    show(false);
  };
  button.addEventListener("click", () => show(panel.hidden));
  panel.addEventListener("keydown", (event) => {
    const items = [...panel.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { show(false); button.focus(); }
    else if (step && items.includes(document.activeElement)) {
      event.preventDefault();
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    }
  });
  return { close: () => show(false) };
}

document.addEventListener("pointerdown", (event) => [...open].forEach((close) => close(event)));
