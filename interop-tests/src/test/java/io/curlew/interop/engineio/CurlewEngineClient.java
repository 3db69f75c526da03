package io.curlew.interop.engineio;

import io.curlew.engineio.client.Direction;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Ticks;
import io.curlew.interop.Transports;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Our own client. */
final class CurlewEngineClient implements EngineClient {
    private final Mailbox<Object> messages = new Mailbox<>("message");
    private final Mailbox<EnginePacket> pings = new Mailbox<>("ping");
    private final EngineSocket socket;

    CurlewEngineClient(URI uri, Transports transports) {
        socket = build(EngineSocket.builder(uri), transports);
        socket.onData(data -> messages.put(data.isText() ? data.text() : data.bytes()));
        socket.onPacket(this::packet);
        socket.connect().join();
    }

    private static EngineSocket build(EngineSocketBuilder builder, Transports transports) {
        return switch (transports) {
            case POLLING -> builder.buildPolling();
            case WEBSOCKET -> builder.buildWebSocket();
            case UPGRADE -> builder.build();
        };
    }

    private void packet(Direction direction, EnginePacket packet) {
        if (direction == Direction.IN && packet instanceof EnginePacket.Ping) {
            pings.put(packet);
        }
    }

    @Override
    public void send(Object data) {
        socket.send(data instanceof ByteBuffer bytes ? EngineData.binary(bytes) : EngineData.text((String) data));
    }

    @Override
    public Object next() {
        return messages.take();
    }

    @Override
    public void pinged() {
        pings.take();
    }

    @Override
    public String transport() {
        return socket.transport().map(TransportType::wireName).orElse("none");
    }

    @Override
    public Ticks tick() {
        List<Integer> ticks = new ArrayList<>();
        socket.send("!tick " + Ticks.LEAST + " " + Ticks.AFTER_UPGRADE);
        int tocked = 0;
        while (tocked < Ticks.BURST) {
            socket.send("!tock " + tocked++);
        }
        while (true) {
            String[] words = ((String) next()).split(" ", -1);
            int number = Integer.parseInt(words[1]);
            if (words[0].equals("ticked")) {
                return new Ticks(number, ticks, tocked);
            }
            ticks.add(number);
            socket.send("!tock " + tocked++);
        }
    }

    @Override
    public String closed() {
        return socket.closed().join().reason().text();
    }

    @Override
    public void close() {
        socket.close();
    }
}
