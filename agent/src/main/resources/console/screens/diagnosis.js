// What a diagnosis came to: the cause, what speaks for it and against it, and what mends it.
import { html, nothing } from "../lit.js";
import { data, dataIf } from "../api.js";
import { act } from "../dialogs.js";
import { ago, prose } from "../format.js";
import { mark } from "../marks.js";
import { card, command, empty, table } from "../parts.js";
import { state } from "../state.js";
import { t, word } from "../text.js";

const OFFERED = "/api/v1/gateways/{name}/diagnosis";
const path = (gateway) => `/api/v1/gateways/${encodeURIComponent(gateway)}/diagnosis`;

const walk = (gateway) => act({ path: path(gateway), said: t("The way was walked anew.") });

/** A fix that begins with `$ ` is a command to be typed, else a sentence. */
const fix = (text) => (text.startsWith("$ ") ? command(text.slice(2)) : html`<p class="fix">${text}</p>`);

const clauses = (title, list) => (list.length ? html`<div><h4>${title}</h4><ul class="clauses">${list.map((each) => html`<li>${each}</li>`)}</ul></div>` : nothing);

/** The code is for programs and rules; people are told what it means, in their language. */
function meaning(code) {
  const known = data(`/api/v1/causes?lang=${state.language}`).value?.causes.find((each) => each.cause === code);
  return known ? html`<p class="meaning"><b>${known.name}</b><span class="faint">${known.means}</span></p>` : nothing;
}

/** What is over is told as over: a red cause beside a green gateway frightens for nothing. */
const rank = (first, over) => (first ? mark(over ? "was_the_cause" : "cause", over ? "unknown" : "bad") : mark("also_possible", over ? "unknown" : "warn"));

function found(finding, first, over) {
  return html`<li class="found"><p class="beside">${rank(first, over)} <b class="cause"><code>${finding.cause}</code></b>
      <span class="faint">${word(finding.layer)} · ${t("confidence:")} ${word(finding.confidence)}</span></p>
    ${meaning(finding.cause)}
    <div class="sides">${clauses(t("Speaks for it"), finding.evidenceFor)}${clauses(t("Speaks against it"), finding.evidenceAgainst)}</div>
    ${finding.fix.length ? html`<h4>${t("What mends it")}</h4>${finding.fix.map(fix)}` : nothing}
    ${finding.remedy ? html`<p class="note">${t("Lifeguard can do it:")} <a href="#/remedies">${finding.remedy}</a></p>` : nothing}</li>`;
}

const VERDICTS = { pass: "ok", warn: "warn", fail: "bad", unknown: "unknown" };

const layers = (list) =>
  table(t("Layers"), [
    { name: t("Layer"), cell: (l) => word(l.layer) },
    { name: t("What was looked at"), kind: "grow", cell: (l) => html`${l.check}${l.note ? html` <span class="note">${l.note}</span>` : nothing}` },
    { name: t("Value"), cell: (l) => l.value },
    { name: t("Threshold"), cell: (l) => l.threshold },
    { name: t("Verdict"), cell: (l) => mark(l.verdict, VERDICTS[l.verdict]) },
  ], list);

function verdict(diagnosis, over) {
  if (diagnosis.healthy) return html`<p>${mark("healthy", "ok")} ${t("Every layer that could be looked at is well.")}</p>`;
  const english = state.language === "zh" && diagnosis.findings.length ? html`<p class="note">${t("Commands and evidence are in English.")}</p>` : nothing;
  return html`${english}${over ? html`<p class="note">${t("No alert stands now: this is what was found last.")}</p>` : nothing}${diagnosis.because ? html`<p class="note">${diagnosis.because}</p>` : nothing}
    <ul class="causes">${diagnosis.findings.map((each, i) => found(each, i === 0, over))}</ul>`;
}

/** A criterion that is missed for a while (P2) is no trouble that a cause would be needed for. */
const stands = (gateway) => (data("/api/v1/alerts").value?.alerts ?? []).some((each) => each.gateway === gateway && each.severity !== "info" && ["firing", "pending", "recovering"].includes(each.state));

export function diagnosis(gateway) {
  const told = dataIf(OFFERED, path(gateway) + "?lang=" + state.language).value;
  if (!told) return nothing;
  const tools = html`<span class="faint">${told.at ? html`${ago(told.at)} · ${word(told.basis)}` : nothing}</span> <button class="plain" @click=${() => walk(gateway)}>${t("Diagnose now")}</button>`;
  const content = told.at
    ? html`${verdict(told, !stands(gateway))}${told.layers.length ? html`<details><summary>${t("The layers, one by one")}</summary>${layers(told.layers)}</details>` : nothing}`
    : empty(t("Not diagnosed yet."));
  return card(t("Diagnosis"), content, { id: "wide", tools });
}

const WRITTEN = /^([a-z][a-z_]*) \(([a-z ]+)\): ?([^]*)$/;

/** What the record of an incident that is over names as causes, each once. */
function recorded(incident) {
  const seen = new Map();
  for (const line of incident.timeline) {
    const [, code, confidence, evidence] = (line.sort === "cause" && WRITTEN.exec(line.text)) || [];
    if (code && !seen.has(code)) seen.set(code, { code, confidence, evidence });
  }
  return [...seen.values()];
}

function past(incident) {
  const causes = recorded(incident);
  if (causes.length === 0) return nothing;
  return card(t("What was found"), html`<ul class="causes">${causes.map((each) => html`<li class="found"><p class="beside"><b class="cause"><code>${each.code}</code></b> <span class="faint">${t("confidence:")} ${word(each.confidence)}</span></p>${meaning(each.code)}<p class="evidence">${prose(each.evidence)}</p></li>`)}</ul>`);
}

/** The causes of an incident: those of its gateway while it lasts, those on record when it is over. */
export const causes = (incident) => (incident.closedAt ? past(incident) : incident.gateway ? diagnosis(incident.gateway) : nothing);
