// The keyboard: everything can be reached without a mouse.
import { change, remember, state } from "./state.js";
import { go } from "./routes.js";

const PLACES = { f: "/", i: "/incidents", r: "/remedies", s: "/quiet", c: "/configuration", a: "/alerts" };
let goingUntil = 0;

const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return leave(event);
    if (state.dialog || isTyping(event.target)) return;
    if (press(event)) event.preventDefault();
  });
}

function leave(event) {
  if (state.dialog) change((s) => (s.dialog = null));
  else if (isTyping(event.target)) event.target.blur();
}

function press(event) {
  if (Date.now() < goingUntil) {
    goingUntil = 0;
    const place = PLACES[event.key];
    if (place) go(place);
    return Boolean(place);
  }
  switch (event.key) {
    case "g":
      goingUntil = Date.now() + 1500;
      return true;
    case "/":
      return focusOn("#search") || (go("/"), requestAnimationFrame(() => requestAnimationFrame(() => focusOn("#search"))), true);
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "?":
      change((s) => (s.dialog = { kind: "help" }));
      return true;
    case "t":
      remember("theme", nextTheme());
      return true;
    case "l":
      remember("language", state.language === "en" ? "zh" : "en");
      return true;
    case "a":
      return focusOn("[data-key=a]", (found) => found.click());
    case "u":
      history.back();
      return true;
    default:
      return false;
  }
}

export const nextTheme = () => ({ auto: "light", light: "dark", dark: "auto" })[state.theme];

function focusOn(selector, then) {
  const found = document.querySelector(selector);
  found?.focus();
  if (found) then?.(found);
  return Boolean(found);
}

/** The next or former row; a windowed list moves its own cursor, others by what is there. */
function step(by) {
  const list = document.querySelector("[data-list]");
  if (list?.step) return list.step(by), true;
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) return false;
  const at = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by))].focus();
  return true;
}
