// The way to a gateway as a picture: each station with what was seen against what is asked for.
import { html, nothing } from "../lit.js";
import { fact } from "../format.js";
import { mark, shape, tone, TONE_ORDER } from "../marks.js";
import { t, word } from "../text.js";

const NAMES = { host: "This host", network: "Network", sshd: "SSH server", session: "Session", forward: "Forward", gateway: "Gateway", channels: "Channels", providers: "Providers" };
const ICONS = {
  host: "M3 4h14v9H3zM7 17h6M10 13v4",
  network: "M10 3v14M3 10h14M5 5.5c3 2 7 2 10 0M5 14.5c3-2 7-2 10 0",
  sshd: "M5 9V6.5a5 5 0 0 1 10 0V9M4 9h12v8H4zM10 12v2",
  session: "M4 10a3 3 0 0 1 3-3h3M16 10a3 3 0 0 1-3 3h-3M7 13H6a3 3 0 0 1-2-1M13 7h1a3 3 0 0 1 2 1M8 10h4",
  forward: "M3 7h11M11 4l3 3-3 3M17 13H6M9 10l-3 3 3 3",
  gateway: "M10 2l7 4v8l-7 4-7-4V6zM10 10l7-4M10 10v8M10 10L3 6",
  channels: "M3 4h14v9H9l-4 4v-4H3z",
  providers: "M6 14a4 4 0 0 1 .5-8 5 5 0 0 1 9 2A3.5 3.5 0 0 1 15 14z",
};
const VERDICT_TONES = { pass: "ok", warn: "warn", fail: "bad", unknown: "unknown" };

function check(each, behind) {
  const who = Object.values(each.labels ?? {}).join(" / ");
  return html`<li class=${VERDICT_TONES[each.verdict]}>
    <span class="what">${word(each.layer)}${who ? html` <span class="who">${who}</span>` : nothing}</span>
    <b class="value">${typeof each.value === "string" && each.value !== "+Inf" ? word(each.value) : fact(each.fact, each)}</b>
    <code class="threshold">${behind ? t("seen last") : each.threshold}</code>
    ${each.unsettled ? html`<span class="note">${t("not settled yet:")} <code>${each.unsettled}</code></span>` : nothing}
    ${each.because ? html`<span class="note">${each.because}</span>` : nothing}
  </li>`;
}

function station({ place, verdict, broken, behind, content }) {
  const as = VERDICT_TONES[verdict];
  return html`<li class="station ${as} ${broken ? "broken" : ""} ${behind ? "behind" : ""}">
    <div class="link" aria-hidden="true">${broken ? html`<svg viewBox="0 0 16 16" width="18" height="18"><path d="M3 3l10 10M13 3L3 13"/></svg>` : nothing}</div>
    <div class="place">
      <header><svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d=${ICONS[place]}/></svg><h3>${t(NAMES[place])}</h3>${shape(as)}</header>
      ${place === "host" ? nothing : html`<p class="verdict">${broken ? t("broken here") : behind ? t("behind {place}: not known", { place: t(NAMES[behind]) }) : word(verdict)}</p>`}
      ${content}
    </div>
  </li>`;
}

const checks = (list, behind) => (list.length ? html`<ul class="checks">${list.map((each) => check(each, behind))}</ul>` : html`<p class="note">${t("not looked at")}</p>`);

const subjects = (gateway, key, code) =>
  gateway.parts.filter((part) => part.labels[key] !== undefined && part.facts[code]).map((part) => ({ part, seen: part.facts[code] }));

const worst = (states) => TONE_ORDER.find((each) => states.includes(each)) ?? "unknown";

const AS_VERDICT = { ok: "pass", busy: "warn", warn: "warn", bad: "fail", unknown: "unknown", info: "pass" };

/** What the gateway itself talks to: judged by its own words for it, not by a layer of the path. */
function beyond(gateway, place, key, code, behind) {
  const all = subjects(gateway, key, code);
  if (all.length === 0) return nothing;
  const tones = all.map(({ seen }) => tone(seen.value ?? "unknown"));
  const verdict = behind ? "unknown" : AS_VERDICT[worst(tones)];
  const list = all.slice(0, 6).map(({ part, seen }) => html`<li class=${behind ? "unknown" : tone(seen.value ?? "unknown")}><span class="what">${part.labels[key]}${part.labels.account && part.labels.account !== "default" ? html` <span class="who">${part.labels.account}</span>` : nothing}</span>${mark(seen.value ?? "unknown")}</li>`);
  return station({ place, verdict, broken: false, behind, content: html`<ul class="checks">${list}</ul>${all.length > 6 ? html`<p class="note">${t("and {n} more", { n: all.length - 6 })}</p>` : nothing}` });
}

export function picture(gateway) {
  const broken = gateway.stations.find((each) => each.broken)?.place;
  const host = station({ place: "host", verdict: "pass", content: html`<p class="note">${gateway.path && gateway.path !== "unknown" ? t("by path {path}", { path: gateway.path }) : t("the agent runs here")}</p>` });
  return html`<ol class="picture" aria-label=${t("The way to the gateway")}>${host}
    ${gateway.stations.map((each) => station({ ...each, content: checks(each.checks, each.behind) }))}
    ${beyond(gateway, "channels", "channel", "channel_status", broken)}
    ${beyond(gateway, "providers", "provider", "provider_status", broken)}</ol>`;
}
