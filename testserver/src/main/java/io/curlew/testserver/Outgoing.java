package io.curlew.testserver;

import io.curlew.socketio.protocol.EncodedPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that is to be sent, as the application gave it and as it goes out. */
record Outgoing(String event, List<@Nullable Object> args, EncodedPacket packet) {}
