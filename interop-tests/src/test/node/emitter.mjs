// A server of a cluster, with one of the adapters that talk through Redis; and what emits into a cluster: the official
// emitter, or such a server itself.
import { once } from "node:events";
import { createServer } from "node:http";
import { Emitter } from "@socket.io/redis-emitter";
import { createAdapter as createPubSubAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";
import { Mailbox, serve } from "./control.mjs";

const NAMESPACES = ["/", "/admin"];
let told;
let io;
let publisher;
let clients;

async function connected(port) {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: 50 } });
  client.on("error", () => {}); // Redis is restarted by some tests
  await client.connect();
  return client;
}

async function adapter(kind, redis) {
  publisher = await connected(redis);
  clients = [publisher];
  if (kind !== "STREAMS") clients.push(await connected(redis));
  if (kind === "PUB_SUB") return createPubSubAdapter(...clients);
  if (kind === "SHARDED") return createShardedAdapter(...clients);
  return createStreamsAdapter(publisher, { blockTimeInMs: 100 });
}

// The streams adapter begins behind the last entry of each XREAD, until one has brought something: what is written
// between two of them, or before the first, it never reads.
async function readsTheStream() {
  const { adapter } = io.of("/");
  const reading = new Promise((read) => {
    const onRawMessage = adapter.onRawMessage;
    adapter.onRawMessage = (...args) => {
      read();
      onRawMessage.apply(adapter, args);
    };
  });
  const again = setInterval(() => io.socketsLeave("nobody's room"), 20);
  await reading;
  clearInterval(again);
}

function behave(name, nsp) {
  nsp.on("connection", (socket) => {
    socket.on("join", async (rooms, joined) => {
      socket.join(rooms);
      await clients.at(-1).ping(); // behind the subscription to a room's channel, without which its events do not come
      joined();
    });
    socket.on("rooms", (answer) => answer([...socket.rooms].filter((room) => room !== socket.id)));
    socket.on("cut", () => socket.conn.transport.socket._socket.destroy());
  });
  nsp.on("tell", (...args) => told.put("told", args));
  nsp.on("ask", (...args) => args.pop()({ name, args }));
  nsp.on("silence", () => {});
}

/** Does what a call says; the emitter and a server have the same methods. */
function perform(emitter, { namespace, to, except, flags, method, args }) {
  let target = namespace ? emitter.of(namespace) : emitter;
  if (to) target = target.to(to);
  if (except) target = target.except(except);
  if (flags?.volatile) target = target.volatile;
  if (flags?.compress !== undefined) target = target.compress(flags.compress);
  target[method](...args);
}

serve({
  async listen({ name, kind, redis, recovery }) {
    const http = createServer();
    told = new Mailbox();
    io = new Server(http, {
      adapter: await adapter(kind, redis),
      ...(recovery ? { connectionStateRecovery: {} } : {}),
    });
    for (const namespace of NAMESPACES) behave(name, io.of(namespace));
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    if (kind === "STREAMS") await readsTheStream();
    return { port: http.address().port };
  },
  // The next test may listen again, in less time than a process takes to start.
  async close() {
    await io.close();
    for (const client of clients) await client.close(); // once all is answered
    return {};
  },
  told: () => told.take("told"),
  sockets: async ({ namespace }) => (await io.of(namespace).local.fetchSockets()).length,
  servers: ({ namespace }) => io.of(namespace).adapter.serverCount(),
  // By the official emitter, over a connection of its own.
  async official({ redis, calls }) {
    const client = await connected(redis);
    for (const call of calls) perform(new Emitter(client), call);
    await client.close(); // once all is answered
  },
  // By this server, under another name.
  async asServer({ calls, uid }) {
    for (const namespace of NAMESPACES) io.of(namespace).adapter.uid = uid;
    for (const call of calls) perform(io, call);
    await publisher.ping(); // behind them
  },
});
