// Two languages. English is the key; a word is a code of the API, shown as people say it.
import { state } from "./state.js";
import { TEXTS, WORDS } from "./zh.js";

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A text of the console itself. */
export function t(text, values = {}) {
  return filled(state.language === "zh" ? (TEXTS[text] ?? text) : text, values);
}

/** A state, kind or other code of a closed list. */
export function word(code) {
  if (code === null || code === undefined) return "–";
  const plain = String(code);
  if (state.language === "zh" && Object.hasOwn(WORDS, plain)) return WORDS[plain];
  return /^[a-z][a-z_]*$/.test(plain) ? plain.replaceAll("_", " ") : plain;
}
