// The reference Engine.IO server. It sends back what it gets, but for the texts that start with "!": those ask for
// something. io.curlew.interop.engineio.CurlewEngineServer is the same behaviour on our own server.
import { once } from "node:events";
import { createServer } from "node:http";
import { Mailbox, serve } from "./control.mjs";
import { cut } from "./cut.mjs";

// Which of the installed versions to run.
const { Server } = await import(process.argv[2] ?? "engine.io");

function behave(socket, left) {
  const tocks = [];

  const asked = {
    close: () => socket.close(),
    extensions: () => socket.send(String(socket.transport.socket?.extensions)),
    cut: () => cut(socket),
    tick: (least, more) => tick(socket, Number(least), Number(more)),
    tock: (number) => tocks.push(Number(number)),
    tocks: () => socket.send(JSON.stringify(tocks)),
    transport: () => socket.send(socket.transport.name),
  };
  socket.on("message", (data) => {
    if (typeof data !== "string" || !data.startsWith("!")) return socket.send(data);
    const [what, ...args] = data.slice(1).split(" ");
    asked[what](...args);
  });
  socket.on("close", (reason) => left.put("left", { reason, tocks }));
}

/** Sends numbers from 0 on: `least` fast, then slowly until the upgrade, `more` after it; then says how many. */
function tick(socket, least, more) {
  let number = 0;
  let last = Infinity;
  const upgraded = () => (last = Math.max(least, number + more));
  if (socket.transport.name === "websocket") upgraded();
  else socket.once("upgrade", upgraded);
  const next = () => {
    if (number >= last) {
      socket.send(`ticked ${number}`);
    } else if (socket.readyState === "open") {
      socket.send(`tick ${number++}`);
      if (number < least || last < Infinity) setImmediate(next);
      else setTimeout(next, 1);
    }
  };
  next();
}

const servers = [];

serve({
  async listen({ options }) {
    const left = new Mailbox();
    const http = createServer();
    const engine = new Server(options);
    engine.attach(http, options);
    engine.on("connection", (socket) => behave(socket, left));
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return { server: servers.push({ http, engine, left }) - 1, port: http.address().port };
  },
  async close({ server }) {
    const { http, engine } = servers[server];
    engine.close();
    http.close();
    http.closeAllConnections();
  },
  connections: ({ server }) => servers[server].engine.clientsCount,
  left: ({ server }) => servers[server].left.take("left"),
});
