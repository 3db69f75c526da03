# python-socketio under uvicorn, with the events of socketio-server.mjs that every server can have.
# Under /refusing/ there is another one, which connects every client and then says why it won't have it.
# Usage: asgi_server.py PORT PING_INTERVAL_SECONDS
import sys

import socketio
import uvicorn

sio = socketio.AsyncServer(async_mode="asgi", ping_interval=int(sys.argv[2]))
refusing = socketio.AsyncServer(async_mode="asgi", always_connect=True)


def behave(namespace):
    def on(event):
        return sio.on(event, namespace=namespace)

    @on("connect")
    async def connect(sid, environ, auth):
        if namespace == "/guarded" and (auth or {}).get("token") != "secret":
            raise socketio.exceptions.ConnectionRefusedError("not allowed", {"code": 401})
        await sio.save_session(sid, {"auth": auth, "tocks": []}, namespace)

    async def session(sid):
        return await sio.get_session(sid, namespace)

    @on("echo")
    @on("echo bytes")
    async def echo(sid, *args):
        await sio.emit("echo", args, to=sid, namespace=namespace)

    @on("ask")
    @on("ask bytes")
    async def ask(sid, *args):
        return args

    @on("list")
    async def list_bytes(sid, data):
        return list(data)

    @on("auth")
    async def auth(sid):
        return (await session(sid))["auth"]

    @on("ask me")
    @on("ask me bytes")
    async def ask_me(sid, *args):
        async def answered(*answer):
            await sio.emit("answered", answer, to=sid, namespace=namespace)

        await sio.emit("question", args, to=sid, namespace=namespace, callback=answered)

    @on("send me")
    async def send_me(sid, count, *args):
        for number in range(count):
            await sio.emit("sent", (number, *args), to=sid, namespace=namespace)

    @on("tock")
    async def tock(sid, number, *args):
        (await session(sid))["tocks"].append(number)

    @on("tocks")
    async def tocks(sid):
        return (await session(sid))["tocks"]

    @on("leave me")
    async def leave_me(sid):
        await sio.disconnect(sid, namespace)


@refusing.event
async def connect(sid, environ):
    raise socketio.exceptions.ConnectionRefusedError("not allowed")


for name in ("/", "/admin", "/guarded"):
    behave(name)
app = socketio.ASGIApp(refusing, socketio.ASGIApp(sio), socketio_path="refusing")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
