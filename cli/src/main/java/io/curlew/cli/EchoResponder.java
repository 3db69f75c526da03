package io.curlew.cli;

import io.curlew.testserver.ServerEvent;

/** Sends events back: to who sent them, or to all in the namespace. */
final class EchoResponder implements Responder {
    @Override
    public boolean answer(ServerEvent event) {
        switch (event.name()) {
            case "echo" -> echo(event);
            case "broadcast" -> broadcast(event);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void echo(ServerEvent event) {
        if (event.wantsAck()) {
            event.ack(event.args());
        } else {
            event.socket().emit("echo", event.args());
        }
    }

    private static void broadcast(ServerEvent event) {
        event.socket().namespace().emit("broadcast", event.args());
        if (event.wantsAck()) {
            event.ack();
        }
    }
}
