// Puts it together: state in, picture out; the stream, the clock and the keyboard change the state.
import { html, render } from "./lit.js";
import { beginUse, sweep } from "./api.js";
import { followRoutes } from "./routes.js";
import { listenToKeys } from "./keys.js";
import { hear, loadGateways } from "./news.js";
import { listen, retryNow } from "./stream.js";
import { change, drawWith, state } from "./state.js";
import { shell } from "./shell.js";
import { t } from "./text.js";
import { alertScreen, alertsScreen } from "./screens/alerts.js";
import { configuration } from "./screens/configuration.js";
import { fleet } from "./screens/fleet.js";
import { gateway } from "./screens/gateway.js";
import { incident } from "./screens/incident.js";
import { incidents } from "./screens/incidents.js";
import { quiet } from "./screens/quiet.js";
import { remedies } from "./screens/remedies.js";
import { run } from "./screens/run.js";

const SCREENS = {
  fleet: { title: "Fleet", draw: fleet },
  gateways: { title: "Gateway", draw: gateway },
  incidents: { title: "Incidents", draw: (id) => (id ? incident(id) : incidents()) },
  alerts: { title: "Alerts", draw: (id) => (id ? alertScreen(id) : alertsScreen()) },
  remedies: { title: "Remedies", draw: remedies },
  runs: { title: "Remedies", draw: run },
  quiet: { title: "Quiet", draw: quiet },
  configuration: { title: "Configuration", draw: configuration },
};

const lost = () => html`<h1 tabindex="-1">${t("There is no such screen")}</h1><p><a href="#/">${t("Go to the fleet")}</a></p>`;

function draw() {
  beginUse();
  const root = document.documentElement;
  root.lang = state.language === "zh" ? "zh-CN" : "en";
  root.dataset.theme = state.theme;
  const screen = SCREENS[state.route.screen];
  document.title = [state.route.args[0], t(screen?.title ?? "Lifeguard"), "Lifeguard"].filter(Boolean).join(" · ").slice(0, 200);
  const content = screen ? screen.draw(...state.route.args) : lost();
  render(shell(content), document.getElementById("app"));
}

drawWith(draw);
followRoutes();
listenToKeys();
void loadGateways();
void listen(hear);
setInterval(() => change((s) => (s.now = Date.now())), 1000);
setInterval(sweep, 400);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retryNow());
