// Remedies: what waits for a person, what was done, what may be done how often, and the stop switch.
import { html, nothing } from "../lit.js";
import { data, offers } from "../api.js";
import { ask } from "../dialogs.js";
import { ago, moment, prose, span, until } from "../format.js";
import { mark, shape } from "../marks.js";
import { answered, card, empty, heading, screen, table } from "../parts.js";
import { href } from "../routes.js";
import { t, word } from "../text.js";

export const RUNS = "/api/v1/remedies/runs";

const stop = () =>
  ask({
    title: t("Stop all remedies"),
    text: t("No remedy begins any more until somebody lets them run again. Runs under way are ended at once; nothing is undone."),
    fields: [{ name: "who", label: t("Who") }, { name: "because", label: t("Why") }],
    yes: t("Stop them"),
    tone: "bad",
    wish: (body) => ({ path: "/api/v1/remedies/stop", body, said: t("All remedies are stopped.") }),
  });

const resume = () =>
  ask({
    title: t("Let remedies run again"),
    fields: [{ name: "who", label: t("Who") }],
    yes: t("Let them run"),
    wish: (body) => ({ path: "/api/v1/remedies/resume", body, said: t("Remedies run again.") }),
  });

const begin = (remedy, dry) =>
  ask({
    title: t(dry ? "What would {name} do?" : "Run {name}", { name: remedy.name }),
    text: dry ? t("Nothing is changed: each step says what it would do.") : t("All gates are asked as usual."),
    fields: [
      { name: "gateway", label: t("Gateway"), kind: "choice", choices: remedy.gateways.map((g) => [g.gateway, g.gateway]) },
      ...(dry ? [] : [{ name: "who", label: t("Who") }]),
    ],
    yes: t(dry ? "Show it" : "Run it"),
    wish: (body) => ({
      path: `/api/v1/remedies/${encodeURIComponent(remedy.name)}/run`,
      body: dry ? { ...body, dryRun: true } : body,
      said: t(dry ? "Nothing was changed." : "It runs."),
      then: (answer) => (dry ? rehearsed(answer) : answer.id && (location.hash = href("runs", answer.id))),
    }),
  });

const rehearsed = ({ rehearsals }) =>
  ask({
    title: t("What it would do"),
    content: rehearsals.map((each) => html`<h3>${each.remedy} · ${each.gateway}</h3>
      <ul class="gates">${each.gates.map((gate) => html`<li>${mark(gate.passes ? "pass" : "blocked")} <b>${word(gate.gate)}</b> <span class="faint">${gate.because}</span></li>`)}</ul>
      <ol class="rehearsed">${each.steps.map((step) => html`<li><code>${step.name}</code> ${input(step)}<p>${step.text}</p>${step.diff ? diff(step.diff) : nothing}</li>`)}</ol>`),
  });

/** What a step is given; nothing when it is given nothing. */
/** Arguments as people write them; what is no JSON any more was cut to its bound. */
function written(input) {
  try {
    const word = (value) => (typeof value === "object" ? JSON.stringify(value) : /\s|^$/.test(String(value)) ? `'${value}'` : String(value));
    const text = (value) => (Array.isArray(value) ? value.map(word).join(" ") : word(value));
    return Object.entries(JSON.parse(input)).map(([key, value]) => (key === "value" ? text(value) : `${key}=${text(value)}`)).join(" ");
  } catch {
    return input;
  }
}

export const input = (step) => (step.input && step.input !== "{}" ? html`<code class="faint">${written(step.input)}</code>` : nothing);

/** A unified diff, each line with its sign: never colour alone. */
export function diff(text) {
  const kind = (line) => (/^(\+\+\+|---|@@)/.test(line) ? "meta" : line[0] === "+" ? "added" : line[0] === "-" ? "gone" : "");
  return html`<pre class="diff" tabindex="0" aria-label=${t("What would change")}>${text.trimEnd().split("\n").map((line) => html`<span class=${kind(line)}>${line}${"\n"}</span>`)}</pre>`;
}

const CALLERS = { alert: "by alert", webhook: "by Alertmanager", person: "by hand" };

export const caller = (call) => html`${t(CALLERS[call.by] ?? call.by)} ${call.alert ? html`<a href=${href("alerts", call.alert)}>${call.name}</a>` : (call.name ?? call.who ?? "")}`;

const runColumns = () => [
  { name: t("State"), cell: (r) => mark(r.state) },
  { name: t("Remedy"), kind: "grow", cell: (r) => html`<a data-row href=${href("runs", r.id)}>${r.remedy}</a> <span class="evidence">${prose(r.because)}</span>` },
  { name: t("Gateway"), cell: (r) => html`<a href=${href("gateways", r.gateway)}>${r.gateway}</a>` },
  { name: t("Called"), cell: (r) => caller(r.call) },
  { name: t("When"), kind: "number", cell: (r) => ago(r.createdAt) },
];

const waitingCard = (runs) => html`<section class="card wide waiting" aria-label=${t("Waits for a yes")}><header><h2>${t("Waits for a yes")}</h2></header>
  ${runs.map((run) => html`<div class="wait">${mark(run.state)} <a data-row href=${href("runs", run.id)}><b>${run.remedy}</b></a> ${t("on")} <a href=${href("gateways", run.gateway)}>${run.gateway}</a>
    <span class="faint">${run.approval ? t("expires {in}", { in: until(run.approval.expiresAt) }) : ""}</span> <a class="button" href=${href("runs", run.id)}>${t("Look at it")}</a></div>`)}</section>`;

