# Flask-SocketIO under Werkzeug's threaded server, with the events of socketio-server.mjs that every server can have.
# Usage: flask_server.py PORT PING_INTERVAL_SECONDS
import sys

import flask
import flask_socketio

app = flask.Flask(__name__)
sio = flask_socketio.SocketIO(app, async_mode="threading", ping_interval=int(sys.argv[2]))
auths, tocked = {}, {}


def behave(namespace):
    def on(event):
        return sio.on(event, namespace=namespace)

    def emit(event, args, **options):
        flask_socketio.emit(event, args, namespace=namespace, **options)

    @on("connect")
    def connect(auth=None):
        if namespace == "/guarded" and (auth or {}).get("token") != "secret":
            raise flask_socketio.ConnectionRefusedError("not allowed", {"code": 401})
        auths[flask.request.sid], tocked[flask.request.sid] = auth, []

    @on("echo")
    @on("echo bytes")
    def echo(*args):
        emit("echo", args)

    @on("ask")
    @on("ask bytes")
    def ask(*args):
        return args

    @on("list")
    def list_bytes(data):
        return list(data)

    @on("auth")
    def auth():
        return auths[flask.request.sid]

    @on("ask me")
    @on("ask me bytes")
    def ask_me(*args):
        to = flask.request.sid

        def answered(*answer):
            sio.emit("answered", answer, to=to, namespace=namespace)

        emit("question", args, callback=answered)

    @on("send me")
    def send_me(count, *args):
        for number in range(count):
            emit("sent", (number, *args))

    @on("tock")
    def tock(number, *args):
        tocked[flask.request.sid].append(number)

    @on("tocks")
    def tocks():
        return tocked[flask.request.sid]

    @on("leave me")
    def leave_me():
        flask_socketio.disconnect(namespace=namespace)


for name in ("/", "/admin", "/guarded"):
    behave(name)
sio.run(app, host="127.0.0.1", port=int(sys.argv[1]), allow_unsafe_werkzeug=True)
