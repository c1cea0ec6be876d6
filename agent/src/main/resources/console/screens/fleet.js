// All gateways at a glance. Only the rows in sight are drawn, so that a thousand are no burden.
import { html, nothing, repeat, styled } from "../lit.js";
import { data } from "../api.js";
import { dayStrip, sparkline } from "../charts.js";
import { latency, since } from "../format.js";
import { days, latencies } from "../history.js";
import { mark, severity, shape, tone, TONE_ORDER, TONE_WORDS } from "../marks.js";
import { empty, heading, labels, trouble } from "../parts.js";
import { href } from "../routes.js";
import { change, state } from "../state.js";
import { t } from "../text.js";

const SPARE = 8;
const narrow = matchMedia("(max-width: 820px)");
const rowHeight = () => (narrow.matches ? 116 : 48);

addEventListener("scroll", () => state.route.screen === "fleet" && change(), { passive: true });
addEventListener("resize", () => change());

const RANKS = { critical: 0, warning: 1, info: 2 };

function worstAlerts() {
  const worst = new Map();
  for (const alert of data("/api/v1/alerts").value?.alerts ?? []) {
    if (alert.state !== "firing") continue;
    const known = worst.get(alert.gateway) ?? { alert, count: 0 };
    known.count++;
    if (RANKS[alert.severity] < RANKS[known.alert.severity]) known.alert = alert;
    worst.set(alert.gateway, known);
  }
  return worst;
}

const SORTS = {
  trouble: (alerts) => (a, b) =>
    TONE_ORDER.indexOf(tone(a.status)) - TONE_ORDER.indexOf(tone(b.status)) ||
    (RANKS[alerts.get(a.name)?.alert.severity] ?? 9) - (RANKS[alerts.get(b.name)?.alert.severity] ?? 9) ||
    byName(a, b),
  name: () => byName,
  latency: () => (a, b) => (b.latencySeconds ?? 1e9) - (a.latencySeconds ?? 1e9) || byName(a, b),
  changed: () => (a, b) => (b.since ?? "").localeCompare(a.since ?? "") || byName(a, b),
};
const SORT_NAMES = { trouble: "trouble first", name: "by name", latency: "slowest first", changed: "latest change first" };
const collator = new Intl.Collator(undefined, { numeric: true }); // made once: a thousand names are sorted at every drawing
const byName = (a, b) => collator.compare(a.name, b.name);

