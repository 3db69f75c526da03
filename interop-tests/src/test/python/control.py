# How a test talks to a script, as control.mjs does it: one JSON object a line, asked on stdin, answered on stdout with
# the same "id". Bytes are written as {"$bytes": "<base64>"}, at any depth.
import asyncio
import base64
import json
import os
import sys

LONGEST_LINE = 1 << 26


def from_wire(value):
    if isinstance(value, list):
        return [from_wire(element) for element in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$bytes"), str):
        return base64.b64decode(value["$bytes"])
    return {key: from_wire(inner) for key, inner in value.items()}


def to_wire(value):
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, (list, tuple)):
        return [to_wire(element) for element in value]
    if not isinstance(value, dict):
        return value
    return {key: to_wire(inner) for key, inner in value.items()}


def say(answer):
    print(json.dumps(answer), flush=True)


async def serve(commands):
    """Serves the commands for ever; what a command raises goes to the test. Ends with the process that started it."""

    async def answer(id, command, **args):
        try:
            say({"id": id, "result": to_wire(await commands[command](**args))})
        except Exception as error:
            say({"id": id, "error": f"{type(error).__name__}: {error}"})

    lines = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    say({"ready": True})
    answering = set()  # the loop itself does not keep them
    async for line in lines:
        task = asyncio.create_task(answer(**from_wire(json.loads(line))))
        answering.add(task)
        task.add_done_callback(answering.discard)
    os._exit(0)  # whatever threads the clients have


class Mailbox:
    """Things that arrive, on whatever thread, and are waited for, by name, whichever comes first."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.queues = {}

    def queue(self, name):
        return self.queues.setdefault(name, asyncio.Queue())

    def put(self, name, value=None):
        self.loop.call_soon_threadsafe(lambda: self.queue(name).put_nowait(value))

    async def take(self, name):
        return await self.queue(name).get()
