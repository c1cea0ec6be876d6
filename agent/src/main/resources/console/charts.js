// Small charts, drawn by hand as SVG. Each says in words what it shows.
import { html, svg, nothing } from "./lit.js";
import { latency } from "./format.js";
import { t } from "./text.js";

const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** The latest latencies, newest at the right; a gap where nobody answered. */
export function sparkline(values, { width = 110, height = 24 } = {}) {
  const seen = values.map(number);
  const known = seen.filter((v) => v !== null);
  if (known.length < 2) return html`<span class="faint">–</span>`;
  const top = Math.max(...known) * 1.1 || 1;
  const step = width / Math.max(seen.length - 1, 1);
  const y = (v) => (height - 2 - (v / top) * (height - 4)).toFixed(1);
  let path = "";
  let pen = "M";
  seen.forEach((v, i) => {
    if (v === null) return (pen = "M");
    path += `${pen}${(i * step).toFixed(1)} ${y(v)}`;
    pen = "L";
  });
  const gaps = seen.map((v, i) => (v === null ? svg`<path class="gap" d="M${(i * step).toFixed(1)} ${height - 1}v-4"/>` : nothing));
  const label = t("latency from {low} to {high}", { low: latency(Math.min(...known)), high: latency(Math.max(...known)) });
  return html`<svg class="spark" role="img" aria-label=${label} viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
    <title>${label}</title><path class="curve" d=${path}/>${gaps}</svg>`;
}

/** One bar a day: how much of it was well. days: [{day, well: 0..1 or null}] oldest first. */
export function dayBars(days, { width = 180, height = 24 } = {}) {
  if (!days?.length) return html`<span class="faint">–</span>`;
  const step = width / days.length;
  const label = wellOver(days);
  return html`<svg class="bars" role="img" aria-label=${label} preserveAspectRatio="none" viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
    <title>${label}</title>${days.map((d, i) => bar(d, i * step, step, height))}</svg>`;
}

/** As dayBars, small and light: one path for each kind of day, since there may be a hundred strips. */
export function dayStrip(days, { width = 180, height = 24 } = {}) {
  if (!days?.length) return html`<span class="faint">–</span>`;
  const step = width / days.length;
  const paths = { none: "", ok: "", warn: "", bad: "" };
  days.forEach((d, i) => {
    const kind = kindOf(d);
    paths[kind] += `M${(i * step).toFixed(2)} ${height}v-${tall(kind, height)}h${Math.max(step - 0.7, 0.8).toFixed(2)}v${tall(kind, height)}z`;
  });
  const label = wellOver(days);
  return html`<svg class="bars" role="img" aria-label=${label} viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
    <title>${label}</title>${Object.entries(paths).map(([kind, path]) => (path ? svg`<path class=${kind} d=${path}/>` : nothing))}</svg>`;
}

function wellOver(days) {
  const known = days.filter((d) => d.well !== null);
  if (known.length === 0) return t("no history yet");
  const share = known.reduce((sum, d) => sum + d.well, 0) / known.length;
  return t("{percent} well over {days} days", { percent: percent(share), days: known.length });
}

// Bad days are lower as well as redder: never colour alone.
const kindOf = (d) => (d.well === null ? "none" : d.well >= 0.9999 ? "ok" : d.well >= 0.99 ? "warn" : "bad");
const tall = (kind, height) => ({ none: 4, ok: height, warn: height * 0.75, bad: height * 0.5 })[kind];

export const percent = (share) => (share === 1 ? "100 %" : `${(Math.floor(share * 10000) / 100).toFixed(2)} %`);

function bar(d, x, step, height) {
  const kind = kindOf(d);
  const high = tall(kind, height);
  return svg`<rect class=${kind} x=${x.toFixed(2)} y=${(height - high).toFixed(1)} width=${Math.max(step - 0.7, 0.8).toFixed(2)} height=${high.toFixed(1)}><title>${d.title ?? ""}</title></rect>`;
}

const COLOURS = ["c0", "c1", "c2", "c3"];

/** Lines over time. series: [{name, points: [[ms, value|null]]}] */
export function lineChart(series, { width = 720, height = 200, label }) {
  const points = series.flatMap((s) => s.points.filter((p) => number(p[1]) !== null));
  if (points.length < 2) return html`<p class="empty">${t("Not enough seen yet to draw a line.")}</p>`;
  const times = points.map((p) => p[0]);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const top = nice(Math.max(...points.map((p) => p[1])));
  const x = (ms) => 52 + ((ms - from) / Math.max(to - from, 1)) * (width - 60);
  const y = (v) => height - 24 - (v / top) * (height - 36);
  return html`<figure class="chart">
    <svg role="img" aria-label=${label} viewBox="0 0 ${width} ${height}">
      ${[0, 0.5, 1].map((f) => svg`<path class="grid" d="M52 ${y(top * f)}H${width - 8}"/><text x="46" y=${y(top * f) + 4} text-anchor="end">${latency(top * f)}</text>`)}
      ${marks(from, to).map((f) => svg`<text x=${x(from + (to - from) * f)} y=${height - 6} text-anchor=${["start", "middle", "end"][f * 2]}>${hour(from + (to - from) * f)}</text>`)}
      ${series.map((s, i) => svg`<path class="curve ${COLOURS[i % 4]}" d=${curve(s.points, x, y)}/>`)}
      ${series.map((s, i) => lone(s.points).map(([ms, v]) => svg`<circle class="point ${COLOURS[i % 4]}" cx=${x(ms).toFixed(1)} cy=${y(v).toFixed(1)} r="2.5"/>`))}
    </svg>
    <figcaption>${series.map((s, i) => html`<span class="key ${COLOURS[i % 4]}"><svg width="22" height="8" aria-hidden="true"><path class="curve ${COLOURS[i % 4]}" d="M0 4H22"/></svg>${s.name}</span>`)}</figcaption>
  </figure>`;
}

/** Times are written in minutes: no minute is written twice. */
const marks = (from, to) => (to - from < 60_000 ? [0] : to - from < 120_000 ? [0, 1] : [0, 0.5, 1]);

/** Points without a neighbour, which no line would show. */
const lone = (points) => points.filter(([, v], i) => number(v) !== null && number(points[i - 1]?.[1]) === null && number(points[i + 1]?.[1]) === null);

const hour = (ms) => new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

function nice(value) {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((f) => f * size).find((v) => v >= value);
}

function curve(points, x, y) {
  let path = "";
  let pen = "M";
  for (const [ms, value] of points) {
    if (number(value) === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${x(ms).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  }
  return path;
}