function matches(gateway, words) {
  if (words.length === 0) return true;
  const text = [gateway.name, gateway.url, gateway.status, gateway.reason, gateway.path, ...Object.entries(gateway.labels ?? {}).map(([k, v]) => `${k}=${v}`)].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function chosen(all, alerts) {
  const words = state.fleet.query.toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .filter((g) => (!state.fleet.tone || tone(g.status) === state.fleet.tone) && matches(g, words))
    .sort(SORTS[state.fleet.sort](alerts));
}

function tally(all) {
  const counts = new Map();
  for (const gateway of all) counts.set(tone(gateway.status), (counts.get(tone(gateway.status)) ?? 0) + 1);
  const chip = (of, count, name) =>
    html`<button class="chip ${of}" aria-pressed=${state.fleet.tone === of} @click=${() => change((s) => (s.fleet.tone = s.fleet.tone === of ? "" : of))}>${of ? shape(of) : nothing}<b>${count}</b><span>${t(name)}</span></button>`;
  return html`<div class="chips" role="group" aria-label=${t("Show only")}>
    ${chip("", all.length, "all")}${["bad", "warn", "busy", "unknown", "ok"].filter((of) => counts.has(of)).map((of) => chip(of, counts.get(of), TONE_WORDS[of]))}</div>`;
}

const searching = (event) => change((s) => Object.assign(s.fleet, { query: event.target.value, cursor: -1 }));

const controls = () => html`<div class="controls">
  <label class="search"><span class="unseen">${t("Search")}</span><input id="search" type="search" placeholder=${t("Search name, label, state, reason  ( / )")} .value=${state.fleet.query} @input=${searching} @keydown=${(e) => e.key === "Enter" && document.querySelector("[data-list]")?.step?.(1)}></label>
  <label class="sort"><span>${t("Order")}</span><select @change=${(e) => change((s) => (s.fleet.sort = e.target.value))}>${Object.entries(SORT_NAMES).map(([k, n]) => html`<option value=${k} ?selected=${state.fleet.sort === k}>${t(n)}</option>`)}</select></label>
</div>`;

const COLUMNS = ["Status", "Gateway", "Path", "Latency", "Last hour", "90 days", "Alert", "Since"];

function row(gateway, index, alerts) {
  const worst = alerts.get(gateway.name);
  const cell = (kind, content) => html`<div role="cell" class=${kind}>${content}</div>`;
  return html`<div role="row" class="row ${tone(gateway.status)}" aria-rowindex=${index + 2}>
    ${cell("status", html`${mark(gateway.status)}${gateway.reason && gateway.reason !== "none" && gateway.reason !== "unknown" ? html`<code class="reason">${gateway.reason}</code>` : nothing}`)}
    ${cell("name", html`<a data-row data-index=${index} href=${href("gateways", gateway.name)}>${gateway.name}</a><span class="labels">${labels(gateway.labels)}</span>`)}
    ${cell("path", gateway.path && gateway.path !== "unknown" ? gateway.path : "–")}
    ${cell("latency", latency(gateway.latencySeconds ?? null))}
    ${cell("spark-cell", sparkline(latencies(gateway.name)))}
    ${cell("bars-cell", dayStrip(days(gateway.name)))}
    ${cell("alert", worst ? html`<a href=${href("alerts", worst.alert.id)}>${severity(worst.alert.severity)} <span class="alert-name">${worst.alert.name}</span></a>${worst.count > 1 ? html` <span class="more">+${worst.count - 1}</span>` : nothing}` : html`<span class="faint">–</span>`)}
    ${cell("since", gateway.since ? since(gateway.since) : "–")}
  </div>`;
}

/** Which rows are in sight, and a few more; the one that the keyboard is on stays drawn. */
function window_(count) {
  const height = rowHeight();
  const list = document.querySelector("[data-list]");
  const above = list ? -list.getBoundingClientRect().top : 0;
  const first = Math.max(0, Math.min(Math.floor(above / height) - SPARE, count - 1));
  const last = Math.min(count, first + Math.ceil(innerHeight / height) + 2 * SPARE);
  return [Math.max(first, 0), last, height];
}

function step(by, count) {
  const to = Math.max(0, Math.min(count - 1, state.fleet.cursor + by));
  const list = document.querySelector("[data-list]");
  const top = list.getBoundingClientRect().top + scrollY + to * rowHeight();
  if (top < scrollY + 160 || top > scrollY + innerHeight - 80) scrollTo(0, top - innerHeight / 2);
  change((s) => (s.fleet.cursor = to));
  const focus = (tries) =>
    requestAnimationFrame(() => {
      const link = document.querySelector(`[data-index="${to}"]`);
      if (link) link.focus({ preventScroll: true });
      else if (tries) focus(tries - 1);
    });
  focus(5);
}

function list(rows, alerts) {
  const [first, last, height] = window_(rows.length);
  const shown = rows.slice(first, last);
  queueMicrotask(() => {
    const element = document.querySelector("[data-list]");
    if (element) element.step = (by) => step(by, rows.length);
  });
  return html`<div class="fleet" role="table" aria-label=${t("Gateways")} aria-rowcount=${rows.length + 1}>
    <div role="rowgroup"><div role="row" class="row head" aria-rowindex="1">${COLUMNS.map((name) => html`<div role="columnheader">${t(name)}</div>`)}</div></div>
    <div role="rowgroup" data-list ${styled("height", rows.length * height + "px")}>
      <div class="window" ${styled("transform", `translateY(${first * height}px)`)}>
        ${repeat(shown, (g) => g.name, (g, i) => row(g, first + i, alerts))}
      </div>
    </div>
  </div>`;
}

export function fleet() {
  if (!state.gatewaysKnown) return html`${heading(t("Fleet"))}${state.gatewaysProblem ? trouble(state.gatewaysProblem) : html`<p class="empty" aria-busy="true">${t("Asking the agent…")}</p>`}`;
  const all = [...state.gateways.values()];
  const alerts = worstAlerts();
  const rows = chosen(all, alerts);
  return html`<div class="top">${heading(t("Fleet"))}${tally(all)}</div>
    ${controls()}
    ${rows.length ? list(rows, alerts) : empty(all.length ? t("No gateway matches. Empty the search to see all.") : t("No gateway is watched. Add one to the configuration, or let `lifeguard config init` find it."))}`;
}
