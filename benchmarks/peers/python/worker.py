"""python-socketio's asyncio client as a contestant; see Worker.java for the tasks."""

import asyncio
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "packages"))

import socketio  # noqa: E402

URL = sys.argv[1]
QUOTE = {"symbol": "BTC-USDT.P", "price": 64250.2575, "volume": 12500, "time": 1764230400123}


class Arrivals:
    def __init__(self):
        self.left = 0
        self.volume = 0
        self.all = asyncio.Event()

    def expect(self, count):
        self.left = count
        self.all.clear()

    def arrived(self, quote=None):
        if isinstance(quote, dict):
            self.volume += quote["volume"]
        self.left -= 1
        if self.left == 0:
            self.all.set()


async def connect(arrivals):
    client = socketio.AsyncClient(reconnection=False)
    for event in ("typed", "blind", "bytes", "big", "counted"):
        client.on(event, arrivals.arrived)
    await client.connect(URL, transports=["websocket"])
    return client


async def ask(client, count, latencies):
    for _ in range(count):
        start = time.perf_counter_ns()
        await client.call("ask", timeout=60)
        latencies.append(time.perf_counter_ns() - start)


async def perform(task, client, arrivals, idle, latencies):
    kind, count, more = task[0], int(task[1]), task[2:]
    if kind == "receive":
        arrivals.expect(count)
        await client.emit("flood", (more[0], count))
        await arrivals.all.wait()
    elif kind in ("send", "sendbytes"):
        binary = kind == "sendbytes"
        arrivals.expect(1)
        await client.emit("count", count * 2 if binary else count)
        value = bytes(int(more[0]) if binary and more else 64 << 10) if binary else QUOTE
        for _ in range(count):
            await client.emit("bytes" if binary else "typed", value)
        await arrivals.all.wait()
    elif kind == "ask":
        in_flight = int(more[0])
        await asyncio.gather(*(ask(client, count // in_flight, latencies) for _ in range(in_flight)))
    elif kind == "connect":
        for _ in range(count):
            start = time.perf_counter_ns()
            other = await connect(Arrivals())
            await other.call("ask")
            latencies.append(time.perf_counter_ns() - start)
            await other.disconnect()
    elif kind == "idle":
        while len(idle) < count:
            idle.append(await connect(Arrivals()))


def rss():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def main():
    arrivals = Arrivals()
    client = await connect(arrivals)
    idle = []
    print("{}", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        latencies = []
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        await perform(line.split(), client, arrivals, idle, latencies)
        wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
        latencies.sort()
        answer = {"wall": wall, "cpu": cpu, "rss": rss()}
        for name, share in (("p50", 0.5), ("p99", 0.99), ("p999", 0.999)):
            answer[name] = latencies[min(len(latencies) - 1, int(len(latencies) * share))] if latencies else 0
        print(json.dumps(answer), flush=True)
    os._exit(0)


asyncio.run(main())
