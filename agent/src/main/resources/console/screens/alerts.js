// Alerts as a list, and one alert explained: which step decided what.
import { html, nothing } from "../lit.js";
import { data, dataIf } from "../api.js";
import { act, ask } from "../dialogs.js";
import { ago, moment, prose, short, since } from "../format.js";
import { mark, severity } from "../marks.js";
import { answered, card, command, empty, heading, labels, place, screen, table } from "../parts.js";
import { href } from "../routes.js";
import { t, word } from "../text.js";

const columns = (last) => [
  { name: t("Severity"), cell: (a) => severity(a.severity) },
  { name: t("Alert"), kind: "grow", cell: (a) => html`<a data-row href=${href("alerts", a.id)}>${a.name}</a> <span class="evidence">${short(a.evidence)}</span>` },
  { name: t("Gateway"), cell: (a) => place(a.gateway) },
  { name: t("State"), cell: (a) => alertState(a) },
  { name: t("Taken by"), cell: (a) => a.owner ?? "–" },
  last,
];

/** What an alert is doing, in one mark or a few. */
export const alertState = (a) => html`${a.endsAt ? mark("resolved") : mark(a.state)}${a.flapping ? html` ${mark("flapping")}` : nothing}${a.suppressed?.length ? html` ${mark("suppressed")}` : nothing}`;

const ORDER = ["firing", "recovering", "pending", "unknown"];
const RANKS = { critical: 0, warning: 1, info: 2 };

/** The worst first; those that cannot be judged are there for who wants to see them. */
export function standing(alerts, columns) {
  const sorted = [...alerts].sort((a, b) => RANKS[a.severity] - RANKS[b.severity] || ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name));
  const judged = sorted.filter((a) => a.state !== "unknown" || a.firedAt);
  const unknown = sorted.filter((a) => !judged.includes(a));
  return html`${judged.length ? table(t("Alerts"), columns, judged) : empty(t("No alert: all is as the rules want it."))}
    ${unknown.length ? html`<details><summary>${t("{n} cannot be judged at present", { n: unknown.length })}</summary>${table(t("Alerts"), columns, unknown)}</details>` : nothing}`;
}

export function alertsScreen() {
  return html`<div class="top">${heading(t("Alerts"))}</div>${answered(data("/api/v1/alerts"), ({ alerts, resolved }) => html`
    ${card(t("Standing"), standing(alerts, columns({ name: t("Since"), kind: "number", cell: (a) => (a.startsAt ? since(a.startsAt) : "–") })), { id: "wide" })}
    ${card(t("Resolved lately"), resolved.length ? table(t("Resolved lately"), columns({ name: t("Resolved"), kind: "number", cell: (a) => (a.endsAt ? ago(a.endsAt) : "–") }), resolved) : empty(t("None yet.")), { id: "wide" })}`)}`;
}

const silence = (alert) =>
  ask({
    title: t("Silence this alert"),
    text: t("It goes on being judged; nobody is told of it until the silence ends."),
    fields: [
      { name: "author", label: t("Who") },
      { name: "reason", label: t("Why"), hint: t("Whoever is woken by the silence will want to know.") },
      { name: "lasting", label: t("For how long"), value: "2h" },
    ],
    yes: t("Silence it"),
    wish: ({ author, reason, lasting }) => ({
      path: "/api/v1/silences",
      body: { matchers: [`alertname=${alert.name}`, ...(alert.gateway ? [`gateway=${alert.gateway}`] : [])], author, reason, for: lasting },
      said: t("Silenced."),
    }),
  });

const take = (alert) =>
  ask({
    title: t("Take it"),
    fields: [{ name: "owner", label: t("Who takes it") }, { name: "note", label: t("Note"), required: false }],
    yes: t("Take it"),
    wish: (body) => ({ path: `/api/v1/alerts/${encodeURIComponent(alert.id)}/acknowledgement`, body, said: t("It is yours.") }),
  });

