package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the application can do with the client of a connection, whose namespaces it is in under an id each. Confined to
 * the loop, but for {@link #connection} and {@link #run}.
 */
interface SocketControl {

    EngineConnection connection();

    /** Runs the task on the loop, as {@link ServerLoop#run} does. */
    boolean run(Runnable task);

    void send(String sid, List<EngineData> packet);

    /** Sends the packet, whatever namespaces the client is in. */
    void send(List<EngineData> packet);

    /** Sends the packet if it leaves at once, and forgets it otherwise. */
    void sendVolatile(String sid, List<EngineData> packet);

    /**
     * Sends an event that wants an answer in that time.
     *
     * @param lost is called when the client has left
     */
    void sendForAck(String sid, List<EngineData> packet, long ackId, Optional<Duration> timeout, Runnable lost);

    /** Sends the client out of that namespace. */
    void disconnect(String sid);

    /** Sends the client out of all namespaces and closes the connection. */
    void close();
}
