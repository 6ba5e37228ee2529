// Inline mode: what the bot offers while its name and some words stand in the text box.

import { element } from "./dom.js";

const PAUSE_MILLISECONDS = 250; // in typing, after which the bot is asked

export class Offers {
  constructor(panel, text, { username, post, start, done }) {
    Object.assign(this, { panel, text, post, start, done });
    this.pattern = new RegExp(`^@${username}\\s([\\s\\S]*)$`, "i");
    this.asked = null; // the words that were last asked for
  }

  // Whether what is written goes to the bot word by word, and is not a message.
  get open() { return this.pattern.test(this.text.value); }

  written() {
    clearTimeout(this.timer);
    const words = this.text.value.match(this.pattern)?.[1] ?? null;
    if (words === null) { this.close(); return; }
    if (words !== this.asked) this.timer = setTimeout(() => this.ask(words), PAUSE_MILLISECONDS);
  }

  ask(words, offset = "") {
    this.asked = words;
    this.post("ask", { text: words, offset });
  }

  show({ id, query, offset, button, results, next }) {
    if (query !== this.asked) return; // he has gone on writing
    if (!offset) this.panel.replaceChildren();
    this.panel.querySelector("[data-testid=offer-more]")?.remove();
    if (button) this.add("offer-button", () => this.start(button.payload), element("b", { text: button.text }));
    results.forEach(({ title, description }, place) => {
      this.add("offer", () => this.post("choose", { query: id, place }),
        element("b", { text: title }), element("small", { text: description }));
    });
    if (next) {
      const more = element("button", {
        type: "button", text: "More", data: { testid: "offer-more" }, onclick: () => this.ask(query, next),
      });
      this.panel.append(more);
    }
    if (!this.panel.childElementCount) this.panel.append(element("div", { className: "nothing", text: "Nothing was found." }));
    this.panel.hidden = false;
  }

  add(testid, act, ...parts) {
    const chosen = () => { this.text.value = ""; this.close(); this.done(); act(); };
    this.panel.append(element("button", { type: "button", data: { testid }, onclick: chosen }, ...parts));
  }

  close() {
    this.asked = null;
    this.panel.hidden = true;
    this.panel.replaceChildren();
  }
}
