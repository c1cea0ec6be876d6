// Listens to the agent: reads /api/v1/events by fetch, since EventSource cannot send a token.
import { headers } from "./api.js";
import { change } from "./state.js";

const SILENCE = 25_000; // the agent gives a sign of life every ten seconds
const LONGEST_PAUSE = 15_000;

let lastId = "";
let pause = 500;
let current = null;

/** Listens for ever; hear(type, data) gets each event. */
export async function listen(hear) {
  for (;;) {
    const line = { abort: new AbortController() };
    current = line;
    try {
      await follow(line, hear);
    } catch {
      // lost: the state says so, and the next try follows
    }
    const until = Date.now() + pause;
    change((s) => (s.live = { status: "lost", heardAt: s.live.heardAt, retryAt: until }));
    await new Promise((done) => {
      const timer = setTimeout(done, pause);
      line.retryNow = () => (clearTimeout(timer), done());
    });
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** A tab that comes back need not wait for the pause to end. */
export function retryNow() {
  pause = 500;
  current?.retryNow?.();
}

async function follow(line, hear) {
  const given = headers(lastId ? { "Last-Event-ID": lastId } : {});
  let watch = setTimeout(() => line.abort.abort(), SILENCE);
  try {
    const response = await fetch("/api/v1/events", { headers: given, signal: line.abort.signal });
    if (!response.ok) throw new Error("events answered " + response.status);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(() => line.abort.abort(), SILENCE);
      pause = 500;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) take(block, hear);
      change((s) => (s.live = { status: "live", heardAt: Date.now(), retryAt: 0 }));
    }
  } finally {
    clearTimeout(watch);
    line.abort.abort();
  }
}

function take(block, hear) {
  const event = { type: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) lastId = line.slice(4);
    else if (line.startsWith("event: ")) event.type = line.slice(7);
    else if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  hear(event.type, event.data ? JSON.parse(event.data) : {});
}
