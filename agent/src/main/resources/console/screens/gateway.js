// One gateway: the way to it, what is wrong with it, and all that is known of it.
import { html, nothing } from "../lit.js";
import { data } from "../api.js";
import { dayBars, lineChart, percent } from "../charts.js";
import { act } from "../dialogs.js";
import { ago, bytes, fact, latency, short, since, span } from "../format.js";
import { days, series } from "../history.js";
import { mark, severity } from "../marks.js";
import { answered, card, command, empty, heading, labels, screen, table } from "../parts.js";
import { href } from "../routes.js";
import { state } from "../state.js";
import { t, word } from "../text.js";
import { alertState, standing } from "./alerts.js";
import { picture } from "./picture.js";
import { paths } from "./paths.js";
import { diagnosis } from "./diagnosis.js";
import { findings } from "./findings.js";

function facts(gateway) {
  const own = gateway.parts.find((part) => Object.keys(part.labels).length === 0)?.facts ?? {};
  const shown = [
    ["Status", mark(gateway.status)],
    ["Reason", gateway.reason && gateway.reason !== "none" ? html`<code>${gateway.reason}</code>` : "–"],
    ["In this state for", gateway.since ? since(gateway.since) : "–"],
    ["Up for", gateway.uptimeSeconds === undefined ? "–" : span(gateway.uptimeSeconds)],
    ["Latency", latency(gateway.latencySeconds ?? null)],
    ["p95, 5 min", fact("p95_latency", own.p95_latency)],
    ["Errors, last hour", fact("errors_hourly", own.errors_hourly)],
    ["Refused logins, last hour", fact("auth_failures_hourly", own.auth_failures_hourly)],
    ["Active runs", fact("active_runs", own.active_runs)],
    ["Last look", gateway.at ? ago(gateway.at) : t("never")],
  ];
  return html`<dl class="figures">${shown.map(([name, value]) => html`<div><dt>${t(name)}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const alertsOf = (name) => (data("/api/v1/alerts").value?.alerts ?? []).filter((alert) => alert.gateway === name);

function alerts(name) {
  return standing(alertsOf(name), [
    { name: t("Severity"), cell: (a) => severity(a.severity) },
    { name: t("Alert"), kind: "grow", cell: (a) => html`<a data-row href=${href("alerts", a.id)}>${a.name}</a> <span class="evidence">${short(a.evidence)}</span>` },
    { name: t("State"), cell: (a) => alertState(a) },
    { name: t("Since"), cell: (a) => (a.startsAt ? since(a.startsAt) : "–") },
    { name: t("Taken by"), cell: (a) => a.owner ?? "–" },
  ]);
}

const narrow = matchMedia("(max-width: 820px)");
const PHASES = [["gateway_latency", "RPC"], ["ssh_auth_time", "SSH login"], ["tcp_latency", "TCP"]];

function latencies(name) {
  const lines = PHASES.flatMap(([code, label]) => series(name, code).filter((line) => Object.keys(line.labels).length === 0).map((line) => ({ name: t(label), points: line.points })));
  const size = narrow.matches ? { width: 350, height: 170 } : {}; // letters do not shrink with the picture
  return lineChart(lines, { ...size, label: t("Latency by phase over the last three hours") });
}

function restart(tunnel) {
  void act({ path: `/api/v1/tunnels/${encodeURIComponent(tunnel.gateway)}/${encodeURIComponent(tunnel.name)}/restart`, said: t("The tunnel is being restarted.") });
}

function tunnels(name) {
  return answered(data("/api/v1/tunnels"), ({ tunnels: all }) => {
    const mine = all.filter((tunnel) => tunnel.gateway === name);
    return mine.length ? mine.map(oneTunnel) : empty(t("No tunnel: the gateway is reached directly."));
  });
}

function oneTunnel(tunnel) {
  return html`<div class="tunnel">
    <header>${mark(tunnel.state)} <b>${tunnel.name}</b> <span class="faint">${t("through")} <code>${tunnel.through}</code></span>
      <button class="plain" @click=${() => restart(tunnel)}>${t("Restart")}</button></header>
    <dl class="figures">
      <div><dt>${t("In this state for")}</dt><dd>${span(tunnel.inStateSeconds)}</dd></div>
      <div><dt>${t("Reconnects, 15 min")}</dt><dd>${tunnel.recentReconnects}</dd></div>
      <div><dt>${t("Standby")}</dt><dd>${word(tunnel.standby)}</dd></div>
      <div><dt>${t("Reason")}</dt><dd>${tunnel.reason === "none" ? "–" : html`<code>${tunnel.reason}</code>`}</dd></div>
    </dl>
    ${table(t("Forwards"), [
      { name: t("Forward"), kind: "grow", cell: (f) => html`<b>${f.name}</b> <code>${f.local}</code> → <code>${f.remote}</code>` },
      { name: t("Status"), cell: (f) => mark(f.status) },
      { name: t("Open"), kind: "number", cell: (f) => f.open },
      { name: t("Cut"), kind: "number", cell: (f) => f.cut },
      { name: t("Sent"), kind: "number", cell: (f) => bytes(f.bytesUp) },
      { name: t("Received"), kind: "number", cell: (f) => bytes(f.bytesDown) },
    ], tunnel.forwards)}
  </div>`;
}

const parts = (gateway, key, code) => gateway.parts.filter((part) => part.labels[key] !== undefined && part.facts[code]);

function channels(gateway) {
  const all = parts(gateway, "channel", "channel_status");
  if (all.length === 0) return empty(t("No enabled channel is known."));
  return table(t("Channels"), [
    { name: t("Channel"), kind: "grow", cell: (p) => html`${p.labels.channel} <span class="faint">${p.labels.account}</span>` },
    { name: t("Status"), cell: (p) => mark(p.facts.channel_status.value ?? "unknown") },
    { name: t("Latency"), kind: "number", cell: (p) => fact("channel_latency", p.facts.channel_latency) },
    { name: t("Since"), kind: "number", cell: (p) => since(p.facts.channel_status.since) },
  ], all);
}

function providers(gateway) {
  const all = parts(gateway, "provider", "provider_status");
  if (all.length === 0) return empty(t("No model provider is known."));
  return table(t("Providers"), [
    { name: t("Provider"), kind: "grow", cell: (p) => p.labels.provider },
    { name: t("Status"), cell: (p) => mark(p.facts.provider_status.value ?? "unknown") },
    { name: t("Since"), kind: "number", cell: (p) => since(p.facts.provider_status.since) },
  ], all);
}

function everything(gateway) {
  const rows = gateway.parts.flatMap((part) => Object.entries(part.facts).map(([code, seen]) => ({ code, seen, who: Object.values(part.labels).join(" / ") })));
  return html`<details class="card"><summary><h2>${t("All facts")}</h2> <span class="faint">${rows.length}</span></summary>${table(t("All facts"), [
    { name: t("Fact"), kind: "grow", cell: (r) => html`<code>${r.code}</code> <span class="faint">${r.who}</span>` },
    { name: t("Value"), cell: (r) => html`${fact(r.code, r.seen)}${r.seen.because ? html` <span class="note">${r.seen.because}</span>` : nothing}` },
    { name: t("Since"), kind: "number", cell: (r) => since(r.seen.since) },
    { name: t("Last look"), kind: "number", cell: (r) => ago(r.seen.at) },
  ], rows)}</details>`;
}

function availability(name) {
  const all = days(name);
  const known = all.filter((d) => d.well !== null);
  if (known.length === 0) return empty(t("No history yet: the agent began to watch a short while ago."));
  return html`<div class="availability">${dayBars(all, { width: 720, height: 44 })}<p><b>${percent(known.reduce((sum, d) => sum + d.well, 0) / known.length)}</b> ${t("well over the days that were watched: {n}", { n: known.length })}</p></div>`;
}

function whole(name, gateway) {
  const first = alertsOf(name).find((alert) => alert.incident)?.incident;
  return html`<div class="top">${heading(gateway.name)}<div class="beside">${mark(gateway.status)}${labels(gateway.labels)}<code class="faint url">${gateway.url}</code>${first ? html`<a class="button" href=${href("incidents", first)}>${t("Open incident")}</a>` : nothing}</div></div>
    ${card(t("The way to the gateway"), picture(gateway), { id: "wide way" })}
    <div class="columns">
      ${card(t("Alerts"), alerts(name), { id: "wide" })}
      ${diagnosis(name)}
      ${card(t("At a glance"), facts(gateway))}
      ${card(t("Latency by phase"), latencies(name))}
      ${card(t("Channels"), channels(gateway))}
      ${card(t("Providers"), providers(gateway))}
      ${card(t("Ninety days"), availability(name), { id: "wide" })}
      ${paths(name)}
      ${card(t("Tunnels"), tunnels(name), { id: "wide" })}
      ${findings(name)}
    </div>
    ${card(t("By hand"), html`${command(`lifeguard check ${name}`)}${command(`lifeguard diagnose ${name}`)}`, { id: "wide" })}
    ${everything(gateway)}`;
}

export function gateway(name) {
  const entry = data("/api/v1/gateways/" + encodeURIComponent(name ?? ""));
  // The list is fresher than the page by the interval of the digest.
  return screen(name, entry, (value) => whole(name, { ...value, ...(state.gateways.get(name) ?? {}) }));
}
