package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.testserver.session.ServerSocketAction.Acked;
import io.curlew.testserver.session.ServerSocketAction.CloseConnection;
import io.curlew.testserver.session.ServerSocketAction.LeaveCause;
import io.curlew.testserver.session.ServerSocketAction.Send;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is to Socket.IO on the server's side: the namespaces that the client is in, and the answers that
 * are expected of it. Whoever breaks the protocol is out of all namespaces, and the connection is closed.
 */
public final class ServerSocketSession {
    /** No deadline. */
    public static final long NONE = Long.MAX_VALUE;

    private final Parser parser;
    private Decoder decoder;
    private final Queue<ServerSocketAction> actions = new ArrayDeque<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private long joinBy;
    private long packetSize;
    private boolean closed;

    /**
     * Begins when the connection is open.
     *
     * @param parser encodes and decodes what goes over the connection
     * @param connectTimeout how long the client may take to join its first namespace
     * @param now the time
     */
    public ServerSocketSession(Parser parser, Duration connectTimeout, long now) {
        this.parser = parser;
        this.decoder = parser.newDecoder();
        this.joinBy = now + connectTimeout.toNanos();
    }

    /** The connection brought a message, whose array is given away. */
    public void received(EngineData data) {
        if (closed) {
            return;
        }
        packetSize += data.array().length;
        try {
            SocketPacket packet = data.isText() ? decoder.decodeText(data.array()) : decoder.decodeBinary(data.array());
            if (packet != null) {
                received(packet);
                packetSize = 0;
            }
        } catch (ParseException wrong) {
            violated();
        }
    }

    /** The connection has ended. */
    public void connectionClosed() {
        end(LeaveCause.CONNECTION);
    }

    /** Sends to a client that asks to join what it has missed. Nothing happens when it has gone meanwhile. */
    public void replay(String namespace, List<EncodedPacket> missed) {
        joining(namespace).ifPresent(member -> missed.forEach(packet -> send(messages(packet))));
    }

    /**
     * Answers a join: the client is in, under that id. Returns false, and nothing happens, when it has gone meanwhile.
     */
    public boolean accept(String namespace, String sid) {
        return accept(namespace, sid, Map.of("sid", sid));
    }

