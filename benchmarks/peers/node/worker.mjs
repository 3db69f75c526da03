// The reference client as a contestant; see Worker.java for the tasks.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setImmediate as breathe } from "node:timers/promises";
import { io } from "socket.io-client";

const [url, transport, pem] = process.argv.slice(2);
const ca = pem ? readFileSync(pem) : undefined;
const quote = { symbol: "BTC-USDT.P", price: 64250.2575, volume: 12500, time: 1764230400123 };
const BURST = 1000; // a program that never lets its loop run would send nothing until the end

let left = 0;
let all = () => {};
let volume = 0;
let latencies = [];
const idle = [];
const gathered = [];

const arrived = () => {
    if (--left === 0) all();
};
const arrivals = (count, ask) => {
    left = count;
    return new Promise((resolve) => {
        all = resolve;
        ask();
    });
};
const connect = () =>
    new Promise((resolve, reject) => {
        const socket = io(url, { transports: [transport], reconnection: false, forceNew: true, ca });
        socket.on("typed", (value) => {
            volume += value.volume;
            arrived();
        });
        for (const event of ["blind", "bytes", "big", "counted"]) socket.on(event, arrived);
        socket.on("connect", () => resolve(socket));
        socket.on("connect_error", reject);
    });
// Comes back whenever it is cut off, and asks whenever it is connected.
const gather = () => {
    const delays = { reconnectionDelay: 100, reconnectionDelayMax: 1000 };
    const socket = io(url, { transports: [transport], forceNew: true, ca, ...delays });
    socket.on("connect", () => socket.emit("ask", arrived));
    return socket;
};
const now = () => Number(process.hrtime.bigint());

const client = await connect();

const emitAll = async (count, event, value) => {
    for (let i = 1; i <= count; i++) {
        client.emit(event, value);
        if (i % BURST === 0) await breathe();
    }
};
const ask = (count) => {
    const start = now();
    client.emit("ask", () => {
        latencies.push(now() - start);
        if (count > 1) ask(count - 1);
        arrived();
    });
};
const tasks = {
    receive: (count, event) => arrivals(count, () => client.emit("flood", event, count)),
    send: (count) =>
        arrivals(1, () => {
            client.emit("count", count);
            emitAll(count, "typed", quote);
        }),
    sendbytes: (count) =>
        arrivals(1, () => {
            client.emit("count", 2 * count);
            emitAll(count, "bytes", Buffer.alloc(64 << 10));
        }),
    ask: (count, inFlight) =>
        arrivals(count, () => {
            for (let i = 0; i < inFlight; i++) ask(count / inFlight);
        }),
    connect: async (count) => {
        for (let i = 0; i < count; i++) {
            const start = now();
            const next = await connect();
            await next.emitWithAck("ask");
            latencies.push(now() - start);
            next.close();
        }
    },
    idle: async (count) => {
        while (idle.length < count) idle.push(await connect());
    },
    gather: async (count) => {
        while (gathered.length < count) {
            const some = Math.min(50, count - gathered.length);
            await arrivals(some, () => {
                for (let i = 0; i < some; i++) gathered.push(gather());
            });
        }
    },
    cut: (count) => arrivals(count, () => gathered[0].emit("byeall")),
};
const percentile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;

console.log("{}");
for await (const line of createInterface(process.stdin)) {
    const [task, count, ...more] = line.split(" ");
    latencies = [];
    const cpu = process.cpuUsage();
    const start = now();
    await tasks[task](Number(count), ...more);
    const wall = now() - start;
    const { user, system } = process.cpuUsage(cpu);
    latencies.sort((a, b) => a - b);
    const answer = { wall, cpu: (user + system) * 1000, rss: process.memoryUsage.rss() };
    console.log(JSON.stringify({ ...answer, p50: percentile(0.5), p99: percentile(0.99), p999: percentile(0.999) }));
}
process.exit(0);
