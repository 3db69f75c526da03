package io.curlew.cli;

import io.curlew.engineio.client.Direction;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.SocketIoClient;

/** Says on stderr what happens underneath, as far as it was asked for. What may be a secret is not said. */
final class Trace {
    /** A line of a terminal or three. */
    private static final int SHOWN = 240;

    private final Parameter<Integer> verbosity = Parameter.option(
                    "-v",
                    "Print what happens: -v shows attempts to connect, -vv handshakes too, -vvv each packet. Secrets are"
                            + " left out.")
            .count();

    void addTo(Usage usage) {
        usage.options(OptionGroup.OUTPUT, verbosity);
    }

    /** Says where to connect to. */
    void start(Console console, Target target, WireOptions wire) {
        if (level() >= 1) {
            console.say("connecting to " + target.endpoint() + " over " + wire.transports());
        }
        if (level() >= 2) {
            wire.headers().forEach(header -> console.say("> header " + header.name() + ": ***"));
        }
    }

    /** Listens to what a connection does. */
    void listen(Console console, EngineSocketBuilder builder) {
        if (level() >= 1) {
            builder.onUpgrade(transport -> console.say("moved to " + transport));
            builder.onUpgradeError(failure -> console.say("stayed with polling: " + Failure.describe(failure)));
        }
        if (level() >= 2) {
            builder.onOpen(handshake -> console.say(text(handshake)));
        }
        if (level() >= 3) {
            builder.onPacket(
                    (direction, packet) -> console.say((direction == Direction.OUT ? "> " : "< ") + text(packet)));
        }
    }

    /** Listens to what a client does about its connections. */
    void listen(Console console, SocketIoClient client) {
        if (level() >= 1) {
            client.onOpen(() -> console.say(
                    "connected over " + client.transport().map(Object::toString).orElse("nothing")));
            client.onError(failure -> console.say("the attempt failed: " + Failure.describe(failure)));
            client.onClose(lost -> console.say("the connection is closed: " + lost.reason()
                    + lost.cause().map(why -> ", " + Failure.describe(why)).orElse("")));
            client.onReconnectAttempt(number -> console.say("attempt " + number + " to connect again"));
        }
    }

    private int level() {
        return verbosity.get();
    }

    private static String text(Handshake handshake) {
        String limit = handshake.maxPayload().isPresent()
                ? "at most " + handshake.maxPayload().getAsLong() + " bytes a message"
                : "messages of any size";
        return "< handshake: upgrades " + PeerText.sentence(handshake.upgrades().toString()) + ", a ping each "
                + DurationConverter.text(handshake.pingInterval()) + ", at most "
                + DurationConverter.text(handshake.pingTimeout()) + " late, " + limit;
    }

    private static String text(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            return "message " + text(message.data());
        }
        return packet instanceof EnginePacket.Open ? "open" : packet.toString();
    }

    private static String text(EngineData data) {
        if (!data.isText()) {
            return "binary of " + data.size() + " bytes";
        }
        String text = withoutSecrets(data.text());
        return text.length() <= SHOWN
                ? text
                : PeerText.escaped(text.substring(0, SHOWN)) + "... (" + text.length() + " characters)";
    }

    /**
     * A Socket.IO CONNECT has the client's credentials in it, and its answer the ids by which a session is taken over.
     */
    private static String withoutSecrets(String packet) {
        int payload = packet.startsWith("0") ? packet.indexOf('{') : -1;
        return payload < 0 ? packet : packet.substring(0, payload) + "{***}";
    }
}
