package io.curlew.engineio.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import java.util.List;

/** Actions as short lines, packets as they look on the wire. */
final class Story {
    private Story() {}

    static String line(EngineAction action) {
        String network = networkLine(action);
        return network.isEmpty() ? applicationLine(action) : network;
    }

    private static String networkLine(EngineAction action) {
        if (action instanceof EngineAction.OpenTransport open) {
            return "open " + name(open.transport())
                    + open.sid().map(sid -> " for " + sid).orElse("");
        } else if (action instanceof EngineAction.Write write) {
            return "write " + name(write.transport()) + ": " + packets(write.packets());
        } else if (action instanceof EngineAction.Ping ping) {
            return "ping " + name(ping.transport());
        } else if (action instanceof EngineAction.Pause pause) {
            return "pause " + name(pause.transport());
        } else if (action instanceof EngineAction.Resume resume) {
            return "resume " + name(resume.transport());
        } else if (action instanceof EngineAction.CloseTransport close) {
            return "close " + name(close.transport());
        } else if (action instanceof EngineAction.AbortTransport abort) {
            return "abort " + name(abort.transport());
        } else if (action instanceof EngineAction.LeaveTransport leave) {
            return "leave " + name(leave.transport());
        }
        return "";
    }

    private static String applicationLine(EngineAction action) {
        if (action instanceof EngineAction.Opened opened) {
            return "opened on " + opened.transport();
        } else if (action instanceof EngineAction.Received received) {
            return "received " + packet(received.packet());
        } else if (action instanceof EngineAction.Upgraded upgraded) {
            return "upgraded to " + upgraded.transport();
        } else if (action instanceof EngineAction.UpgradeFailed failed) {
            return "upgrade failed: " + failed.why().getMessage();
        } else if (action instanceof EngineAction.Receipt receipt) {
            return receipt.read() ? "read" : "perhaps read";
        } else if (action instanceof EngineAction.Failed failed) {
            return "failed: " + failed.why().getMessage();
        } else if (action instanceof EngineAction.Unsent unsent) {
            return "unsent: " + packet(unsent.message());
        } else if (action instanceof EngineAction.Oversized oversized) {
            return "oversized: " + packet(oversized.message());
        } else if (action instanceof EngineAction.Closed closed) {
            return "closed: " + closed.close().reason() + (closed.unsent().isEmpty() ? "" : ", unsent: ")
                    + packets(closed.unsent());
        }
        return "drained";
    }

    private static String name(TransportId transport) {
        return transport.type() + "#" + transport.number();
    }

    private static String packets(List<? extends EnginePacket> packets) {
        return packets.stream().map(Story::packet).collect(joining(" "));
    }

    private static String packet(EnginePacket packet) {
        if (packet instanceof EnginePacket.Open) {
            return "0";
        } else if (packet instanceof EnginePacket.Message message
                && !message.data().isText()) {
            return "binary[" + message.data().size() + "]";
        }
        return (char) FrameCodec.type(packet) + new String(FrameCodec.data(packet), UTF_8);
    }
}
