// Pieces that several screens are made of.
import { html, nothing } from "./lit.js";
import { shape } from "./marks.js";
import { t } from "./text.js";
import { href } from "./routes.js";
import { change, state, toast } from "./state.js";

export const heading = (text, more = nothing) => html`<h1 tabindex="-1">${text}</h1>${more}`;

export const card = (title, content, { id = "", tools = nothing } = {}) =>
  html`<section class="card ${id}" aria-label=${title}><header><h2>${title}</h2>${tools === nothing ? nothing : html`<div class="beside">${tools}</div>`}</header>${content}</section>`;

/** As answered(), for a whole screen: it has a heading even while there is nothing to show. */
export const screen = (title, entry, draw) => (entry.value ? draw(entry.value) : html`<div class="top">${heading(title)}</div>${answered(entry, draw)}`);

/** Draws what was asked of the agent: the answer, that it is awaited, or why there is none. */
export function answered(entry, draw) {
  if (entry.value) return draw(entry.value);
  if (entry.problem) return trouble(entry.problem);
  return html`<p class="empty" aria-busy="true">${t("Asking the agent…")}</p>`;
}

export function trouble(problem) {
  if (problem.status === 404) return html`<p class="empty">${t("The agent does not know this.")} ${problem.message}</p>`;
  if (problem.status === 401) return html`<p class="empty">${t("Reading needs the token here.")} ${tokenButton()}</p>`;
  return html`<p class="problem" role="alert">${shape("bad")}<span>${t("No answer from the agent:")} ${problem.message}</span></p>`;
}

export const tokenButton = () =>
  html`<button class="strong" @click=${() => change((s) => (s.dialog = { kind: "token" }))}>${t("Give the token")}</button>`;

export const empty = (text) => html`<p class="empty">${text}</p>`;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("Copied."));
  } catch {
    toast(t("The browser does not allow copying; select the text instead."), "warn");
  }
}

/** A command as it is typed, with a button that copies it. */
export const command = (text) =>
  html`<div class="command"><code>${text}</code><button class="plain" @click=${() => copy(text)} aria-label=${t("Copy: {text}", { text: text.slice(0, 80) })}>${t("Copy")}</button></div>`;

export const labels = (of) =>
  Object.entries(of ?? {}).map(([key, value]) => html`<span class="label"><span>${key}</span>${value}</span>`);

/** A table that becomes a list of cards on a phone: each cell carries its column's name. */
export function table(caption, columns, rows) {
  return html`<table><caption class="unseen">${caption}</caption>
    <thead><tr>${columns.map((c) => html`<th scope="col" class=${c.kind ?? ""}>${c.name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${columns.map((c) => html`<td class=${c.kind ?? ""} data-name=${c.name}><div class="cell">${c.cell(row)}</div></td>`)}</tr>`)}</tbody></table>`;
}

/** A gateway by its name; what is about a host or the agent itself has no screen of its own. */
export const place = (name) => (state.gateways.has(name) ? html`<a href=${href("gateways", name)}>${name}</a>` : html`<span>${name || t("the agent")}</span>`);
