// A Socket.IO server that broadcasts numbers. Each line on stdin is a command, a JSON array of a name and arguments; each
// is answered by a line of JSON. Ends with its stdin, so that it never outlives the test.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../../../interop-tests/package.json", import.meta.url));
const { Server } = require("socket.io");

let io;
let next = 0;
let connections = 0;
let timer;
let token;
let seen = [];

// Begins anew when it listens already, as a process of its own would.
function forget() {
  io?.close();
  clearInterval(timer);
  next = 0;
  connections = 0;
  seen = [];
  commands.answers = [];
  commands.hangUps = 0;
}

function listen(port, recovery, more = {}) {
  forget();
  io = new Server({ connectionStateRecovery: recovery ?? undefined, pingInterval: 5000, pingTimeout: 5000, ...more });
  for (const namespace of [io.of("/"), io.of("/other"), io.of(/^\/many-\d+$/)]) {
    namespace.use((socket, proceed) => proceed(socket.handshake.auth.refuse ? new Error("not you") : undefined));
    namespace.on("connection", (socket) => {
      token = socket.handshake.auth.token;
      socket.onAny((name, ...args) => {
        const answer = typeof args.at(-1) === "function" ? args.pop() : () => {};
        const verdict = commands.answers.shift();
        if (verdict === "silence") return;
        seen.push([name, ...args]);
        if (verdict === "disconnect") return socket.conn.close();
        answer(verdict ?? "ok");
      });
    });
  }
  io.listen(port);
  io.engine.on("connection", (connection) => {
    connections++;
    if (commands.hangUps > 0) {
      commands.hangUps--;
      connection.once("packet", () => connection.transport.close());
    }
  });
  return new Promise((resolve) => io.httpServer.on("listening", () => resolve(io.httpServer.address().port)));
}

const commands = {
  answers: [],
  hangUps: 0,
  listen,
  // Broadcasts a number and the time, `rate` times a second, in bursts a few milliseconds apart, to the namespaces by turns.
  start(rate, namespaces = ["/"]) {
    let owed = 0;
    let last = performance.now();
    timer = setInterval(() => {
      const now = performance.now();
      owed += ((now - last) * rate) / 1000;
      last = now;
      for (; owed >= 1; owed--) io.of(namespaces[next % namespaces.length]).emit("number", next++, Date.now());
    }, 4);
    return true;
  },
  stop() {
    clearInterval(timer);
    return next;
  },
  // Broadcasts so many numbers, to each of the namespaces by turns, and lets the network go on after each hundred.
  async burst(count, namespaces = ["/"]) {
    for (let sent = 0; sent < count; sent++) {
      io.of(namespaces[sent % namespaces.length]).emit("number", next++, Date.now());
      if (sent % 100 === 99) await new Promise(setImmediate);
    }
    return next;
  },
  emit(namespace, name, ...args) {
    io.of(namespace).emit(name, ...args);
    return true;
  },
  binary(name, ...bytes) {
    io.emit(name, Buffer.from(bytes));
    return true;
  },
  // More attachments than the client reads.
  unreadable() {
    io.emit("pictures", ...Array.from({ length: 11 }, () => Buffer.of(1)));
    return true;
  },
  volatile(name, ...args) {
    io.volatile.emit(name, ...args);
    return true;
  },
  ask(name, ...args) {
    return new Promise((resolve) => {
      io.timeout(30_000).emit(name, ...args, (error, answers) => resolve(error ? "no answer" : answers.length));
    });
  },
  // Asks, and does not wait for answers.
  question(name, ...args) {
    io.timeout(5000).emit(name, ...args, () => {});
    return true;
  },
  next: () => next,
  connections: () => connections,
  connected: (namespace) => io.of(namespace).sockets.size,
  token: () => token, // of the last connection
  seen: () => seen,
  answer: (...verdicts) => commands.answers.push(...verdicts),
  // Closes so many connections when they have sent their first packet, before it is read.
  hangUp(times) {
    commands.hangUps = times;
    return true;
  },
  cut() {
    Object.values(io.engine.clients).forEach((client) => client.close(true));
    return true;
  },
};

createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const [name, ...args] = JSON.parse(line);
    const result = await commands[name](...args);
    process.stdout.write(JSON.stringify(result ?? null) + "\n");
  })
  .on("close", () => process.exit());