function perGateway(remedy) {
  return table(t("Per gateway"), [
    { name: t("Gateway"), kind: "grow", cell: (g) => html`<a href=${href("gateways", g.gateway)}>${g.gateway}</a>` },
    { name: t("Mode"), cell: (g) => word(g.mode) },
    { name: t("Breaker"), cell: (g) => html`${mark(g.breaker, { closed: "ok", open: "bad", half_open: "warn" }[g.breaker])}${g.breakerUntil ? html` <span class="faint">${until(g.breakerUntil)}</span>` : nothing}${g.failures ? html` <span class="faint">${t("{n} failures in a row", { n: g.failures })}</span>` : nothing}` },
    { name: t("Budget"), kind: "number", cell: (g) => (g.budget === undefined ? "–" : `${g.spent} / ${g.budget}`) },
    { name: t("Cools"), kind: "number", cell: (g) => (g.coolsUntil ? until(g.coolsUntil) : "–") },
  ], remedy.gateways);
}

const pipeline = (steps) => html`<ol class="pipeline">${steps.map((step) => html`<li><code>${step.name}</code> ${input(step)}${step.if ? html` <span class="faint">${t("if")} <code>${step.if}</code></span>` : nothing}</li>`)}</ol>`;

function one(remedy) {
  const troubled = remedy.gateways.filter((g) => g.breaker !== "closed");
  return html`<details class="remedy"><summary><b>${remedy.name}</b> <span class="tag">${word(remedy.mode)}</span> <span class="faint">${remedy.trigger.join(", ")}</span>${troubled.length ? html` ${mark("open", "bad")} <span class="faint">${t("breaker on {n}", { n: troubled.length })}</span>` : nothing}</summary>
    <dl class="texts">
      ${remedy.when ? html`<div><dt>${t("Only when")}</dt><dd><code>${remedy.when}</code></dd></div>` : nothing}
      <div><dt>${t("Steps")}</dt><dd>${pipeline(remedy.steps)}</dd></div>
      ${remedy.verify ? html`<div><dt>${t("Verified by")}</dt><dd><code>${remedy.verify.check}</code> ${t("within {span}", { span: remedy.verify.within })}</dd></div>` : nothing}
      ${remedy.rollback.length ? html`<div><dt>${t("Rollback")}</dt><dd>${pipeline(remedy.rollback)}</dd></div>` : nothing}
      <div><dt>${t("Limits")}</dt><dd>${t("cooldown {span}", { span: remedy.limits.cooldown })} · ${t("blast radius {share}", { share: remedy.limits.blastRadius })}${remedy.limits.budget ? html` · ${t("budget {budget}", { budget: remedy.limits.budget })}` : nothing} · ${t("breaker after {n} failures", { n: remedy.limits.breaker.after })}</dd></div>
    </dl>
    ${remedy.unknownSteps.length ? html`<p class="problem">${shape("bad")}<span>${t("No such steps here:")} ${remedy.unknownSteps.join(", ")}</span></p>` : nothing}
    ${remedy.gateways.length ? perGateway(remedy) : nothing}
    <p class="links"><button class="plain" @click=${() => begin(remedy, true)}>${t("Dry run")}</button><button class="plain" @click=${() => begin(remedy, false)}>${t("Run")}</button></p></details>`;
}

function switchCard(told) {
  return told.stopped
    ? html`<p class="problem stopped" role="status">${shape("bad")}<span><b>${t("All remedies are stopped.")}</b> ${told.stoppedBecause ?? ""}</span> <button class="strong" @click=${resume}>${t("Let them run")}</button></p>`
    : nothing;
}

export function remedies() {
  if (!offers("/api/v1/remedies")) return html`${heading(t("Remedies"))}${empty(t("This agent runs no remedies."))}`;
  const all = data(RUNS).value?.runs ?? [];
  const waiting = all.filter((run) => run.state === "awaiting_approval");
  return screen(t("Remedies"), data("/api/v1/remedies"), (told) => html`<div class="top">${heading(t("Remedies"))}<div class="beside">${told.stopped ? nothing : html`<button class="strong bad" @click=${stop}>${t("Stop all remedies")}</button>`}</div></div>
    ${switchCard(told)}
    ${waiting.length ? waitingCard(waiting) : nothing}
    ${card(t("Runs"), all.length ? table(t("Runs"), runColumns(), all) : empty(t("No remedy has run yet.")), { id: "wide" })}
    ${card(t("What there is"), told.remedies.length ? told.remedies.map(one) : empty(t("No remedy is configured.")), { id: "wide" })}
    ${card(t("Audit"), audit(), { id: "wide" })}`);
}

function audit() {
  return answered(data("/api/v1/remedies/audit?limit=50"), ({ audit: lines }) =>
    lines.length
      ? table(t("Audit"), [
          { name: t("When"), cell: (l) => moment(l.at) },
          { name: t("What"), kind: "grow", cell: (l) => html`<b>${word(l.kind.replaceAll("-", "_"))}</b> <span class="lines">${prose(l.text)}</span>` },
          { name: t("Remedy"), cell: (l) => (l.run ? html`<a href=${href("runs", l.run)}>${l.remedy}</a>` : l.remedy || "–") },
          { name: t("Gateway"), cell: (l) => l.gateway || "–" },
          { name: t("Who"), cell: (l) => l.who || "–" },
        ], lines)
      : empty(t("Nothing was written down yet.")));
}

export const runsOf = (gateway) => (data(RUNS).value?.runs ?? []).filter((run) => run.gateway === gateway);

export const took = (step) => (step.tookSeconds === undefined ? "–" : step.tookSeconds < 1 ? `${Math.round(step.tookSeconds * 1000)} ms` : span(step.tookSeconds));
