// How a test talks to a script: one JSON object a line. Asked on stdin, answered on stdout with the same "id".
// Bytes are written as {"$bytes": "<base64>"}, at any depth.
import { createInterface } from "node:readline";

export function fromWire(value) {
  if (Array.isArray(value)) return value.map(fromWire);
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$bytes === "string") return Buffer.from(value.$bytes, "base64");
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromWire(inner)]));
}

export function toWire(value) {
  if (value instanceof ArrayBuffer) return { $bytes: Buffer.from(value).toString("base64") };
  if (ArrayBuffer.isView(value)) {
    return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWire(inner)]));
}

function say(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

/** Serves the commands for ever; what a command throws goes to the test. Ends with the process that started it. */
export function serve(commands) {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    const { id, command, ...args } = JSON.parse(line);
    try {
      say({ id, result: toWire((await commands[command](fromWire(args))) ?? null) });
    } catch (error) {
      say({ id, error: String(error?.message ?? error) });
    }
  });
  lines.on("close", () => process.exit(0));
  say({ ready: true });
}

/** Things that arrive and are waited for, by name, whichever comes first. */
export class Mailbox {
  #arrived = new Map();
  #waiting = new Map();

  put(name, value) {
    const waiter = this.#waiting.get(name)?.shift();
    if (waiter) {
      waiter(value);
      return;
    }
    if (!this.#arrived.has(name)) this.#arrived.set(name, []);
    this.#arrived.get(name).push(value);
  }

  take(name) {
    const arrived = this.#arrived.get(name);
    if (arrived?.length) return arrived.shift();
    if (!this.#waiting.has(name)) this.#waiting.set(name, []);
    return new Promise((resolve) => this.#waiting.get(name).push(resolve));
  }
}
