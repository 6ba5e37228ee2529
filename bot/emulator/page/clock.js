// The bot's clock: shown running, moved forward by hand.

import { post } from "./api.js";
import { popover } from "./dom.js";
import { full, inputValue } from "./times.js";

const byId = (id) => document.getElementById(id);
let ahead = 0; // milliseconds from the browser's clock to the bot's
const botNow = () => new Date(Date.now() + ahead);

function tick() {
  const time = byId("clock-time");
  time.textContent = full(botNow());
  time.dateTime = botNow().toISOString();
}

export function showClock(clock, zone, moved) {
  const bar = byId("clock");
  bar.hidden = !clock;
  if (!clock) return;
  ahead = new Date(clock.now) - Date.now();
  byId("clock-zone").textContent = zone;
  tick();
  if (moved) {
    bar.classList.remove("moved");
    requestAnimationFrame(() => bar.classList.add("moved"));
  }
}

async function move(by) {
  const buttons = document.querySelectorAll("#clock button");
  buttons.forEach((button) => { button.disabled = true; });
  try {
    await post("clock", by);
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

export function setUpClock() {
  setInterval(tick, 1000);
  document.querySelectorAll("#clock [data-seconds]").forEach((button) =>
    button.addEventListener("click", () => move({ seconds: Number(button.dataset.seconds) })));
  const input = byId("clock-input");
  const problem = byId("clock-problem");
  const panel = popover(byId("clock-to"), byId("clock-form"), () => {
    input.value = input.min = inputValue(botNow());
    problem.textContent = "";
  });
  byId("clock-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await move({ to: input.value });
      panel.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}
