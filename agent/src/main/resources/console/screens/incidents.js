// Incidents, the open ones first.
import { html, nothing } from "../lit.js";
import { data } from "../api.js";
import { moment, since, span } from "../format.js";
import { mark, severity } from "../marks.js";
import { answered, empty, heading } from "../parts.js";
import { href } from "../routes.js";
import { t } from "../text.js";

export const lasted = (incident) =>
  incident.closedAt ? span((Date.parse(incident.closedAt) - Date.parse(incident.openedAt)) / 1000) : since(incident.openedAt);

const one = (incident) => html`<li class="incident ${incident.closedAt ? "over" : "open"}">
  <div class="beside">${severity(incident.severity)} ${incident.closedAt ? mark("closed") : mark("open")}</div>
  <div class="subject"><a data-row href=${href("incidents", incident.id)}>${incident.root}</a>
    <p class="faint">${incident.members.length > 1 ? t("{n} alerts", { n: incident.members.length }) : t("one alert")} · ${moment(incident.openedAt)} · <code>${incident.id}</code></p></div>
  <div class="lasted"><b>${lasted(incident)}</b><span class="faint">${incident.closedAt ? t("lasted") : t("and goes on")}</span></div>
</li>`;

const listed = (title, all) => (all.length ? html`<h2>${title} <span class="faint">${all.length}</span></h2><ul class="incidents">${all.map(one)}</ul>` : nothing);

export function incidents() {
  return html`<div class="top">${heading(t("Incidents"))}</div>${answered(data("/api/v1/incidents"), ({ incidents: all }) => {
    if (all.length === 0) return empty(t("No incident so far. May it stay so."));
    return html`${listed(t("Open"), all.filter((each) => !each.closedAt))}${listed(t("Over"), all.filter((each) => each.closedAt))}`;
  })}`;
}
