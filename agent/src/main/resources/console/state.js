// All that the screens are drawn from. Screens read it, and change it only through change().

const remembered = (key, usual) => localStorage.getItem("lifeguard." + key) ?? usual;

export const state = {
  route: { screen: "fleet", args: [], query: {} },
  language: remembered("language", navigator.language.startsWith("zh") ? "zh" : "en"),
  theme: remembered("theme", "auto"),
  live: { status: "connecting", heardAt: 0, retryAt: 0 },
  now: Date.now(),
  gateways: new Map(),
  gatewaysKnown: false,
  latencies: new Map(), // by gateway: the latest answers, as told by the stream
  fleet: { query: "", tone: "", sort: "trouble", cursor: -1 },
  dialog: null,
  toast: null,
};

let draw = () => {};
let due = false;

export function drawWith(drawing) {
  draw = drawing;
}

const LATE = 250; // a busy machine may give no frame for long; who looks must not wait for it

/** Changes the state and draws once before the next frame, however often it is called. */
export function change(what) {
  what?.(state);
  if (due) return;
  due = true;
  requestAnimationFrame(drawn);
  if (!document.hidden) setTimeout(drawn, LATE);
}

function drawn() {
  if (!due) return;
  due = false;
  draw();
}

export function remember(key, value) {
  localStorage.setItem("lifeguard." + key, value);
  change((s) => (s[key] = value));
}

export function toast(text, tone = "ok") {
  const shown = { text, tone };
  change((s) => (s.toast = shown));
  setTimeout(() => change((s) => s.toast === shown && (s.toast = null)), 6000);
}
