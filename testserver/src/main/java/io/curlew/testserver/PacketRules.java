package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.Rule.Fault;
import io.curlew.testserver.Rule.Subject;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The packets of one connection on their way in and out, and what rules make of them: neither the session nor who runs
 * it knows of faults. Confined to the loop.
 */
final class PacketRules {
    /** What brings a GET back when there is nothing to bring. */
    private static final List<SentPacket> NOTHING = List.of(SentPacket.of(new EnginePacket.Noop()));

    private final Rules rules;
    private final ServerLoop loop;
    private final PacketLog log;
    /** What is sent instead of a message that stands for it in the session. */
    private final IdentityHashMap<EngineData, String> instead = new IdentityHashMap<>();

    PacketRules(ServerContext context, EngineConnection connection) {
        this.rules = connection.rules();
        this.loop = context.loop();
        this.log = new PacketLog(context, connection);
    }

    /**
     * Packets that leave together.
     *
     * @param delay how much later they leave
     * @param reset whether their connection is reset after them
     * @param silent whether nothing at all is sent, not even that there is nothing
     */
    private record Batch(List<SentPacket> packets, Duration delay, boolean reset, boolean silent) {}

    /** Returns a message to be given to the session, in whose place the text will be sent. */
    EngineData standIn(String text) {
        EngineData message = EngineData.text(text);
        instead.put(message, text);
        return message;
    }

    /**
     * A packet has come, unless a rule about one before it has reset the connection.
     *
     * @param connection what brought it; empty when that is gone
     * @param inTime handles it at once
     * @param late handles it when a rule has delayed it
     */
    void arrived(EnginePacket packet, Optional<Channel> connection, Runnable inTime, Runnable late) {
        connection.filter(Channel::isOpen).ifPresent(channel -> {
            log.came(packet);
            Optional<Rule> rule = aboutReceived(packet);
            rule.ifPresentOrElse(followed -> follow(followed, channel, late), inTime);
        });
    }

    private void follow(Rule rule, Channel channel, Runnable late) {
        switch (rule.fault()) {
            case DELAY -> loop.runAfter(rule.delay(), late);
            case RESET -> Channels.reset(channel);
            default -> {} // dropped
        }
    }

    /** Sends the packets, or what rules make of them. */
    void send(WebSocketLink link, List<EnginePacket> packets) {
        Batch batch = toSend(packets);
        loop.runAfter(batch.delay(), () -> sendNow(link, batch));
    }

    private void sendNow(WebSocketLink link, Batch batch) {
        if (link.channel().isActive()) { // a delayed one may be too late
            log.leave(batch.packets());
            link.send(batch.packets());
        }
        if (batch.reset()) {
            Channels.reset(link.channel());
        }
    }

    /**
     * Answers a GET with the packets, or with what rules make of them.
     *
     * @return whether it is not answered, but waits for what is sent next: rules have left nothing. Not one that an
     *     open packet was to answer, for which nothing else may stand, or a close packet, which nothing follows
     */
    boolean answer(HttpExchange get, List<EnginePacket> packets) {
        Batch batch = toSend(packets);
        if (batch.silent()) {
            return packets.stream().allMatch(PacketRules::mayStandForAnother);
        } else if (batch.reset()) {
            Channels.reset(get.channel());
        } else {
            loop.runAfter(batch.delay(), () -> answerNow(get, batch.packets().isEmpty() ? NOTHING : batch.packets()));
        }
        return false;
    }

    private static boolean mayStandForAnother(EnginePacket packet) {
        return !(packet instanceof EnginePacket.Open || packet instanceof EnginePacket.Close);
    }

    private void answerNow(HttpExchange get, List<SentPacket> packets) {
        if (!get.isAnswered()) {
            log.leave(packets);
            get.answer(SentPacket.body(packets), packets.stream().anyMatch(SentPacket::isCompressible));
        }
    }

    /** Returns what is sent instead of these. */
    private Batch toSend(List<EnginePacket> packets) {
        List<SentPacket> sent = new ArrayList<>();
        Duration delay = Duration.ZERO;
        boolean silent = false;
        for (EnginePacket packet : packets) {
            Optional<Rule> rule = aboutSent(packet);
            if (rule.isPresent() && rule.get().fault() == Fault.RESET) {
                return new Batch(sent, delay, true, false);
            }
            delay = later(delay, rule);
            silent |= rule.isPresent() && rule.get().subject() == Subject.SENT;
            addLeaving(packet, rule, sent);
        }
        return new Batch(sent, delay, false, silent && sent.isEmpty());
    }

    private static Duration later(Duration delay, Optional<Rule> rule) {
        Duration its = rule.map(Rule::delay).orElse(Duration.ZERO);
        return its.compareTo(delay) > 0 ? its : delay;
    }

    private void addLeaving(EnginePacket packet, Optional<Rule> rule, List<SentPacket> sent) {
        SentPacket itself = new SentPacket(packet, insteadOf(packet));
        if (rule.isEmpty()) {
            sent.add(itself);
            return;
        }
        switch (rule.get().fault()) {
            case DROP -> {}
            case DOUBLE -> sent.addAll(List.of(itself, itself));
            case REPLACE ->
                sent.add(new SentPacket(packet, Optional.of(rule.get().packet())));
            default -> sent.add(itself); // delayed
        }
    }

    private Optional<String> insteadOf(EnginePacket packet) {
        return packet instanceof EnginePacket.Message message
                ? Optional.ofNullable(instead.remove(message.data()))
                : Optional.empty();
    }

    private Optional<Rule> aboutSent(EnginePacket packet) {
        if (packet == EnginePacket.Ping.HEARTBEAT) {
            return rules.next(Subject.PING, Subject.SENT);
        }
        return packet == EnginePacket.Pong.PROBE ? rules.next(Subject.PROBE, Subject.SENT) : rules.next(Subject.SENT);
    }

    private Optional<Rule> aboutReceived(EnginePacket packet) {
        if (packet instanceof EnginePacket.Upgrade) {
            return rules.next(Subject.SWITCH);
        } else if (packet.equals(EnginePacket.Ping.PROBE)) {
            return Optional.empty();
        }
        return packet instanceof EnginePacket.Pong
                ? rules.next(Subject.PONG, Subject.RECEIVED)
                : rules.next(Subject.RECEIVED);
    }
}
