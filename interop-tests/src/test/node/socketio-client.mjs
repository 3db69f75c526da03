// The reference Socket.IO client, driven by a test.
import { Manager } from "socket.io-client";
import { Mailbox, serve } from "./control.mjs";

const clients = [];

function namespace({ client, namespace: name }) {
  return clients[client].namespaces.get(name);
}

function watch(socket) {
  const seen = new Mailbox();
  socket.onAny((event, ...args) => {
    if (typeof args.at(-1) !== "function") seen.put(`event ${event}`, args);
  });
  socket.on("connect", () => seen.put("connected", socket.id));
  socket.on("disconnect", (reason) => seen.put("disconnected", reason));
  return { socket, seen };
}

/** Waits for the answer to CONNECT. */
function connected(socket) {
  return new Promise((resolve) => {
    const done = (refused) => {
      socket.off("connect", welcome).off("connect_error", refuse);
      resolve({ refused });
    };
    const welcome = () => done(null);
    const refuse = (error) => done({ message: error.message, data: error.data ?? null });
    socket.on("connect", welcome).on("connect_error", refuse);
  });
}

serve({
  open({ uri, transports, delay, cookies }) {
    const manager = new Manager(uri, {
      transports,
      withCredentials: cookies,
      autoConnect: false,
      reconnection: delay !== undefined,
      reconnectionDelay: delay,
      reconnectionDelayMax: delay,
      randomizationFactor: 0,
    });
    return clients.push({ manager, namespaces: new Map() }) - 1;
  },
  async connect({ client, namespace: name, auth }) {
    const { manager, namespaces } = clients[client];
    if (!namespaces.has(name)) namespaces.set(name, watch(manager.socket(name, { auth })));
    const { socket } = namespaces.get(name);
    const answer = connected(socket);
    socket.connect();
    return await answer;
  },
  connected: (of) => namespace(of).seen.take("connected"),
  disconnected: (of) => namespace(of).seen.take("disconnected"),
  next: (of) => namespace(of).seen.take(`event ${of.event}`),
  emit: (of) => void namespace(of).socket.emit(of.event, ...of.args),
  call: (of) =>
    new Promise((resolve, reject) => {
      const answered = (late, ...answer) => (late ? reject(late) : resolve(answer));
      namespace(of).socket.timeout(of.timeout).emit(of.event, ...of.args, answered);
    }),
  answerQuestions: (of) => void namespace(of).socket.on("question", (...args) => args.pop()(...args)),
  /** Has the connection cut and numbers missed; answers with those that came, and how the client is back. */
  async miss({ count, ...of }) {
    const { socket } = namespace(of);
    const came = [];
    socket.on("missed", (number) => came.push(number));
    const back = new Promise((resolve) => socket.once("connect", resolve));
    socket.emit("miss", count);
    await back;
    return [...came, socket.recovered ? "recovered" : "anew"];
  },
  disconnect: (of) => void namespace(of).socket.disconnect(),
  transport: ({ client }) => clients[client].manager.engine.transport.name,
  /** Sends `burst` numbers at once, then one for each number that comes, until the server has sent all of its own. */
  async tock({ burst, least, more, ...of }) {
    const { socket, seen } = namespace(of);
    const ticks = [];
    let number = 0;
    socket.on("tick", (tick) => {
      ticks.push(tick);
      socket.emit("tock", number++);
    });
    socket.emit("tick me", least, more);
    while (number < burst) socket.emit("tock", number++);
    const [sent] = await seen.take("event ticked");
    return { sent, ticks, tocked: number };
  },
  async close({ client }) {
    clients[client].manager._close();
  },
});
