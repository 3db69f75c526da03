# python-socketio's clients, driven by a test: the one with threads, and the one of asyncio. The commands are those of
# socketio-client.mjs.
import asyncio
from concurrent.futures import ThreadPoolExecutor

import socketio
from control import Mailbox, serve

clients = []


class Client:
    def __init__(self, kind, uri, transports, delay, namespaces):
        self.sio = {"threads": socketio.Client, "asyncio": socketio.AsyncClient}[kind](
            reconnection_delay=delay / 1000, reconnection_delay_max=delay / 1000, randomization_factor=0
        )
        self.asynchronous = kind == "asyncio"
        self.uri = uri
        self.transports = transports
        self.namespaces = namespaces
        self.seen = {}

    async def run(self, method, *args, **options):
        if self.asynchronous:
            return await method(*args, **options)
        return await asyncio.to_thread(method, *args, **options)

    def watch(self, namespace):
        seen = self.seen[namespace] = Mailbox()

        def on(event, handler):
            self.sio.on(event, handler, namespace=namespace)

        on("connect", lambda: seen.put("connected"))
        on("disconnect", lambda reason: seen.put("disconnected", reason))
        on("connect_error", lambda refusal: seen.put("refused", refusal))
        on("*", lambda event, *args: seen.put(f"event {event}", args))

    async def connect(self, auth):
        """Joins all namespaces at once: it can't join another one later. Waits for the answers."""
        for namespace in self.namespaces:
            self.watch(namespace)
        try:
            await self.run(
                self.sio.connect,
                self.uri,
                auth=auth,
                transports=self.transports,
                namespaces=self.namespaces,
                wait_timeout=30,
            )
        except socketio.exceptions.ConnectionError:
            return {"refused": await self.seen[self.namespaces[0]].take("refused")}
        return {"refused": None}


async def open_client(**options):
    clients.append(Client(**options))
    return len(clients) - 1


async def connect(client, namespace, auth):
    of = clients[client]
    return {"refused": None} if namespace in of.seen else await of.connect(auth)


async def emit(client, namespace, event, args):
    of = clients[client]
    await of.run(of.sio.emit, event, tuple(args), namespace=namespace)


async def call(client, namespace, event, args, timeout):
    # Not by sio.call(), whose result does not tell [] from [None], nor [[1, 2]] from [1, 2] in every case.
    of = clients[client]
    answer = Mailbox()
    await of.run(
        of.sio.emit, event, tuple(args), namespace=namespace, callback=lambda *args: answer.put("answer", args)
    )
    return await asyncio.wait_for(answer.take("answer"), timeout / 1000)


async def answer_questions(client, namespace):
    clients[client].sio.on("question", lambda *args: args, namespace=namespace)


def taking(what):
    async def take(client, namespace):
        return await clients[client].seen[namespace].take(what)

    return take


async def next_event(client, namespace, event):
    return await clients[client].seen[namespace].take(f"event {event}")


async def transport(client):
    return clients[client].sio.transport()


async def disconnect(client, namespace):
    of = clients[client]
    await of.run(of.sio.disconnect)


async def close(client):
    of = clients[client]
    await of.run(of.sio.shutdown)


async def main():
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(64))
    await serve(
        {
            "open": open_client,
            "connect": connect,
            "connected": taking("connected"),
            "disconnected": taking("disconnected"),
            "next": next_event,
            "emit": emit,
            "call": call,
            "answerQuestions": answer_questions,
            "transport": transport,
            "disconnect": disconnect,
            "close": close,
        }
    )


asyncio.run(main())
