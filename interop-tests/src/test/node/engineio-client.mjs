// The reference Engine.IO client, driven by a test.
import { Socket } from "engine.io-client";
import { Mailbox, serve } from "./control.mjs";

const clients = [];

serve({
  open({ uri, transports, upgrade }) {
    const socket = new Socket(uri, { transports, upgrade });
    const seen = new Mailbox();
    const client = clients.push({ socket, seen }) - 1;
    socket.binaryType = "nodebuffer";
    socket.on("message", (data) => seen.put("message", data));
    socket.on("ping", () => seen.put("ping"));
    socket.on("upgrade", () => seen.put("upgraded"));
    socket.on("close", (reason) => seen.put("closed", reason));
    return new Promise((resolve, reject) => {
      socket.once("open", () => resolve(client));
      socket.once("error", reject);
    });
  },
  send: ({ client, data }) => void clients[client].socket.send(data),
  next: ({ client }) => clients[client].seen.take("message"),
  ping: ({ client }) => clients[client].seen.take("ping"),
  upgraded: ({ client }) => clients[client].seen.take("upgraded"),
  closed: ({ client }) => clients[client].seen.take("closed"),
  transport: ({ client }) => clients[client].socket.transport.name,
  /** Sends `burst` numbers at once, then one for each number that comes, until the server has sent all of its own. */
  tock({ client, burst, least, more }) {
    const { socket } = clients[client];
    const ticks = [];
    let number = 0;
    return new Promise((resolve) => {
      socket.on("message", (data) => {
        const [kind, value] = String(data).split(" ");
        if (kind === "ticked") return resolve({ sent: Number(value), ticks, tocked: number });
        ticks.push(Number(value));
        socket.send(`!tock ${number++}`);
      });
      socket.send(`!tick ${least} ${more}`);
      while (number < burst) socket.send(`!tock ${number++}`);
    });
  },
  async close({ client }) {
    clients[client].socket.close();
  },
});
