// One person's messenger: header, conversation, keyboard, text box.

import { get, post, upload } from "./api.js";
import { element, isSafe, popover } from "./dom.js";
import { messageElement } from "./message.js";
import { Offers } from "./offers.js";
import { Picker } from "./picker.js";
import { day } from "./times.js";

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });
const TOAST_MILLISECONDS = 3500;
const NEAR_END_PIXELS = 90;

function languageName(code) {
  try { return LANGUAGES.of(code); } catch { return code; }
}

export class Column {
  constructor(person, bot, { onNews }) {
    this.bot = bot;
    this.onNews = onNews;
    this.unread = 0;
    this.messages = new Map(); // id → what the server said of it
    this.root = document.getElementById("column").content.firstElementChild.cloneNode(true);
    this.find = (name) => this.root.querySelector(`.${name}`);
    this.log = this.find("log"); // scrolls
    this.lines = this.find("lines"); // holds the messages
    this.following = true; // the end of the conversation
    this.actions = {
      start: (payload) => this.try(this.post("start", { payload })),
      say: (text) => this.try(this.post("say", { text })),
      button: (...what) => this.button(...what),
    };
    this.setUp();
    this.show(person);
    person.messages?.forEach((message) => this.put(message, { quiet: true }));
    this.toEnd();
  }

  post(action, body) { return post(`people/${this.person.id}/${action}`, body); }

  async try(promise) {
    try { return await promise; } catch (error) { this.toast(error.message); return null; }
  }

