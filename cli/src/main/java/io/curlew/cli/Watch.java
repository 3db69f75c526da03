package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import java.util.concurrent.CompletableFuture;

/** Says how a connection fares, and ends the command when there will be none any more. */
final class Watch {
    private final ConnectOptions options;
    private final Console console;
    private final Ending ending;
    private final Attempts attempts;
    private boolean everConnected; // callbacks come one at a time

    Watch(ConnectOptions options, Console console, Ending ending) {
        this.options = options;
        this.console = console;
        this.ending = ending;
        this.attempts = new Attempts(options.retries());
    }

    /** Connects the socket, and calls back once when it is connected for the first time. */
    void over(Socket socket, Runnable whenConnected) {
        socket.onConnect(() -> ending.run(() -> connected(whenConnected)));
        socket.onConnectError(ending.until(this::failed));
        socket.onDisconnect(ending.until(this::disconnected));
        CompletableFuture<Socket> unused = socket.connect(); // the listeners hear of it
    }

    private void connected(Runnable whenConnected) {
        console.note("connected to " + options.target());
        if (!everConnected) {
            everConnected = true;
            whenConnected.run();
        }
    }

    private void failed(ConnectFailedException failure) {
        if (everConnected && failure.willRetry()) {
            console.note("still disconnected: " + Failure.describe(failure));
        } else if (everConnected || attempts.isLast(failure)) {
            ending.fail(options.cannotConnect(failure));
        } else {
            console.note("cannot connect yet: " + Failure.describe(failure));
        }
    }

    private void disconnected(Disconnection disconnection) {
        String why = Failure.describe(disconnection);
        if (disconnection.willReconnect() && options.reconnects()) {
            console.note("disconnected (" + why + "), connecting again");
        } else {
            ending.fail(new Failure("disconnected: " + PeerText.sentence(why)));
        }
    }
}
