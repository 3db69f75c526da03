// The reference Socket.IO server. Every server started here behaves the same way, which a test asks for by events;
// io.curlew.interop.socketio.ServerBehaviour is the same behaviour on our own server.
import { once } from "node:events";
import { createServer } from "node:http";
import { Mailbox, serve } from "./control.mjs";
import { cut } from "./cut.mjs";

// Which of the installed versions to run.
const { Server } = await import(process.argv[2] ?? "socket.io");

function behave(socket, { left, noted, received, keys }) {
  let tocks = [];

  // Servers of which the type of an argument must be known get an event of their own for binary.
  for (const name of ["echo", "echo bytes"]) socket.on(name, (...args) => socket.emit("echo", ...args));
  // The answer to an event that asks for one: what came with it.
  for (const name of ["ask", "ask bytes"]) socket.on(name, (...args) => args.pop()(...args));
  socket.on("list", (bytes, answer) => answer([...bytes]));
  socket.on("never answer", () => {});
  socket.on("auth", (answer) => answer(socket.handshake.auth));
  socket.on("transport", (answer) => answer(socket.conn.transport.name));
  // The other way round: the server asks, and reports what it was answered.
  for (const name of ["ask me", "ask me bytes"]) {
    socket.on(name, (...args) => socket.emit("question", ...args, (...answer) => socket.emit("answered", ...answer)));
  }
  socket.on("ask me for", (ms) => {
    withTimeout(socket, ms, (late) => socket.emit(late ? "not answered" : "answered"));
  });
  socket.on("leave me", () => socket.disconnect());
  socket.on("hang up", () => socket.conn.close());
  socket.on("cut", () => cut(socket.conn));
  // So many numbers at once, with what else came.
  socket.on("send me", (count, ...args) => {
    for (let number = 0; number < count; number++) socket.emit("sent", number, ...args);
  });
  // What is sent between the loss of the connection and the next one.
  socket.on("miss", (count) => {
    socket.once("disconnect", () => {
      for (let number = 0; number < count; number++) socket.emit("missed", number);
    });
    cut(socket.conn);
  });
  // So many numbers a second, to everybody in the namespace, for as long as the server lives.
  socket.on("broadcast", (perSecond) => {
    const start = Date.now();
    let number = 0;
    const timer = setInterval(() => {
      for (const due = ((Date.now() - start) * perSecond) / 1000; number < due; number++) socket.nsp.emit("broadcast", number);
    }, 1);
    socket.nsp.server.httpServer.once("close", () => clearInterval(timer));
  });
  // A text of so many characters, to everybody in the namespace who can take it at once.
  socket.on("shout", (length) => socket.nsp.volatile.emit("shouted", "x".repeat(length)));
  // Traffic both ways that goes on until the session has been upgraded.
  socket.on("tick me", (least, more) => tick(socket, least, more));
  socket.on("tock", (number) => tocks.push(number));
  socket.on("tocks", (answer) => answer(tocks));
  // What was sent, over whatever connection; the other one answers the second time only.
  socket.on("note", (number, answer) => {
    noted.push(number);
    answer?.();
  });
  socket.on("note and cut", (number, answer) => {
    if (noted.includes(number)) answer?.();
    else cut(socket.conn);
    noted.push(number);
  });
  // Answers the attempt with this number and those after it, with the keys of all attempts.
  socket.on("note until", (attempt, number, key, answer) => {
    noted.push(number);
    keys.push(key);
    if (noted.filter((other) => other === number).length >= attempt) answer(keys);
  });
  // As "note", with something behind the number that is not looked at.
  socket.on("note with", (number) => noted.push(number));
  socket.on("noted", (answer) => answer(noted));
  // What reached the server at all: its sockets ignore events that are read together with the DISCONNECT after them.
  socket.conn.on("packet", ({ data }) => {
    const note = /^2\["note",(\d+)\]$/.exec(data);
    if (note) received.push(Number(note[1]));
  });
  socket.on("received", (answer) => answer(received));
  socket.on("disconnect", (reason) => left.put(socket.nsp.name, reason));
}

/** Asks a question; versions before 4.4 have no timeouts of their own. */
function withTimeout(socket, ms, answered) {
  if (socket.timeout) return socket.timeout(ms).emit("question", answered);
  const timer = setTimeout(() => answered(true), ms);
  socket.emit("question", () => {
    clearTimeout(timer);
    answered(false);
  });
}

/** Sends numbers from 0 on: `least` fast, then slowly until the upgrade, `more` after it; then says how many. */
function tick(socket, least, more) {
  let number = 0;
  let last = Infinity;
  const upgraded = () => (last = Math.max(least, number + more));
  if (socket.conn.transport.name === "websocket") upgraded();
  else socket.conn.once("upgrade", upgraded);
  const next = () => {
    if (number >= last) {
      socket.emit("ticked", number);
    } else if (socket.connected) {
      socket.emit("tick", number++);
      if (number < least || last < Infinity) setImmediate(next);
      else setTimeout(next, 1);
    }
  };
  next();
}

function createIo({ options, ...notes }) {
  const http = createServer();
  const io = new Server(http, options);
  io.on("connection", (socket) => behave(socket, notes));
  io.of("/admin").on("connection", (socket) => behave(socket, notes));
  io.of("/guarded").use((socket, next) => {
    if (socket.handshake.auth.token === "secret") return next();
    next(Object.assign(new Error("not allowed"), { data: { code: 401, why: ["token"] } }));
  });
  io.of("/guarded").on("connection", (socket) => behave(socket, notes));
  return { io, http };
}

async function listen(server) {
  Object.assign(server, createIo(server));
  server.http.listen(server.port, "127.0.0.1");
  await once(server.http, "listening");
}

const servers = [];

serve({
  async listen({ options, port }) {
    const server = { options, port, left: new Mailbox(), noted: [], received: [], keys: [] };
    await listen(server);
    return { server: servers.push(server) - 1, port };
  },
  async close({ server }) {
    await servers[server].io.close();
    servers[server].http.closeAllConnections();
  },
  async reopen({ server }) {
    await listen(servers[server]);
  },
  connections: ({ server }) => servers[server].io.engine.clientsCount,
  left: ({ server, namespace }) => servers[server].left.take(namespace),
});
