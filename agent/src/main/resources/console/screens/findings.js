// What the look at the security baseline found about one gateway.
import { html, nothing } from "../lit.js";
import { dataIf } from "../api.js";
import { act } from "../dialogs.js";
import { ago } from "../format.js";
import { mark } from "../marks.js";
import { card, command, empty } from "../parts.js";
import { state } from "../state.js";
import { t } from "../text.js";

const look = () => act({ path: "/api/v1/baseline", said: t("Looked at anew.") });

const TONES = { critical: "bad", warning: "warn", info: "info" };

const one = (found) => html`<li class="finding">${mark(found.severity, TONES[found.severity])} <b>${found.code}</b> <span class="faint">${found.about}</span>
  <p>${found.evidence}</p><p class="faint">${found.why}</p>${found.fix ? command(found.fix) : nothing}</li>`;

export function findings(gateway) {
  const { value } = dataIf("/api/v1/baseline");
  if (!value) return nothing;
  const mine = value.findings.filter((each) => each.gateway === gateway || each.gateway === undefined);
  const skipped = (value.notLooked ?? []).filter((each) => [...state.gateways.keys()].every((name) => name === gateway || !each.startsWith(name + " ")));
  const list = mine.length ? html`<ul class="findings">${mine.map(one)}</ul>` : empty(t("No finding: the baseline is kept."));
  return card(t("Security baseline"), html`${list}${skipped.length ? html`<p class="note">${t("Not looked at:")} ${skipped.join("; ")}</p>` : nothing}`, {
    id: "wide",
    tools: html`<span class="faint">${value.at ? ago(value.at) : ""}</span> <button class="plain" @click=${look}>${t("Look now")}</button>`,
  });
}
