// Values as people read them.
import { state } from "./state.js";
import { t } from "./text.js";

const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];

/** 93784 -> "1 d 2 h": the two largest units. */
export function span(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (!Number.isFinite(Number(seconds))) return "∞";
  let rest = Math.max(0, Math.floor(seconds));
  const parts = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${t(unit)}`);
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(" ") || `0 ${t("s")}`;
}

export function ago(iso) {
  const seconds = (state.now - Date.parse(iso)) / 1000;
  return seconds < 1 ? t("now") : t("{span} ago", { span: span(seconds) });
}

export const since = (iso) => span((state.now - Date.parse(iso)) / 1000);

export function until(iso) {
  const seconds = (Date.parse(iso) - state.now) / 1000;
  return seconds <= 0 ? t("over") : t("in {span}", { span: span(seconds) });
}

/** A round trip: from microseconds to seconds. */
export function latency(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds === "+Inf" || seconds === Infinity) return t("no answer");
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  if (seconds < 0.01) return `${(seconds * 1000).toFixed(1)} ms`;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return seconds < 10 ? `${seconds.toFixed(2)} s` : span(seconds);
}

export function bytes(count) {
  if (count < 1000) return `${count} B`;
  const names = ["kB", "MB", "GB", "TB"];
  let value = count / 1000;
  let index = 0;
  while (value >= 1000 && index < names.length - 1) (value /= 1000), index++;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${names[index]}`;
}

const locale = () => (state.language === "zh" ? "zh-CN" : "en-GB");

export function clock(iso) {
  return new Date(iso).toLocaleTimeString(locale(), { hour12: false });
}

export function moment(iso) {
  const at = new Date(iso);
  const day = at.toLocaleDateString(locale(), { day: "numeric", month: "short" });
  return new Date(state.now).toDateString() === at.toDateString() ? clock(iso) : `${day} ${clock(iso)}`;
}

export const day = (iso) =>
  new Date(iso).toLocaleDateString(locale(), { day: "numeric", month: "short", weekday: "short" });

/** The clock that all times here are told by: that of whoever looks. */
export function zone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const name = new Date(state.now).toLocaleTimeString("en-GB", { timeZoneName: "longOffset" }).split(" ").pop();
  return timeZone === "UTC" ? "UTC" : `${timeZone} (${name})`;
}

const ISO = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A sentence of the agent's, which tells times in UTC: shown by the reader's clock. */
export const prose = (text) => String(text ?? "").replace(ISO, (iso) => moment(iso));

const LATENCIES = /latency|_time$|delay$|lag$/;

/** The value of a fact by its unit, as the API gives it: base units, null when unknown. */
export function fact(code, seen) {
  if (!seen || seen.value === null || seen.value === undefined) return "–";
  const { value } = seen;
  if (value === "+Inf") return t("no answer");
  if (typeof value === "string") return value;
  if (LATENCIES.test(code)) return latency(value);
  if (/_rate$/.test(code)) return `${(value * 100).toFixed(value === 1 || value === 0 ? 0 : 1)} %`;
  if (/uptime|active_for|_age$|expires_in/.test(code)) return span(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** Text of others can be of any length: what is cut off stays in the title. */
export const short = (text, most = 160) =>
  String(text ?? "").length > most ? String(text).slice(0, most - 1) + "…" : String(text ?? "");
