// The page: people as columns (or tabs on a phone), kept up to date by one stream of events.

import { post } from "./api.js";
import { setUpClock, showClock } from "./clock.js";
import { Column } from "./column.js";
import { element } from "./dom.js";
import { useZone } from "./times.js";

const byId = (id) => document.getElementById(id);
const columns = new Map(); // person id → Column
let known = { bot: { name: "", username: "" }, zone: "UTC", invitations: [] };
let current = null; // the person whose tab is open

// People

function addColumn(person, { focus = false } = {}) {
  const column = new Column(person, known.bot, { onNews: showTabs });
  columns.set(person.id, column);
  byId("people").append(column.root);
  column.toEnd();
  if (current === null || focus) select(person.id);
  if (focus) column.root.scrollIntoView({ inline: "end" });
  showTabs();
}

function select(id) {
  current = id;
  columns.forEach((column) => column.root.classList.toggle("current", column.person.id === id));
  columns.get(id)?.toEnd();
  showTabs();
}

function showTabs() {
  const tabs = byId("tabs");
  const hadFocus = tabs.contains(document.activeElement);
  tabs.replaceChildren(...[...columns.values()].map(({ person, unread }) => {
    const tab = element("button", {
      type: "button", className: "tab", role: "tab", text: person.name.split(" ")[0],
      tabIndex: person.id === current ? 0 : -1,
      "aria-selected": String(person.id === current), "aria-controls": `person-${person.id}`,
      onclick: () => select(person.id), data: { testid: "tab", name: person.name },
    });
    if (unread && person.id !== current) tab.append(element("span", { className: "count", text: unread, ariaLabel: `${unread} new` }));
    return tab;
  }));
  if (hadFocus) tabs.querySelector("[aria-selected=true]")?.focus();
}

function setUpTabs() {
  byId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = [...columns.keys()];
    select(ids[(ids.indexOf(current) + step + ids.length) % ids.length]);
  });
}

// What the server says

const on = {
  snapshot(said) {
    known = said;
    useZone(said.zone);
    document.title = said.title;
    byId("title").textContent = said.title;
    byId("intro-text").textContent = said.intro;
    byId("intro").hidden = !said.intro || sessionStorage.getItem("intro") === "closed";
    showClock(said.clock, said.zone, false);
    const open = current;
    columns.clear();
    byId("people").replaceChildren();
    current = null;
    said.people.forEach((person) => addColumn(person));
    if (columns.has(open)) select(open);
    document.body.dataset.ready = "true";
  },
  clock({ clock }) { showClock(clock, known.zone, true); },
  person({ person }) {
    if (columns.has(person.id)) columns.get(person.id).show(person);
    else addColumn(person, { focus: true });
  },
  message({ person_id, message, shown }) { if (shown) columns.get(person_id)?.put(message); },
  edit({ person_id, message, shown }) { if (shown) columns.get(person_id)?.put(message); },
  delete({ person_id, message_id }) { columns.get(person_id)?.remove(message_id); },
  answer({ person_id, answer }) { columns.get(person_id)?.answered(answer); },
  inline({ person_id, inline }) { columns.get(person_id)?.offered(inline); },
  action({ person_id }) { columns.get(person_id)?.typing(); },
};

function listen() {
  const stream = new EventSource("/_chat/events");
  stream.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    byId("lost").hidden = true;
    on[said.type]?.(said);
  };
  stream.onerror = () => {
    byId("lost").hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

// Adding people

function setUpAdding() {
  const dialog = byId("person-dialog");
  const [name, language, invitation] = ["name", "language", "invitation"].map((part) => byId(`person-${part}`));
  byId("add-person").addEventListener("click", () => {
    const options = known.invitations.map(({ label }, at) => element("option", { value: at, text: label }));
    invitation.replaceChildren(invitation.firstElementChild, ...options);
    invitation.value = name.value = byId("person-problem").textContent = "";
    byId("person-invitation-field").hidden = !options.length;
    dialog.showModal();
    (options.length ? invitation : name).focus();
  });
  invitation.addEventListener("change", () => {
    const chosen = known.invitations[invitation.value];
    if (!chosen?.name) return;
    name.value = chosen.name;
    language.value = chosen.language;
  });
  byId("person-cancel").addEventListener("click", () => dialog.close());
  byId("person-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await post("people", {
        name: name.value, language: language.value, payload: known.invitations[invitation.value]?.payload,
      });
      dialog.close();
    } catch (error) {
      byId("person-problem").textContent = error.message;
    }
  });
}

byId("intro-close").addEventListener("click", () => {
  byId("intro").hidden = true;
  sessionStorage.setItem("intro", "closed");
});
setUpTabs();
setUpAdding();
setUpClock();
listen();
