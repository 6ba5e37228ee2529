// The messenger's own picker: people to choose from, when a key of the bot asks for somebody.

import { element } from "./dom.js";

export class Picker {
  constructor(panel, { people, choose }) {
    Object.assign(this, { panel, people, choose });
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
  }

  // Shows everybody else; the one who is clicked is sent to the bot that shows this key.
  async open(label, row, column, key) {
    const found = await this.people();
    if (!found) return;
    const heading = element("div", { className: "heading", text: label });
    const people = found.people.map(({ id, name }) => element("button", {
      type: "button", text: name, data: { testid: "picker-person" },
      onclick: () => { this.close(); this.choose({ row, column, users: [id] }); },
    }));
    const cancel = element("button", {
      type: "button", text: "Cancel", data: { testid: "picker-cancel" },
      onclick: () => { this.close(); key.focus(); },
    });
    this.panel.replaceChildren(heading, ...people, cancel);
    this.panel.hidden = false;
    (people[0] ?? cancel).focus();
  }

  close() {
    this.panel.hidden = true;
    this.panel.replaceChildren();
  }
}
