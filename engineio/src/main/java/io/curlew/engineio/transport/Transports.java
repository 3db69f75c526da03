package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportType;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.Executor;

final class Transports {
    private Transports() {}

    @SuppressWarnings("DoNotCallSuggester")
    static Transport create(
            TransportType type,
            Optional<String> sid,
            TransportConfig config,
            EventLoop loop,
            Executor offLoop,
            TransportListener listener) {
        throw new UnsupportedOperationException();
    }
}
