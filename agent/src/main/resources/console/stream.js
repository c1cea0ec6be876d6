// Who of all tabs listens to the agent. A browser opens six connections to one host, and a stream takes one for good:
// so one tab holds it and tells the others, and another takes over when it goes. Where the browser has no locks (a page
// that came over plain HTTP from another machine), each tab listens for itself, while somebody looks at it.
import { follow, Refused } from "./line.js";
import { change, state } from "./state.js";

const NAME = "lifeguard.events";
const LONGEST_PAUSE = 15_000;
const SILENCE = 30_000; // a tab that leads and says nothing was put to sleep by the browser

const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
let hear = () => {};
let lastId = "";
let pause = 500;
let wake = () => {};
let leading = false;
let watch;
let rewatch = () => {};
let abandon = () => {};

/** Listens for ever; hearing(type, data) gets each event. */
export async function listen(hearing) {
  hear = hearing;
  if (!navigator.locks || !tabs) return listenAlone();
  tabs.onmessage = ({ data }) => receive(data);
  tabs.postMessage({ kind: "who" });
  for (let end = ""; ; ) end = await turn({ steal: end === "asleep" });
}

/** Another look at once, whoever listens: somebody came back to a tab, or gave the token. */
export function retryNow() {
  pause = 500;
  wake();
  tabs?.postMessage({ kind: "retry" });
}

/** Waits until it is this tab's turn and listens as long as it is; "asleep" when the one that leads says nothing. */
function turn({ steal = false }) {
  const waiting = new AbortController();
  return new Promise((done) => {
    const silent = () => {
      waiting.abort();
      done("asleep");
    };
    rewatch = () => {
      clearTimeout(watch);
      if (!leading) watch = setTimeout(silent, SILENCE);
    };
    rewatch();
    const given = steal ? { steal: true } : { signal: waiting.signal };
    navigator.locks.request(NAME, given, lead).then(
      () => done("over"),
      () => (abandon(), done("over")), // another tab took it, or the waiting was ended
    );
  });
}

/** Holds the line until the agent refuses this tab or another tab takes over. */
async function lead() {
  const mine = new AbortController();
  leading = true;
  clearTimeout(watch);
  abandon = () => mine.abort();
  try {
    while (!mine.signal.aborted) {
      const end = await once(mine.signal);
      if (mine.signal.aborted) return;
      await rest();
      if (end === "refused") return;
    }
  } finally {
    leading = false;
  }
}

/** One connection from begin to end. */
async function once(signal) {
  try {
    await follow({ lastId, signal, heard: tell });
    return "lost";
  } catch (problem) {
    return problem instanceof Refused ? "refused" : "lost";
  }
}

function tell(event) {
  pause = 500;
  tabs?.postMessage({ kind: "event", event });
  take(event);
}

function take({ id, type, data }) {
  if (id) lastId = id;
  hear(type, data ? JSON.parse(data) : {});
  change((s) => (s.live = { status: "live", heardAt: Date.now(), retryAt: 0 }));
}

async function rest() {
  lost({ heardAt: state.live.heardAt, retryAt: Date.now() + pause });
  tabs?.postMessage({ kind: "lost", live: state.live });
  await new Promise((done) => {
    const timer = setTimeout(done, pause);
    wake = () => (clearTimeout(timer), done());
  });
  wake = () => {};
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

const lost = (live) => change((s) => (s.live = { status: "lost", ...live }));

/** What other tabs say. Those that do not lead take it as if they had heard it themselves. */
function receive(message) {
  if (message.kind === "retry") return wake();
  if (message.kind === "who") return leading && answer();
  if (leading) return;
  rewatch();
  if (message.kind === "event") take(message.event);
  else if (message.kind === "lost") lost(message.live);
  else if (message.kind === "here") take({ id: message.id, type: "hello", data: "" });
}

function answer() {
  if (state.live.status === "live") tabs.postMessage({ kind: "here", id: lastId });
  else tabs.postMessage({ kind: "lost", live: state.live });
}

/** Without the others: a tab that nobody looks at lets its connection go, and catches up later. */
async function listenAlone() {
  for (;;) {
    if (document.hidden) await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
    const seen = new AbortController();
    const hide = () => document.hidden && seen.abort();
    document.addEventListener("visibilitychange", hide);
    await once(seen.signal);
    document.removeEventListener("visibilitychange", hide);
    if (!seen.signal.aborted) await rest();
  }
}
