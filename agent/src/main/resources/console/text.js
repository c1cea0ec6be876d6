// Two languages. English is the key; a word is a code of the API, shown as people say it.
import { state } from "./state.js";
import { TEXTS, WORDS } from "./zh.js";

const missed = new Set();

/** Said once, for those who write texts: the reader gets the English one. */
function missing(what) {
  if (missed.has(what)) return;
  missed.add(what);
  console.warn("no Chinese for: " + what.slice(0, 80));
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A text of the console itself. */
export function t(text, values = {}) {
  if (state.language !== "zh") return filled(text, values);
  if (!Object.hasOwn(TEXTS, text)) missing(text);
  return filled(TEXTS[text] ?? text, values);
}

/** A state, kind or other code of a closed list. */
export function word(code) {
  if (code === null || code === undefined) return "–";
  const plain = String(code);
  if (state.language === "zh" && Object.hasOwn(WORDS, plain)) return WORDS[plain];
  if (state.language === "zh" && /^[a-z][a-z_-]*$/.test(plain)) missing(plain);
  return /^[a-z][a-z_]*$/.test(plain) ? plain.replaceAll("_", " ") : plain;
}