    /** Answers a join as {@link #accept(String, String)}, with the private id by which the client may come back. */
    public boolean accept(String namespace, String sid, String pid) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("sid", sid);
        ids.put("pid", pid);
        return accept(namespace, sid, ids);
    }

    private boolean accept(String namespace, String sid, Map<String, String> told) {
        Optional<Member> joining = joining(namespace);
        joining.ifPresent(member -> {
            joinBy = NONE;
            member.join(sid);
            send(new OutgoingPacket.Connect(namespace, Optional.empty(), told));
        });
        return joining.isPresent();
    }

    /** Answers a join: the client is refused. Nothing happens when it has gone meanwhile. */
    public void refuse(String namespace, String message, Optional<Object> data) {
        joining(namespace).ifPresent(member -> {
            send(new OutgoingPacket.ConnectError(namespace, message, data));
            members.remove(namespace);
        });
    }

    /** Sends an event or an answer to a client; dropped when it has left. */
    public void send(String sid, List<EngineData> packet) {
        joined(sid).ifPresent(member -> send(packet));
    }

    /** Sends an event to a client if it leaves at once; dropped otherwise, and when the client has left. */
    public void sendVolatile(String sid, List<EngineData> packet) {
        joined(sid).ifPresent(member -> actions.add(new ServerSocketAction.SendVolatile(packet)));
    }

    /** Sends an event that wants an answer before the deadline, or {@link #NONE}. */
    public void sendForAck(String sid, List<EngineData> packet, long ackId, long deadline) {
        joined(sid)
                .ifPresentOrElse(
                        member -> {
                            member.expectAck(ackId, deadline);
                            send(packet);
                        },
                        () -> actions.add(new ServerSocketAction.AckLost(sid, ackId)));
    }

    /** Sends a client out of its namespace. */
    public void disconnect(String sid) {
        joined(sid).ifPresent(this::sendOut);
    }

    /** Sends the client out of all its namespaces and closes the connection. */
    public void close() {
        if (closed) {
            return;
        }
        members.values().stream()
                .filter(member -> member.is(Member.State.JOINED))
                .forEach(this::sendOut);
        end(LeaveCause.SERVER);
        actions.add(new CloseConnection());
    }

    /** The application calls the connection itself, when what it has sent before is out. */
    public void callConnection(Runnable call) {
        actions.add(new ServerSocketAction.CallConnection(call));
    }

    /** Does what is due. */
    public void timeout(long now) {
        if (now >= joinBy) {
            close();
        }
        for (Member member : members.values()) {
            member.takeLateAcks(now).forEach(ackId -> actions.add(new ServerSocketAction.AckLate(member.sid(), ackId)));
        }
    }

    /** Returns when {@link #timeout} is to be called, perhaps with nothing to do then; or {@link #NONE}. */
    public long deadline() {
        if (closed) {
            return NONE;
        }
        return members.values().stream().mapToLong(Member::deadline).reduce(joinBy, Math::min);
    }

    /** Returns whether a packet in the default encoding is about a namespace: a CONNECT, or its end or refusal. */
    public static boolean isOfNamespace(byte[] text) {
        return text.length > 0 && (text[0] == '0' || text[0] == '1' || text[0] == '4');
    }

    /** Returns what is to be done next, or null. */
    public @Nullable ServerSocketAction poll() {
        return actions.poll();
    }

    private Optional<Member> joining(String namespace) {
        return Optional.ofNullable(members.get(namespace)).filter(member -> member.is(Member.State.JOINING));
    }

    private Optional<Member> joined(String sid) {
        return members.values().stream()
                .filter(member -> member.is(Member.State.JOINED) && member.sid().equals(sid))
                .findFirst();
    }

    private void received(SocketPacket packet) {
        Member member = members.get(packet.namespace());
        if (packet instanceof SocketPacket.Connect connect) {
            join(connect, member);
        } else if (member == null || member.is(Member.State.JOINING)) {
            violated();
        } else if (member.is(Member.State.JOINED)) {
            received(packet, member);
        }
    }

    private void join(SocketPacket.Connect packet, @Nullable Member present) {
        boolean already = present != null && !present.is(Member.State.SENT_OUT);
        if (already || !canBeNamed(packet.namespace())) {
            violated();
            return;
        }
        members.put(packet.namespace(), new Member(packet.namespace()));
        actions.add(new ServerSocketAction.Join(packet.namespace(), packet.payload()));
    }

    /** No answer, not even a refusal, could be sent for a namespace that a decoder takes and an encoder does not. */
    private static boolean canBeNamed(String namespace) {
        try {
            return namespace.equals(Namespaces.validate(namespace));
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private void received(SocketPacket packet, Member member) {
        if (packet instanceof SocketPacket.Event event) {
            actions.add(
                    new ServerSocketAction.Event(member.sid(), event.ackId(), event.name(), event.args(), packetSize));
        } else if (packet instanceof SocketPacket.Ack ack) {
            if (member.takeAck(ack.ackId())) {
                actions.add(new Acked(member.sid(), ack.ackId(), ack.args(), packetSize));
            }
        } else if (packet instanceof SocketPacket.Disconnect leave
                && leave.payload().isEmpty()) {
            members.remove(member.namespace());
            leave(member, LeaveCause.CLIENT);
        } else {
            violated();
        }
    }

    private void sendOut(Member member) {
        send(new OutgoingPacket.Disconnect(member.namespace()));
        leave(member, LeaveCause.SERVER);
        member.sendOut();
    }

    private void leave(Member member, LeaveCause cause) {
        member.takeAllAcks().forEach(ackId -> actions.add(new ServerSocketAction.AckLost(member.sid(), ackId)));
        actions.add(new ServerSocketAction.Left(member.sid(), cause));
    }

    private void violated() {
        end(LeaveCause.PARSE_ERROR);
        actions.add(new CloseConnection());
    }

    private void end(LeaveCause cause) {
        closed = true;
        decoder = parser.newDecoder(); // what has come of a packet is not kept
        for (Member member : members.values()) {
            if (member.is(Member.State.JOINED)) {
                leave(member, cause);
            }
        }
        members.clear();
    }

    private void send(OutgoingPacket packet) {
        send(messages(parser.encode(packet)));
    }

    /** Sends a packet, whatever namespaces the client is in; nothing happens when the connection has ended. */
    public void send(List<EngineData> packet) {
        if (!closed) {
            actions.add(new Send(packet));
        }
    }

    /** Returns the messages that carry a packet: its header, and its attachments. */
    public static List<EngineData> messages(EncodedPacket packet) {
        return packet.frames().stream().map(ServerSocketSession::message).toList();
    }

    private static EngineData message(Frame frame) {
        return frame instanceof Frame.Text text ? EngineData.ofUtf8(text.bytes()) : EngineData.ofBytes(frame.bytes());
    }
}
