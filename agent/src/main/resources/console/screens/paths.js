// The ways to a gateway, where it has several, and the switch by hand.
import { html, nothing } from "../lit.js";
import { dataIf } from "../api.js";
import { act } from "../dialogs.js";
import { moment, since } from "../format.js";
import { mark, shape } from "../marks.js";
import { card, table } from "../parts.js";
import { t } from "../text.js";

const HEALTH = { healthy: "ok", failing: "bad", unseen: "unknown" };

function take(gateway, path) {
  void act({
    path: `/api/v1/paths/${encodeURIComponent(gateway)}/switch`,
    body: { path: path.name },
    said: t("The path {path} is in use now.", { path: path.name }),
  });
}

export function paths(gateway) {
  const mine = dataIf("/api/v1/paths").value?.paths.find((each) => each.gateway === gateway);
  if (!mine || mine.paths.length < 2) return nothing;
  const rows = table(t("Paths"), [
    { name: t("Path"), kind: "grow", cell: (p) => html`${p.inUse ? shape("ok") : nothing} <b>${p.name}</b> <span class="faint">${p.url}</span>` },
    { name: t("Health"), cell: (p) => html`${mark(p.health, HEALTH[p.health])} ${p.reason ? html`<code>${p.reason}</code>` : nothing}` },
    { name: t("Since"), kind: "number", cell: (p) => (p.since ? since(p.since) : "–") },
    { name: t("Use"), cell: (p) => (p.inUse ? html`<b>${t("in use")}</b>` : html`<button class="plain" @click=${() => take(gateway, p)}>${t("Switch to it")}</button>`) },
  ], mine.paths);
  const held = mine.heldUntil ? html`<p class="note">${t("Switched by hand; stays until {at}.", { at: moment(mine.heldUntil) })}</p>` : nothing;
  return card(t("Paths"), html`${rows}${held}`, { id: "wide" });
}