const steps = (explanation) => html`<ol class="steps">${explanation.steps.map((step) => html`<li><span class="name">${word(step.step.replaceAll("-", "_"))}</span><b>${word(step.outcome.replaceAll(" ", "_"))}</b><p>${prose(step.because)}</p></li>`)}</ol>`;

const tellings = (list) =>
  table(t("Who was told"), [
    { name: t("When"), cell: (each) => moment(each.at) },
    { name: t("Who"), cell: (each) => each.receiver || "–" },
    { name: t("What"), cell: (each) => html`${word(each.occasion)} · <b>${word(each.outcome)}</b>` },
    { name: t("Why"), kind: "grow", cell: (each) => prose(each.because) },
  ], list);

function told(path) {
  const list = dataIf("/api/v1/alerts/{id}/tellings", path + "/tellings").value?.tellings ?? [];
  return list.length ? card(t("Who was told"), tellings(list), { id: "wide" }) : nothing;
}

const transitions = (list) => html`<ol class="timeline">${[...list].reverse().map((step) => html`<li class="entry"><time datetime=${step.at}>${moment(step.at)}</time><span class="dot"></span><div><span class="kind">${word(step.kind)}</span><p>${step.because}${step.evidence && step.evidence !== step.because ? html` <span class="evidence">${step.evidence}</span>` : nothing}</p></div></li>`)}</ol>`;

/** What is wrong, why it matters, what to do first; then the rest. */
const READ = ["summary", "why", "first"];
const turn = (name) => (READ.includes(name) ? READ.indexOf(name) : READ.length);

function known(alert, explanation) {
  const texts = Object.entries(alert.annotations ?? {}).sort(([a], [b]) => turn(a) - turn(b));
  return html`<div class="top">${heading(alert.name)}
      <div class="beside">${severity(alert.severity)} ${alert.endsAt ? mark("resolved") : mark(alert.state)}
      ${place(alert.gateway)}
      ${alert.incident ? html`<a class="button" href=${href("incidents", alert.incident)}>${t("Open incident")}</a>` : nothing}
      ${alert.state === "firing" && !alert.owner ? html`<button class="strong" data-key="a" @click=${() => take(alert)}>${t("Take it")}</button>` : nothing}
      ${alert.owner ? html`<span>${t("taken by {who}", { who: alert.owner })}</span> <button class="plain" @click=${() => act({ method: "DELETE", path: `/api/v1/alerts/${encodeURIComponent(alert.id)}/acknowledgement`, said: t("Nobody has it now.") })}>${t("Give back")}</button>` : nothing}
      <button class="plain" @click=${() => silence(alert)}>${t("Silence")}</button></div></div>
    <p class="evidence lead">${alert.evidence}</p>
    <p class="labels">${labels(alert.labels)}</p>
    ${texts.length ? card(t("What people are told"), html`<dl class="texts">${texts.map(([name, text]) => html`<div><dt>${word(name)}</dt><dd>${text}</dd></div>`)}</dl>`, { id: "wide" }) : nothing}
    ${explanation ? card(t("Why it stands where it stands"), steps(explanation), { id: "wide", tools: html`<span class="faint">${t("each step as of now")}</span>` }) : nothing}`;
}

export function alertScreen(id) {
  const path = "/api/v1/alerts/" + encodeURIComponent(id);
  return screen(t("Alert"), data("/api/v1/alerts"), ({ alerts, resolved }) => {
    // Why it stands can be said of what stands; asking for others would be a failed request.
    const explanation = alerts.some((each) => each.id === id) ? data(path + "/explanation").value : undefined;
    const alert = explanation?.alert ?? [...alerts, ...resolved].find((each) => each.id === id);
    return html`${alert ? known(alert, explanation) : html`${heading(t("Alert"))}${empty(t("The agent does not know this."))}`}
      ${card(t("How it came here"), answered(data(path + "/transitions"), (answer) => (answer.transitions.length ? transitions(answer.transitions) : empty(t("Nothing was written down yet.")))), { id: "wide" })}
      ${told(path)}
      ${command(`lifeguard explain ${id}`)}`;
  });
}
