// How things stand: always a colour, a shape and a word together.
import { html, svg } from "./lit.js";
import { word } from "./text.js";

const TONES = {
  ok: ["running", "active", "available", "listening", "verified", "applied", "pass", "closed", "delivered", "ok", "done", "healthy", "resolved", "on", "ready", "warm"],
  busy: ["busy", "starting", "draining", "recovering", "pending", "verifying", "started", "rolling_back", "half_open", "proposed", "planned", "waiting", "cooling_down", "reconnecting", "quiet"],
  warn: ["warn", "warning", "silent", "suppressed", "rate_limited", "awaiting_approval", "inconclusive", "expired", "flapping", "failed_over"],
  bad: ["unreachable", "stopped", "misconfigured", "unauthorized", "blocked", "failed", "firing", "critical", "fail", "open", "refused", "broken", "given_up", "no"],
  info: ["info"],
};
const toneOf = new Map(Object.entries(TONES).flatMap(([tone, words]) => words.map((w) => [w, tone])));

export const tone = (state) => toneOf.get(state) ?? "unknown";

/** Trouble first. */
export const TONE_ORDER = ["bad", "warn", "busy", "unknown", "info", "ok"];

/** What a filter calls all states of one tone. */
export const TONE_WORDS = { bad: "down", warn: "degraded", busy: "in transition", unknown: "unknown", ok: "well" };

const SHAPES = {
  ok: svg`<circle cx="8" cy="8" r="7" class="fill"/><path d="M4.6 8.3l2.3 2.3 4.5-4.9" class="cut"/>`,
  busy: svg`<circle cx="8" cy="8" r="6" class="ring"/><path d="M8 2a6 6 0 0 1 0 12z" class="fill"/>`,
  warn: svg`<path d="M8 1.2l7.2 13H.8z" class="fill"/><path d="M8 5.6v4.2M8 11.6v1.2" class="cut"/>`,
  bad: svg`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" class="fill"/><path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" class="cut"/>`,
  unknown: svg`<circle cx="8" cy="8" r="6" class="ring dashed"/><path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.8.5-.8 1.1M8 11.2v.9" class="line"/>`,
  info: svg`<rect x="1.5" y="1.5" width="13" height="13" rx="3" class="fill"/><path d="M8 7v4.5M8 4.3v1.1" class="cut"/>`,
};

export const shape = (of) =>
  html`<svg class="shape ${of}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${SHAPES[of]}</svg>`;

/** A state's word with its shape; the tone follows the word unless it is given. */
export const mark = (state, as = tone(state)) =>
  html`<span class="mark ${as}">${shape(as)}<span>${word(state)}</span></span>`;

const SEVERITIES = { critical: ["bad", "P0"], warning: ["warn", "P1"], info: ["info", "P2"] };

export const severityTone = (severity) => SEVERITIES[severity]?.[0] ?? "unknown";

/** How bad an alert or incident is. */
export const severity = (code) =>
  html`<span class="level ${severityTone(code)}">${shape(severityTone(code))}<b>${SEVERITIES[code]?.[1] ?? "P?"}</b><span>${word(code)}</span></span>`;