  setUp() {
    const text = this.find("text");
    const fit = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
    this.offers = new Offers(this.find("offers"), text, {
      username: this.bot.username, post: (...what) => this.try(this.post(...what)), start: this.actions.start,
      done: () => { fit(); this.toEnd(); text.focus(); },
    });
    this.picker = new Picker(this.find("picker"), {
      people: () => this.try(get(`people/${this.person.id}/picker`)),
      choose: (chosen) => this.try(this.post("pick", chosen)),
    });
    const send = async () => {
      const written = text.value.trim();
      if (!written || this.offers.open) return;
      text.value = "";
      fit();
      this.toEnd();
      await this.actions.say(written);
    };
    text.addEventListener("input", () => { fit(); this.offers.written(); });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    });
    this.find("send").addEventListener("click", send);
    this.find("start").addEventListener("click", () => this.actions.start(""));
    this.find("unread").addEventListener("click", () => this.toEnd());
    this.log.addEventListener("scroll", () => {
      this.following = this.nearEnd();
      if (this.following && this.isShown()) this.seen();
    });
    this.lines.addEventListener("unfold", () => { this.following = false; });
    // Pictures, folded quotes and keyboards change heights after a message was put there.
    const keepEnd = new ResizeObserver(() => requestAnimationFrame(() => {
      if (this.following) this.log.scrollTop = this.log.scrollHeight;
    }));
    keepEnd.observe(this.lines);
    keepEnd.observe(this.log);
    const alert = this.find("alert");
    this.find("alert-ok").addEventListener("click", () => { alert.hidden = true; text.focus(); });
    alert.addEventListener("keydown", (event) => { if (event.key === "Escape") alert.hidden = true; });
    const file = this.find("file");
    file.addEventListener("change", async () => {
      if (file.files.length) await this.try(upload(this.person.id, file.files[0], text.value.trim()));
      file.value = text.value = "";
    });
    this.commandMenu = popover(this.find("command-button"), this.find("commands"), () => this.fillCommands());
    this.moreMenu = popover(this.find("menu-button"), this.find("menu"), () => this.fillMenu());
    this.find("pin").addEventListener("click", () => {
      this.elementOf(this.person.pinned.at(-1))?.scrollIntoView({ block: "center" });
    });
  }

  // The person

  show(person) {
    const { messages: _, ...shown } = person;
    this.person = shown;
    Object.assign(this.root.dataset, { personId: person.id, name: person.name });
    this.root.id = `person-${person.id}`;
    this.root.setAttribute("aria-label", person.name);
    this.lines.setAttribute("aria-label", `Messages between ${person.name} and ${this.bot.name}`);
    this.find("name").textContent = person.name;
    const avatar = this.find("avatar");
    avatar.textContent = person.name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();
    avatar.className = `avatar hue-${person.id % 8}`;
    this.showStatus();
    this.find("text").placeholder = person.placeholder || "Message";
    this.find("entry").hidden = !person.started || person.blocked;
    this.find("begin").hidden = person.started && !person.blocked;
    this.find("start").textContent = person.blocked ? "Unblock and start" : "Start";
    this.showKeys(person.keyboard);
    this.showPin();
    this.showHello();
  }

  showStatus(busy = "") {
    const { language, started, blocked } = this.person;
    const state = blocked ? "has blocked the bot" : started ? "" : "has not pressed Start";
    const status = this.find("status");
    status.textContent = busy || [languageName(language), state].filter(Boolean).join(" · ");
    status.classList.toggle("busy", Boolean(busy));
  }

  showKeys(rows) {
    const box = this.find("reply-keys");
    box.hidden = !rows.length || this.person.blocked;
    const said = JSON.stringify(rows);
    if (said === box.dataset.keys) return; // the picker of a key stays open meanwhile
    box.dataset.keys = said;
    this.picker.close();
    box.replaceChildren(...rows.map((keys, row) =>
      element("div", { className: "row" }, ...keys.map(({ label, does }, column) => {
        const key = element("button", { type: "button", className: "key", text: label, data: { testid: "reply-button", does } });
        key.addEventListener("click", () => (does === "pick" ? this.picker.open(label, row, column, key) : this.actions.say(label)));
        return key;
      }))));
  }

  showPin() {
    const last = this.messages.get(this.person.pinned.at(-1));
    this.find("pin").hidden = !last;
    if (last) this.find("pin-text").textContent = last.text.split("\n")[0];
  }

  showHello() {
    this.lines.querySelector(".hello")?.remove();
    if (this.messages.size) return;
    this.lines.append(element("div", { className: "hello" },
      element("strong", { text: this.bot.name }),
      element("span", { text: `${this.person.name} has not written to the bot yet.` }),
      ...this.invitations()));
  }

  invitations() {
    return this.person.invitations.map(({ label, payload }) =>
      element("button", {
        type: "button", text: label, data: { testid: "invitation" },
        onclick: () => { this.moreMenu.close(); this.actions.start(payload); },
      }));
  }

  fillMenu() {
    const { blocked, started, invitations } = this.person;
    const items = [];
    if (invitations.length) items.push(element("div", { className: "heading", text: "Links" }), ...this.invitations());
    if (started) {
      items.push(element("button", {
        type: "button", text: blocked ? "Unblock the bot" : "Block the bot", data: { testid: "block" },
        onclick: () => { this.moreMenu.close(); this.try(this.post(blocked ? "unblock" : "block")); },
      }));
    }
    items.push(element("button", {
      type: "button", text: "Send a sticker", data: { testid: "sticker" },
      onclick: () => { this.moreMenu.close(); this.try(this.post("sticker")); },
    }));
    items.forEach((item) => { if (item.tagName === "BUTTON") item.setAttribute("role", "menuitem"); });
    this.find("menu").replaceChildren(...items);
  }

  fillCommands() {
    const items = this.person.commands.map(({ command, description }) =>
      element("button", {
        type: "button", role: "menuitem", data: { testid: "command" },
        onclick: () => { this.commandMenu.close(); this.actions.say(`/${command}`); },
      }, element("b", { text: `/${command}` }), description));
    this.find("commands").replaceChildren(...(items.length ? items : [element("div", { className: "nothing", text: "The bot has no commands here." })]));
  }

  // The conversation

  elementOf(id) { return this.lines.querySelector(`[data-message-id="${Number(id)}"]`); }
  isShown() { return this.root.offsetParent !== null; }
  nearEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END_PIXELS; }
  toEnd() { this.following = true; this.log.scrollTop = this.log.scrollHeight; this.seen(); }

  seen() {
    this.unread = 0;
    this.find("unread").hidden = true;
    this.onNews(this);
  }

  put(message, { quiet = false } = {}) {
    const made = messageElement(message, this.actions);
    const old = this.elementOf(message.id);
    const known = this.messages.has(message.id);
    this.messages.set(message.id, message);
    if (old) {
      old.replaceWith(made);
      if (!quiet) made.classList.add("changed");
    } else if (!known) {
      this.showHello();
      this.dayBefore(message);
      this.lines.append(made);
      if (!quiet) made.classList.add("arrived");
    }
    this.showPin();
    this.showStatus();
    if (quiet) return;
    if (message.from === "person" || (this.following && this.isShown())) this.toEnd();
    else if (!old) this.unread += 1;
    this.showUnread();
  }

  dayBefore(message) {
    const named = day(new Date(message.at));
    if (named === this.lastDay) return;
    this.lastDay = named;
    this.lines.append(element("div", { className: "day", text: named }));
  }

  showUnread() {
    const hint = this.find("unread");
    hint.hidden = !this.unread;
    hint.textContent = `↓ ${this.unread} new`;
    this.onNews(this);
  }

  remove(id) {
    this.messages.delete(id);
    this.elementOf(id)?.remove();
    this.showPin();
  }

  typing() {
    this.showStatus(`${this.bot.name} is typing…`);
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.showStatus(), 5000);
  }

  // Presses

  async button(message, button, row, column, pressed) {
    switch (button.does) {
      case "press": return this.press(message, row, column, pressed);
      case "start": return this.actions.start(button.payload);
      case "open": return isSafe(button.url) && window.open(button.url, "_blank", "noopener");
      case "copy": await navigator.clipboard?.writeText(button.text); return this.toast("Copied");
      case "insert": this.find("text").value = button.text; this.offers.written(); return this.find("text").focus();
      default: return this.toast("This button does nothing in this messenger.");
    }
  }

  async press(message, row, column, pressed) {
    pressed.classList.add("waiting");
    pressed.setAttribute("aria-busy", "true");
    if (!(await this.try(this.post("press", { message: message.id, row, column })))) this.settle(message.id);
  }

  settle(messageId) {
    this.elementOf(messageId)?.querySelectorAll(".waiting").forEach((pressed) => {
      pressed.classList.remove("waiting");
      pressed.removeAttribute("aria-busy");
    });
  }

  answered({ message, text, alert }) {
    this.settle(message);
    if (!text) return;
    if (!alert) { this.toast(text); return; }
    this.find("alert-text").textContent = text;
    this.find("alert").hidden = false;
    this.find("alert-ok").focus();
  }

  offered(inline) { this.offers.show(inline); }

  toast(text) {
    const toast = this.find("toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => { toast.hidden = true; }, TOAST_MILLISECONDS);
  }
}
