// What each event of the stream means for what is shown.
import { get, load, outdate } from "./api.js";
import { change, state, toast } from "./state.js";
import { t } from "./text.js";

const REMEMBERED = 60;
let greeted = false;

export async function loadGateways() {
  try {
    const { gateways } = await get("/api/v1/gateways");
    change((s) => {
      s.gateways = new Map(gateways.map((each) => [each.name, each]));
      s.gatewaysKnown = true;
      s.gatewaysProblem = null;
    });
  } catch (problem) {
    change((s) => (s.gatewaysProblem = problem));
  }
}

function everything() {
  outdate("/api/");
  void loadGateways();
}

const HEARD = {
  hello: () => {
    if (!greeted) everything();
    greeted = true;
  },
  reset: () => {
    everything();
    toast(t("The agent began anew, or more happened than it keeps: everything was read again."), "info");
  },
  beat: () => {},
  gateway: (told) => {
    state.gateways.set(told.name, told);
    noteLatency(told);
    outdate("/api/v1/gateways/" + encodeURIComponent(told.name));
  },
  alert: (told) => {
    outdate("/api/v1/alerts", "/api/v1/gateways/" + encodeURIComponent(told.alert.gateway));
    outdate("/api/v1/incidents/" + (told.alert.incident ?? "-"));
  },
  incident: () => outdate("/api/v1/incidents"),
  notice: () => outdate("/api/v1/incidents/"),
  record: (told) => outdate("/api/v1/incidents/" + encodeURIComponent(told.incident)),
  tunnel: (told) => outdate("/api/v1/tunnels", "/api/v1/gateways/" + encodeURIComponent(told.gateway)),
  quiet: () => outdate("/api/v1/silences", "/api/v1/maintenance", "/api/v1/alerts"),
  reload: () => {
    outdate("/api/v1/configuration", "/api/v1/status", "/api/v1/remedies");
    void loadGateways();
  },
  cause: (told) => outdate("/api/v1/gateways/" + encodeURIComponent(told.gateway), "/api/v1/incidents/"),
  path: (told) => outdate("/api/v1/gateways/" + encodeURIComponent(told.gateway), "/api/v1/paths"),
  baseline: () => outdate("/api/v1/baseline"),
  remedy: () => outdate("/api/v1/remedies", "/api/v1/remedy", "/api/v1/incidents/"),
};

export function hear(type, told) {
  HEARD[type]?.(told);
  change();
}

function noteLatency(told) {
  const known = state.latencies.get(told.name) ?? [];
  known.push(told.latencySeconds ?? null);
  if (known.length > REMEMBERED) known.shift();
  state.latencies.set(told.name, known);
}

/** Bytes and ages of tunnels are no events; whoever looks at them gets them afresh. */
export function refreshTunnels() {
  void load("/api/v1/tunnels");
}
