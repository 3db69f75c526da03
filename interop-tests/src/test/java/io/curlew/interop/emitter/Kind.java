package io.curlew.interop.emitter;

import io.curlew.emitter.ServerAdapter;

/** The adapters, by the names that {@code emitter.mjs} knows. */
enum Kind {
    PUB_SUB,
    SHARDED,
    STREAMS;

    ServerAdapter adapter() {
        return switch (this) {
            case PUB_SUB -> ServerAdapter.pubSub();
            case SHARDED -> ServerAdapter.sharded();
            case STREAMS -> ServerAdapter.streams();
        };
    }
}
