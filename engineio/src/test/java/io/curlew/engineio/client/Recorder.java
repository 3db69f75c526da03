package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.Wait;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what callbacks tell, as lines of text. */
final class Recorder {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** Records everything that the builder's sockets tell. */
    EngineSocketBuilder listen(EngineSocketBuilder builder) {
        return builder.onOpen(handshake -> add("open"))
                .onData(data -> add("data " + data.text()))
                .onUpgrade(transport -> add("upgrade to " + transport))
                .onUpgradeError(why -> add("upgrade error"))
                .onError(why -> add("error: " + why.getMessage()))
                .onDrain(() -> add("drain"))
                .onReleased(released -> add("released " + released.messages() + ", " + released.bytes() + " bytes"))
                .onClose(close -> add("close: " + close.reason()));
    }

    void expect(String... expected) {
        Wait.until(() -> assertThat(lines).containsExactly(expected));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
