// The configuration in force: every value with where it came from, and what the last reload came to.
import { html, nothing } from "../lit.js";
import { data } from "../api.js";
import { act } from "../dialogs.js";
import { moment, span } from "../format.js";
import { mark } from "../marks.js";
import { answered, card, command, empty, heading } from "../parts.js";
import { change, state } from "../state.js";
import { t } from "../text.js";

const reload = () => act({ path: "/api/v1/reload", said: t("The configuration was read anew.") });

function result(told) {
  if (!told) return empty(t("Not reloaded since the start."));
  return html`<p class="beside">${mark(told.result)} <span>${told.at ? moment(told.at) : ""}</span></p>
    ${told.detail ? html`<pre class="problem">${told.detail}</pre>` : nothing}
    ${told.changes?.length ? html`<p>${t("What changed:")} ${told.changes.map((path) => html`<code>${path}</code> `)}</p>` : nothing}`;
}

const leaves = (rows) => html`<div class="leaves">${rows.map((each) => html`<div class="leaf"><code class="key">${each.path}</code><code class="value">${each.value}</code><span class="origin">${each.origin}</span></div>`)}</div>`;

/** What comes with the program is folded away until somebody looks for something in it: one's own stands first. */
function section(file, rows, words) {
  if (!file) return leaves(rows);
  if (!file.startsWith("shipped:")) return html`<h3><code>${file}</code></h3>${leaves(rows)}`;
  return html`<details ?open=${words !== ""}><summary><code>${file}</code> <span class="faint">${t("values: {n}", { n: rows.length })}</span></summary>${leaves(rows)}</details>`;
}

function values(all) {
  const words = (state.configurationQuery ?? "").toLowerCase();
  const shown = all.filter((each) => `${each.file} ${each.path} ${each.value} ${each.origin}`.toLowerCase().includes(words));
  const sections = Map.groupBy(shown, (each) => each.file);
  return html`<label class="search"><span class="unseen">${t("Search")}</span><input id="search" type="search" placeholder=${t("Search key, value, origin  ( / )")} @input=${(e) => change((s) => (s.configurationQuery = e.target.value))}></label>
    ${shown.length === 0 ? empty(t("Nothing matches.")) : nothing}
    ${[...sections].map(([file, rows]) => section(file, rows, words))}`;
}

export function configuration() {
  const status = data("/api/v1/status").value;
  return html`<div class="top">${heading(t("Configuration"))}<div class="beside"><button class="strong" @click=${reload}>${t("Reload")}</button></div></div>
    ${answered(data("/api/v1/configuration"), (told) => html`
      ${card(t("Last reload"), result(told.reload), { id: "wide" })}
      ${card(t("Agent"), html`<dl class="figures"><div><dt>${t("Version")}</dt><dd>${status?.version ?? "–"}</dd></div><div><dt>${t("Up for")}</dt><dd>${span(status?.uptimeSeconds)}</dd></div><div><dt>${t("Gateways")}</dt><dd>${status?.gateways ?? "–"}</dd></div><div class="broad"><dt>${t("File")}</dt><dd><code>${told.file}</code></dd></div></dl>`, { id: "wide" })}
      ${card(t("In force"), values(told.values), { id: "wide", tools: html`<span class="faint">${t("secrets are shown as ***")}</span>` })}`)}
    ${command("lifeguard config check")}`;
}
