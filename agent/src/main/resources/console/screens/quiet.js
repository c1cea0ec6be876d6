// Silences and maintenance: who asked for quiet, why, and for how long.
import { html } from "../lit.js";
import { data } from "../api.js";
import { act, ask } from "../dialogs.js";
import { moment, until } from "../format.js";
import { answered, card, empty, heading, labels, table } from "../parts.js";
import { t } from "../text.js";

// Asked for each time anew: the language may have changed.
const who = () => [
  { name: "author", label: t("Who") },
  { name: "reason", label: t("Why"), hint: t("Whoever is woken by the silence will want to know.") },
  { name: "lasting", label: t("For how long"), value: "2h" },
];

const lines = (text) => text.split(/[\n,]/).map((each) => each.trim()).filter(Boolean);

/** Labels as people write them; a word alone names a gateway. Empty would be all of them, so nothing is passed over. */
function labelsOf(text) {
  const labels = {};
  for (const each of lines(text)) {
    const [, name = "gateway", value] = /^(?:([^=]*)=)?(.*)$/s.exec(each);
    if (!name || !value) return { problem: t("{text} is no label; write one as in gateway=home", { text: each }) };
    if (name in labels) return { problem: t("{name} is given twice, and no gateway has both; begin one window for each", { name }) };
    labels[name] = value;
  }
  return { labels };
}

const silence = () =>
  ask({
    title: t("New silence"),
    text: t("Alerts that match all of it are judged, but nobody is told."),
    fields: [{ name: "matchers", label: t("Matchers, one a line"), kind: "text", value: "gateway=", hint: t("As in gateway=home, alertname=~\"tunnel.*\", severity!=critical") }, ...who()],
    yes: t("Silence"),
    wish: ({ matchers, author, reason, lasting }) => ({ path: "/api/v1/silences", body: { matchers: lines(matchers), author, reason, for: lasting }, said: t("Silenced.") }),
  });

const maintain = () =>
  ask({
    title: t("New maintenance"),
    text: t("Work is expected: no alert of these gateways begins to be told, and no remedy touches them."),
    fields: [{ name: "gateways", label: t("Gateways by label"), required: false, example: "gateway=home", hint: t("Empty: all of them.") }, ...who()],
    yes: t("Begin"),
    wish: ({ gateways, author, reason, lasting }) => {
      const { labels: named, problem } = labelsOf(gateways);
      return { path: "/api/v1/maintenance", body: { gateways: named, author, reason, for: lasting }, said: t("Maintenance began."), problem };
    },
  });

const end = (kind, one) => act({ method: "DELETE", path: `/api/v1/${kind}/${encodeURIComponent(one.id)}`, said: t("Ended.") });

const columns = (kind, first) => [
  first,
  { name: t("Why"), kind: "grow", cell: (s) => s.reason },
  { name: t("Who"), cell: (s) => html`<span class="who">${s.author}</span>` },
  { name: t("Began"), cell: (s) => html`<span class="when">${moment(s.startsAt)}</span>` },
  { name: t("Ends"), cell: (s) => html`<span class="when">${moment(s.endsAt)}</span> <span class="faint when">${until(s.endsAt)}</span>` },
  { name: t("End it"), cell: (s) => html`<button class="plain" @click=${() => end(kind, s)}>${t("End now")}</button>` },
];

export function quiet() {
  const matchers = { name: t("Matches"), cell: (s) => s.matchers.map((m) => html`<code class="matcher">${m}</code> `) };
  const gateways = { name: t("Gateways"), cell: (w) => (Object.keys(w.gateways).length ? labels(w.gateways) : html`<b>${t("all")}</b>`) };
  const button = (text, what) => html`<button class="strong" @click=${what}>${text}</button>`;
  return html`<div class="top">${heading(t("Silences and maintenance"))}</div>
    ${card(t("Silences"), answered(data("/api/v1/silences"), ({ silences }) => (silences.length ? table(t("Silences"), columns("silences", matchers), silences) : empty(t("Nothing is silenced.")))), { id: "wide", tools: button(t("New silence"), silence) })}
    ${card(t("Maintenance"), answered(data("/api/v1/maintenance"), ({ windows }) => (windows.length ? table(t("Maintenance"), columns("maintenance", gateways), windows) : empty(t("No maintenance is under way or planned.")))), { id: "wide", tools: button(t("New maintenance"), maintain) })}`;
}
