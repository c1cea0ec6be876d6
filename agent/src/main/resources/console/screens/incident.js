// One incident from the first sign to the last word.
import { html, nothing } from "../lit.js";
import { data } from "../api.js";
import { act, ask } from "../dialogs.js";
import { clock, day, moment, prose, since } from "../format.js";
import { mark, severity } from "../marks.js";
import { card, command, empty, heading, place, screen, table } from "../parts.js";
import { href } from "../routes.js";
import { t, word } from "../text.js";
import { lasted } from "./incidents.js";
import { alertState } from "./alerts.js";
import { causes } from "./diagnosis.js";

const SORTS = {
  seen: ["M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 1 0 0-4", "seen"],
  alert: ["M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3", "alert"],
  cause: ["M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3M13.5 13.5L18 18", "cause"],
  told: ["M3 5h14v10H3zM3 5l7 6 7-6", "told"],
  remedy: ["M12 3a4 4 0 0 0-3.6 5.7L3 14.1 5.9 17l5.4-5.4A4 4 0 0 0 17 8l-2.4 2.4-2.2-.8-.8-2.2L14 5a4 4 0 0 0-2-2z", "remedy"],
  path: ["M4 6h6a4 4 0 0 1 0 8h6M13 11l3 3-3 3", "path"],
  note: ["M4 16l1-4 8-8 3 3-8 8zM11 6l3 3", "note"],
};

const BAD = /fired|opened|relapsed|escalated|failed|broken|unreachable|refused/;
const GOOD = /resolved|closed|verified|recovered/;

function entry(line, before) {
  const [path, name] = SORTS[line.sort] ?? SORTS.seen;
  const tone = BAD.test(line.kind) ? "bad" : GOOD.test(line.kind) ? "ok" : "";
  const newDay = !before || day(before.at) !== day(line.at);
  return html`${newDay ? html`<li class="day">${day(line.at)}</li>` : nothing}
    <li class="entry ${line.sort ?? ""} ${tone}"><time datetime=${line.at}>${clock(line.at)}</time>
      <span class="dot"><svg class="icon" viewBox="0 0 20 20" width="14" height="14" aria-hidden="true"><path d=${path}/></svg></span>
      <div><span class="kind">${t(name)}${line.kind && line.kind !== line.sort ? html` · ${word(line.kind.replaceAll("-", "_"))}` : nothing}</span>${told(line.text)}</div></li>`;
}

/** A sentence; of what a step printed, the first line, and the rest for who wants to see it. */
function told(text) {
  const [first, ...more] = prose(text).trim().split("\n");
  return html`<p>${first}</p>${more.length ? html`<details><summary>${t("{n} more lines", { n: more.length })}</summary><pre class="output" tabindex="0" aria-label=${t("What it said")}>${more.join("\n")}</pre></details>` : nothing}`;
}

function timeline(lines) {
  if (lines.length === 0) return empty(t("Nothing was written down yet."));
  return html`<ol class="timeline">${lines.map((line, i) => entry(line, lines[i - 1]))}</ol>`;
}

const acknowledge = (alerts) =>
  ask({
    title: t("Take it"),
    text: t("Others see that you are on it, and reminders and escalation stop."),
    fields: [
      { name: "owner", label: t("Who takes it") },
      { name: "note", label: t("Note"), required: false },
      { name: "lasting", label: t("For how long"), required: false, example: "2h", hint: t("Empty: until it is resolved.") },
    ],
    yes: t("Take it"),
    wish: ({ owner, note, lasting }) => {
      const [first, ...others] = alerts.map((alert) => ({
        path: `/api/v1/alerts/${encodeURIComponent(alert.id)}/acknowledgement`,
        body: { owner, note, ...(lasting ? { for: lasting } : {}) },
        said: t("It is yours."),
      }));
      return { ...first, then: () => others.forEach((other) => void act(other)) };
    },
  });

const giveBack = (alert) =>
  act({ method: "DELETE", path: `/api/v1/alerts/${encodeURIComponent(alert.id)}/acknowledgement`, said: t("Nobody has it now.") });

const note = (id) =>
  ask({
    title: t("Write a note"),
    fields: [{ name: "by", label: t("Who writes") }, { name: "text", label: t("Note"), kind: "text" }],
    yes: t("Write it down"),
    wish: ({ by, text }) => ({ path: `/api/v1/incidents/${encodeURIComponent(id)}/notes`, body: { by, text }, said: t("Written down.") }),
  });

function alerts(all) {
  return table(t("Alerts"), [
    { name: t("Severity"), cell: (a) => severity(a.severity) },
    { name: t("Alert"), kind: "grow", cell: (a) => html`<a data-row href=${href("alerts", a.id)}>${a.name}</a> <span class="evidence">${a.evidence}</span>` },
    { name: t("State"), cell: (a) => alertState(a) },
    { name: t("Taken by"), cell: (a) => (a.owner ? html`${a.owner} <button class="plain" @click=${() => giveBack(a)}>${t("Give back")}</button>` : "–") },
  ], all);
}

function report(id) {
  const link = (format, lang, name) => html`<a class="button" target="_blank" rel="noopener" href="/api/v1/incidents/${encodeURIComponent(id)}/report?format=${format}&lang=${lang}">${name}</a>`;
  return html`<p class="links">${link("html", "en", "Report (English)")} ${link("html", "zh", "报告（中文）")} ${link("md", "en", "Markdown")}</p>${command(`lifeguard report ${id}`)}`;
}

function whole(incident) {
  const firing = incident.alerts.filter((each) => !each.endsAt && each.state === "firing");
  const untaken = firing.filter((each) => !each.owner);
  return html`<div class="top">${heading(incident.root)}
      <div class="beside">${severity(incident.severity)} ${incident.closedAt ? mark("closed") : mark("open")}
        ${place(incident.gateway)}
        ${untaken.length ? html`<button class="strong" data-key="a" @click=${() => acknowledge(untaken)}>${t("Take it")}</button>` : nothing}
        <button class="plain" @click=${() => note(incident.id)}>${t("Write a note")}</button></div></div>
    <dl class="figures banner">
      <div><dt>${t("Level")}</dt><dd>${incident.level}</dd></div>
      <div><dt>${t("Found")}</dt><dd>${moment(incident.openedAt)}</dd></div>
      <div><dt>${t("Recovered")}</dt><dd>${incident.closedAt ? moment(incident.closedAt) : t("not yet")}</dd></div>
      <div><dt>${incident.closedAt ? t("Lasted") : t("Lasts for")}</dt><dd>${lasted(incident)}</dd></div>
      <div><dt>${t("Taken by")}</dt><dd>${incident.owners.join(", ") || t("nobody")}</dd></div>
    </dl>
    <div class="columns sided">
      ${card(t("Timeline"), timeline(incident.timeline), { id: "tall" })}
      <div class="side">${causes(incident)}${card(t("Alerts"), alerts(incident.alerts))}${card(t("Report"), report(incident.id))}</div>
    </div>`;
}

export function incident(id) {
  return screen(t("Incident"), data("/api/v1/incidents/" + encodeURIComponent(id)), whole);
}
