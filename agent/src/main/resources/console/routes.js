// Addresses: #/gateways/home?tab=x is the screen "gateways" with the argument "home".
import { change } from "./state.js";

export function readRoute() {
  const [path, query = ""] = location.hash.replace(/^#/, "").split("?");
  const [screen = "", ...args] = path.split("/").filter(Boolean).map(decoded);
  return { screen: screen || "fleet", args, query: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const href = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");

export function go(path) {
  location.hash = "#" + path;
}

export function followRoutes() {
  const follow = () => {
    change((s) => {
      s.route = readRoute();
      s.dialog = null;
      s.fleet.cursor = -1;
    });
    scrollTo(0, 0);
    requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector("h1")?.focus({ preventScroll: true })));
  };
  addEventListener("hashchange", follow);
  change((s) => (s.route = readRoute()));
}
