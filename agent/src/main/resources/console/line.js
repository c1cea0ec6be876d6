// One connection to /api/v1/events. Read by fetch, since EventSource cannot send a token.
import { headers } from "./api.js";

const SILENCE = 25_000; // the agent gives a sign of life every ten seconds

/** The agent wants another token, or one at all. */
export class Refused extends Error {}

/**
 * Follows the stream until it ends, is silent for too long or the signal says so.
 * @param {(event: {id: string, type: string, data: string}) => void} heard
 */
export async function follow({ lastId, signal, heard }) {
  const line = new AbortController();
  const stop = () => line.abort();
  signal.addEventListener("abort", stop);
  let watch = setTimeout(stop, SILENCE);
  try {
    const response = await fetch("/api/v1/events", { headers: headers(lastId ? { "Last-Event-ID": lastId } : {}), signal: line.signal });
    if (response.status === 401) throw new Refused();
    if (!response.ok) throw new Error("events answered " + response.status);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(stop, SILENCE);
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) heard(parsed(block));
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener("abort", stop);
    stop();
  }
}

function parsed(block) {
  const event = { id: "", type: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) event.id = line.slice(4);
    else if (line.startsWith("event: ")) event.type = line.slice(7);
    else if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  return event;
}
