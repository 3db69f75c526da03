// The reference Engine.IO client, driven by a test.
import { Socket } from "engine.io-client";
import { Mailbox, serve } from "./control.mjs";

const clients = [];

serve({
  open({ uri, transports }) {
    const socket = new Socket(uri, { transports });
    const seen = new Mailbox();
    const client = clients.push({ socket, seen }) - 1;
    socket.binaryType = "nodebuffer";
    // An empty text comes without data.
    socket.on("message", (data = "") => seen.put("message", data));
    socket.on("ping", () => seen.put("ping"));
    socket.on("close", (reason) => seen.put("closed", reason));
    return new Promise((resolve, reject) => {
      socket.once("open", () => resolve(client));
      socket.once("error", reject);
    });
  },
  send: ({ client, data }) => void clients[client].socket.send(data),
  next: ({ client }) => clients[client].seen.take("message"),
  ping: ({ client }) => clients[client].seen.take("ping"),
  closed: ({ client }) => clients[client].seen.take("closed"),
  transport: ({ client }) => clients[client].socket.transport.name,
  /** Sends `burst` numbers at once, then one for each number that comes, until the server has sent all of its own. */
  async tock({ client, burst, least, more }) {
    const { socket, seen } = clients[client];
    const ticks = [];
    let number = 0;
    socket.send(`!tick ${least} ${more}`);
    while (number < burst) socket.send(`!tock ${number++}`);
    for (;;) {
      const [kind, value] = (await seen.take("message")).split(" ");
      if (kind === "ticked") return { sent: Number(value), ticks, tocked: number };
      ticks.push(Number(value));
      socket.send(`!tock ${number++}`);
    }
  },
  async close({ client }) {
    clients[client].socket.close();
  },
});
