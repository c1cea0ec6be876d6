// One run of a remedy: what it would do and did, who said yes, and what came of it.
import { html, nothing } from "../lit.js";
import { data } from "../api.js";
import { ask } from "../dialogs.js";
import { moment, prose, until } from "../format.js";
import { mark } from "../marks.js";
import { card, heading, labels, screen, table } from "../parts.js";
import { href } from "../routes.js";
import { t, word } from "../text.js";
import { caller, diff, input, RUNS, took } from "./remedies.js";

const base = (run) => `${RUNS}/${encodeURIComponent(run.id)}`;

const approve = (run) =>
  ask({
    title: t("Approve {name} on {gateway}", { name: run.remedy, gateway: run.gateway }),
    text: t("It begins at once."),
    fields: [{ name: "who", label: t("Who") }],
    yes: t("Approve"),
    wish: (body) => ({ path: base(run) + "/approve", body, said: t("Approved: it runs.") }),
  });

const reject = (run) =>
  ask({
    title: t("Reject {name} on {gateway}", { name: run.remedy, gateway: run.gateway }),
    fields: [{ name: "who", label: t("Who") }, { name: "because", label: t("Why"), required: false }],
    yes: t("Reject"),
    tone: "bad",
    wish: (body) => ({ path: base(run) + "/reject", body, said: t("Rejected.") }),
  });

const rollback = (run) =>
  ask({
    title: t("Undo {name} on {gateway}", { name: run.remedy, gateway: run.gateway }),
    text: t("The steps of its rollback are done now."),
    fields: [{ name: "who", label: t("Who") }],
    yes: t("Undo it"),
    tone: "bad",
    wish: (body) => ({ path: base(run) + "/rollback", body, said: t("It is being undone.") }),
  });

function question(run) {
  const { approval } = run;
  const open = run.state === "awaiting_approval";
  return card(t(open ? "Shall it be done?" : "What was asked"), html`
    <p class="asked">${prose(approval.text)}</p>
    <dl class="figures roomy">
      ${approval.blastRadius ? html`<div><dt>${t("Blast radius")}</dt><dd>${approval.blastRadius}</dd></div>` : nothing}
      ${approval.activeWork ? html`<div><dt>${t("Work under way")}</dt><dd>${approval.activeWork}</dd></div>` : nothing}
      <div><dt>${t(open ? "Expires" : "Expired")}</dt><dd>${open ? until(approval.expiresAt) : moment(approval.expiresAt)}</dd></div>
      ${approval.answer ? html`<div><dt>${t("Answer")}</dt><dd>${word(approval.answer)} · ${approval.who} · ${moment(approval.answeredAt)}</dd></div>` : nothing}
    </dl>
    ${approval.diff ? diff(approval.diff) : nothing}
    ${open ? html`<div class="buttons"><button class="plain" @click=${() => reject(run)}>${t("Reject")}</button><button class="strong" data-key="a" @click=${() => approve(run)}>${t("Approve")}</button></div>` : nothing}`, { id: open ? "wide waiting" : "wide" });
}

const steps = (run) =>
  table(t("Steps"), [
    { name: "#", kind: "number", cell: (s) => s.number },
    { name: t("Step"), kind: "grow", cell: (s) => html`<code>${s.name}</code> ${input(s)}${s.output ? html`<pre class="output" tabindex="0" aria-label=${t("What it said")}>${s.output}</pre>` : nothing}` },
    { name: t("State"), cell: (s) => mark(s.state, { done: "ok", failed: "bad", skipped: "unknown", started: "busy", planned: "unknown" }[s.state]) },
    { name: t("Tries"), kind: "number", cell: (s) => s.attempts },
    { name: t("Took"), kind: "number", cell: (s) => took(s) },
  ], run.steps);

const OVER = ["verified", "failed", "inconclusive"];

function whole(run) {
  return html`<div class="top">${heading(run.remedy)}<div class="beside">${mark(run.state)} <a href=${href("gateways", run.gateway)}>${run.gateway}</a>${labels(run.subject)}
      ${OVER.includes(run.state) ? html`<button class="plain" @click=${() => rollback(run)}>${t("Undo it")}</button>` : nothing}</div></div>
    <p class="evidence lead">${prose(run.because)}</p>
    ${run.approval ? question(run) : nothing}
    <dl class="figures banner">
      <div><dt>${t("Called")}</dt><dd>${caller(run.call)}</dd></div>
      ${run.call.incident ? html`<div><dt>${t("Incident")}</dt><dd><a href=${href("incidents", run.call.incident)}>${run.call.incident}</a></dd></div>` : nothing}
      ${run.cause ? html`<div><dt>${t("Cause")}</dt><dd><code>${run.cause}</code></dd></div>` : nothing}
      <div><dt>${t("Mode")}</dt><dd>${word(run.mode)}</dd></div>
      <div><dt>${t("Created")}</dt><dd>${moment(run.createdAt)}</dd></div>
      <div><dt>${t("Ended")}</dt><dd>${run.endedAt ? moment(run.endedAt) : t("not yet")}</dd></div>
      <div><dt>${t("Run")}</dt><dd><code>${run.id}</code></dd></div>
    </dl>
    ${card(t("Steps"), steps(run), { id: "wide" })}`;
}

export function run(id) {
  return screen(t("Run"), data(`${RUNS}/${encodeURIComponent(id ?? "")}`), whole);
}
