// What is asked before something is changed: the token, who and why. One dialog at a time.
import { html, nothing } from "./lit.js";
import { outdate, Problem, token, write } from "./api.js";
import { change, state, toast } from "./state.js";
import { retryNow } from "./stream.js";
import { t } from "./text.js";

/** Shows the element as a modal dialog as soon as it is there: the focus stays inside. */
const modal = (element) => element && !element.open && queueMicrotask(() => element.isConnected && !element.open && element.showModal());

const close = () => change((s) => (s.dialog = null));

const fields = (event) => Object.fromEntries(new FormData(event.target));

/**
 * Changes something on the agent. Asks for the token when it is needed, says what came of it.
 * @param {{method?: string, path: string, body?: object, said: string, then?: () => void}} wish
 */
export async function act(wish) {
  if (!token.get()) return askForToken(wish, "");
  try {
    const answer = await write(wish.method ?? "POST", wish.path, wish.body);
    close();
    toast(wish.said);
    outdate("/api/v1/"); // not every change is told by the stream: a note is not
    wish.then?.(answer);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) {
      token.forget();
      return askForToken(wish, t("The agent refused this token."));
    }
    const detail = problem.name === "TimeoutError" ? t("The agent did not answer in time.") : problem.message;
    if (state.dialog) change((s) => (s.dialog = { ...s.dialog, problem: detail }));
    else toast(detail, "bad");
  }
}

function askForToken(wish, problem) {
  change((s) => (s.dialog = { kind: "token", wish, problem }));
}

/** Asks a few questions, then does what the answers make of it: a wish for act(), or a problem with them. */
export function ask(question) {
  change((s) => (s.dialog = { kind: "ask", ...question }));
}

const problemLine = () => (state.dialog.problem ? html`<p class="problem" role="alert">${state.dialog.problem}</p>` : nothing);

const buttons = (yes, tone = "") =>
  html`<div class="buttons"><button type="button" class="plain" @click=${close}>${t("Cancel")}</button><button class="strong ${tone}">${yes}</button></div>`;

function tokenDialog({ wish }) {
  const given = (event) => {
    event.preventDefault();
    token.set(fields(event).token.trim());
    retryNow();
    if (wish) void act(wish);
    else close();
  };
  return html`<form @submit=${given}>
    <h2>${t("This needs the token")}</h2>
    <p>${t("It is agent.token of the configuration, or the local one in agent.json of the data directory. It is kept until this tab is closed.")}</p>
    ${problemLine()}
    <label>${t("Token")}<input name="token" type="password" autocomplete="off" required></label>
    ${buttons(t("Go on"))}
  </form>`;
}

const remembersName = (name) => (name === "by" || name === "author" || name === "owner" || name === "who" ? localStorage.getItem("lifeguard.me") ?? "" : "");

function field(each) {
  const value = each.value ?? remembersName(each.name);
  const describedBy = each.hint ? "hint-" + each.name : nothing;
  const control =
    each.kind === "text"
      ? html`<textarea name=${each.name} aria-describedby=${describedBy} rows="3" ?required=${each.required !== false} maxlength="4000" .value=${value}></textarea>`
      : each.kind === "choice"
        ? html`<select name=${each.name}>${each.choices.map(([v, label]) => html`<option value=${v} ?selected=${v === value}>${label}</option>`)}</select>`
        : html`<input name=${each.name} aria-describedby=${describedBy} ?required=${each.required !== false} maxlength="300" placeholder=${each.example ?? ""} .value=${value} autocomplete="off">`;
  return html`<label>${each.label}${control}</label>${each.hint ? html`<small id="hint-${each.name}">${each.hint}</small>` : nothing}`;
}

function askDialog({ title, text, content, fields: wanted = [], yes, tone, wish }) {
  const given = (event) => {
    event.preventDefault();
    const answers = fields(event);
    const me = answers.by ?? answers.author ?? answers.owner ?? answers.who;
    if (me) localStorage.setItem("lifeguard.me", me);
    const wanted = wish(answers);
    if (wanted.problem) change((s) => (s.dialog = { ...s.dialog, problem: wanted.problem }));
    else void act(wanted);
  };
  if (content) return html`<h2>${title}</h2>${content}<div class="buttons"><button class="strong" @click=${close}>${t("Close")}</button></div>`;
  return html`<form @submit=${given}><h2>${title}</h2>${text ? html`<p>${text}</p>` : nothing}${problemLine()}${wanted.map(field)}${buttons(yes, tone)}</form>`;
}

const KEYS = [
  ["/", "search"],
  ["j k", "next and former row"],
  ["Enter", "open"],
  ["g f", "go to the fleet"],
  ["g i", "go to the incidents"],
  ["g a", "go to the alerts"],
  ["g r", "go to the remedies"],
  ["g s", "go to silences and maintenance"],
  ["g c", "go to the configuration"],
  ["a", "take it: acknowledge, or approve"],
  ["u", "back"],
  ["t", "another theme"],
  ["l", "another language"],
  ["Esc", "close"],
];

const help = () => html`<h2>${t("Keys")}</h2>
  <dl class="keys">${KEYS.map(([keys, what]) => html`<div><dt>${keys.split(" ").map((k) => html`<kbd>${k}</kbd>`)}</dt><dd>${t(what)}</dd></div>`)}</dl>
  <div class="buttons"><button class="strong" @click=${close}>${t("Close")}</button></div>`;

const KINDS = { token: tokenDialog, ask: askDialog, help };

export function dialog() {
  if (!state.dialog) return nothing;
  const shown = state.dialog;
  setTimeout(() => modal(document.querySelector("dialog")));
  return html`<dialog class=${shown.kind} aria-label=${shown.title ?? t(shown.kind === "help" ? "Keys" : "Token")} @cancel=${(event) => (event.preventDefault(), close())}>${KINDS[shown.kind](shown)}</dialog>`;
}
