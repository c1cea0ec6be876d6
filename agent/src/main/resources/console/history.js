// What was: asked for once in a while, since it changes slowly and is much.
import { dataIf } from "./api.js";
import { state } from "./state.js";

const MINUTES = 5 * 60_000;
const FLEET = "/api/v1/history/fleet?since=1h&step=1m&days=90";
let index = { of: null, byName: new Map() };

/** Paths change with the five-minute interval, so that each interval asks anew. */
const epoch = () => Math.floor(state.now / MINUTES);

function fleet() {
  const { value } = dataIf("/api/v1/history/fleet", `${FLEET}&epoch=${epoch()}`);
  if (value && value !== index.of) index = { of: value, byName: new Map(value.gateways.map((g) => [g.name, g])) };
  return index.byName;
}

/** The latest hour of latencies, and what was told since. */
export function latencies(name) {
  const before = (fleet().get(name)?.latency ?? []).map((p) => p.last);
  return [...before, ...(state.latencies.get(name) ?? [])].slice(-90);
}

/** Ninety days, oldest first; days that nobody watched have no share. */
export function days(name) {
  const known = fleet().get(name);
  if (!known) return [];
  const shares = new Map(known.days.map((d) => [d.day, d.up]));
  const today = new Date(state.now);
  return Array.from({ length: 90 }, (_, i) => {
    const at = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - 89 + i));
    const day = at.toISOString().slice(0, 10);
    const well = shares.get(day) ?? null;
    return { day, well, title: well === null ? day : `${day}: ${(well * 100).toFixed(2)} %` };
  });
}

/** One fact of one gateway over the latest hours: [[ms, value]] for each subject. */
export function series(gateway, fact, hours = 3) {
  const step = hours > 12 ? "15m" : "1m";
  const path = `/api/v1/gateways/${encodeURIComponent(gateway)}/history?fact=${fact}&since=${hours}h&step=${step}&epoch=${Math.floor(state.now / 60_000)}`;
  const told = dataIf("/api/v1/gateways/{name}/history", path).value?.series ?? [];
  return told.map((line) => ({
    labels: line.labels,
    points: line.points.map((p) => [Date.parse(p.at), p.last ?? p.value ?? null]),
  }));
}
