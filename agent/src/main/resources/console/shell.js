// What is around every screen: the bar, the places to go, how live the picture is, dialogs.
import { html, nothing } from "./lit.js";
import { data, dataIf, token } from "./api.js";
import { dialog } from "./dialogs.js";
import { nextTheme } from "./keys.js";
import { span, zone } from "./format.js";
import { shape } from "./marks.js";
import { change, remember, state } from "./state.js";
import { t } from "./text.js";

const icon = (path) => html`<svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d=${path}/></svg>`;

const PLACES = [
  ["fleet", "#/", "Fleet", "M3 5h14v4H3zM3 11h14v4H3zM6 7h.01M6 13h.01", ["gateways"]],
  ["incidents", "#/incidents", "Incidents", "M10 3l7.5 13h-15zM10 8v4M10 14h.01", []],
  ["alerts", "#/alerts", "Alerts", "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3", []],
  ["remedies", "#/remedies", "Remedies", "M12 3a4 4 0 0 0-3.6 5.7L3 14.1 5.9 17l5.4-5.4A4 4 0 0 0 17 8l-2.4 2.4-2.2-.8-.8-2.2L14 5a4 4 0 0 0-2-2z", ["runs"]],
  ["quiet", "#/quiet", "Quiet", "M4 8v4h3l4 3V5L7 8zM14 8l3 4M17 8l-3 4", []],
  ["configuration", "#/configuration", "Config", "M4 6h7M15 6h1M4 14h1M9 14h7M11 4v4M7 12v4", []],
];

function counts() {
  const incidents = data("/api/v1/incidents").value?.incidents ?? [];
  const alerts = data("/api/v1/alerts").value?.alerts ?? [];
  const runs = dataIf("/api/v1/remedies/runs").value?.runs ?? [];
  return {
    incidents: incidents.filter((each) => !each.closedAt).length,
    alerts: alerts.filter((each) => each.state === "firing").length,
    remedies: runs.filter((each) => each.state === "awaiting_approval").length,
  };
}

function places() {
  const open = counts();
  return html`<nav aria-label=${t("Screens")}>
    ${PLACES.map(([screen, to, name, path, also]) => {
      const here = state.route.screen === screen || also.includes(state.route.screen);
      return html`<a href=${to} aria-current=${here ? "page" : nothing}>${icon(path)}<span>${t(name)}</span>
        ${open[screen] ? html`<b class="count" aria-label=${t("{n} open", { n: open[screen] })}>${open[screen]}</b>` : nothing}</a>`;
    })}
  </nav>`;
}

const LIVE = {
  connecting: ["busy", "connecting"],
  live: ["ok", "live"],
  lost: ["bad", "disconnected"],
};

function liveness() {
  const [tone, name] = LIVE[state.live.status];
  return html`<span class="live ${tone}" role="status">${shape(tone)}<span>${t(name)}</span></span>`;
}

/** Old figures must not look like new ones. */
function stale() {
  if (state.live.status !== "lost") return nothing;
  const heard = state.live.heardAt ? t("What you see is {span} old.", { span: span((state.now - state.live.heardAt) / 1000) }) : "";
  const retry = Math.max(0, Math.ceil((state.live.retryAt - state.now) / 1000));
  return html`<p class="stale" role="alert">${shape("bad")}<span><b>${t("Disconnected from the agent.")}</b> ${heard} ${t("Trying again in {n} s.", { n: retry })}</span></p>`;
}

const THEMES = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };
const THEME_ICONS = { auto: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14", light: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4", dark: "M16 12.5A7 7 0 0 1 7.5 4a6.5 6.5 0 1 0 8.5 8.5z" };

function tools() {
  const other = state.language === "en" ? ["zh", "中文"] : ["en", "English"];
  return html`<div class="tools">
    ${liveness()}
    <button class="plain" lang=${other[0] === "zh" ? "zh-CN" : "en"} @click=${() => remember("language", other[0])}>${other[1]}</button>
    <button class="plain square" aria-label=${t(THEMES[state.theme])} title=${t(THEMES[state.theme])} @click=${() => remember("theme", nextTheme())}>${icon(THEME_ICONS[state.theme])}</button>
    ${token.get() ? html`<button class="plain square" aria-label=${t("Forget the token")} title=${t("Forget the token")} @click=${() => (token.forget(), change())}>${icon("M7 9V6.5a3 3 0 0 1 6 0V9M5 9h10v8H5z")}</button>` : nothing}
    <button class="plain square" aria-label=${t("Keys")} title=${t("Keys")} @click=${() => change((s) => (s.dialog = { kind: "help" }))}>?</button>
  </div>`;
}

function skip(event) {
  event.preventDefault();
  document.querySelector("h1")?.focus();
}

const toast = () =>
  html`<div class="toast-place" aria-live="polite">${state.toast ? html`<p class="toast ${state.toast.tone}">${shape(state.toast.tone)}<span>${state.toast.text}</span></p>` : nothing}</div>`;

export function shell(content) {
  return html`
    <a class="skip" href="#main" @click=${skip}>${t("Skip to the content")}</a>
    <header class="bar">
      <a class="brand" href="#/" aria-label=${t("Lifeguard: the fleet")}><img src="/mark.svg" alt="" width="22" height="22"><span>Lifeguard</span></a>
      ${places()} ${tools()}
    </header>
    ${stale()}
    <main id="main">${content}<footer class="foot">${t("Times are by this browser's clock: {zone}", { zone: zone() })}</footer></main>
    ${toast()} ${dialog()}`;
}
