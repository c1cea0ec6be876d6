// Asks the agent. Reads are kept by path and drawn from; the stream says which of them are old.
import { change } from "./state.js";

const TOKEN = "lifeguard.token";
const RETRY = 5000; // what failed for want of an answer is asked again
const kept = new Map(); // path -> {value, problem, at, loading, stale}
let used = new Set(); // what was drawn from since the last sweep

export const token = {
  get: () => sessionStorage.getItem(TOKEN) ?? "",
  set: (value) => sessionStorage.setItem(TOKEN, value),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/** What the agent answered instead: a problem as RFC 9457 has it. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

export function headers(more = {}) {
  const given = token.get();
  return given ? { Authorization: "Bearer " + given, ...more } : more;
}

async function problemOf(response) {
  const text = await response.text();
  try {
    const json = JSON.parse(text);
    return new Problem(response.status, json.title ?? json.result ?? "problem", json.detail ?? text);
  } catch {
    return new Problem(response.status, "problem", text.slice(0, 500) || response.statusText);
  }
}

export async function get(path) {
  const response = await fetch(path, { headers: headers(), signal: AbortSignal.timeout(15000) });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

/** Changes something; asks for the token first when there is none or it was refused. */
export async function write(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: headers(body === undefined ? {} : { "Content-Type": "application/json" }),
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(60000),
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? {} : response.json();
}

/** What is known of a path by now; asks for it when it was never asked for, or is old. */
export function data(path) {
  used.add(path);
  const entry = kept.get(path);
  if (!entry) void load(path);
  return kept.get(path) ?? { loading: true };
}

/** Whether this agent answers a path at all; its parts in braces are names. */
export function offers(path) {
  const known = data("/api/v1").value?.endpoints ?? [];
  return known.some((each) => each.path === path);
}

/** As data(), of what not every agent has. */
export const dataIf = (offered, path = offered) => (offers(offered) ? data(path) : {});

export async function load(path) {
  const entry = kept.get(path) ?? {};
  if (entry.loading) {
    entry.again = true;
    return;
  }
  kept.set(path, Object.assign(entry, { loading: true, stale: false }));
  try {
    entry.value = await get(path);
    entry.problem = undefined;
  } catch (problem) {
    entry.problem = problem;
  }
  Object.assign(entry, { loading: false, at: Date.now() });
  if (entry.again) entry.stale = !(entry.again = false);
  change();
}

/** The stream said that what these paths answer has changed. */
export function outdate(...prefixes) {
  for (const [path, entry] of kept)
    if (prefixes.some((prefix) => path.startsWith(prefix))) entry.stale = true;
}

/** Once in a while: what is shown and old is asked for anew, what is old and not shown forgotten. */
export function sweep() {
  for (const [path, entry] of kept) {
    if (entry.problem && ![401, 404].includes(entry.problem.status) && Date.now() - entry.at > RETRY) entry.stale = true;
    if (!entry.stale || entry.loading) continue;
    if (used.has(path)) void load(path);
    else kept.delete(path);
  }
}

/** Before each drawing. */
export function beginUse() {
  used = new Set();
}
