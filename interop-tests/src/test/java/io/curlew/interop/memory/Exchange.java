package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One HTTP request and its answer. */
final class Exchange {
    private final Network network;
    private final Consumer<List<EnginePacket>> onAnswer;
    private final Runnable onRefusal;
    private Runnable onLost = () -> {};
    private boolean answered;
    private boolean aborted;

    /** @param onAnswer takes the packets of the answer, none of a POST's */
    Exchange(Network network, Consumer<List<EnginePacket>> onAnswer, Runnable onRefusal) {
        this.network = network;
        this.onAnswer = onAnswer;
        this.onRefusal = onRefusal;
    }

    /** From the server. */
    void answer(List<EnginePacket> packets) {
        List<EnginePacket> decoded = throughCodec(packets);
        end(() -> onAnswer.accept(decoded));
    }

    /** From the server: status 400. */
    void refuse() {
        end(onRefusal);
    }

    private void end(Runnable atTheClient) {
        answered = true;
        network.deliver(() -> {
            if (!aborted) {
                atTheClient.run();
            }
        });
    }

    /** At the server: tells when the client has given up waiting. */
    void whenLost(Runnable action) {
        onLost = action;
    }

    /** From the client: resets the connection. */
    void abort() {
        if (!aborted) {
            aborted = true;
            network.deliver(() -> {
                if (!answered) {
                    onLost.run();
                }
            });
        }
    }

    static List<EnginePacket> throughCodec(List<EnginePacket> packets) {
        List<EnginePacket> decoded = new ArrayList<>();
        if (!packets.isEmpty()) {
            PayloadCodec.decode(PayloadCodec.encode(packets), decoded::add);
        }
        return decoded;
    }
}
