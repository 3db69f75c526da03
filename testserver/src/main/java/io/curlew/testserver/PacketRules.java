package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.Rule.Fault;
import io.curlew.testserver.Rule.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** What rules make of the packets of one connection. Confined to the loop. */
final class PacketRules {
    private final Rules rules;
    /** What is sent instead of a message that stands for it in the session. */
    private final IdentityHashMap<EngineData, String> instead = new IdentityHashMap<>();

    PacketRules(Rules rules) {
        this.rules = rules;
    }

    /**
     * Packets that leave together.
     *
     * @param delay how much later they leave
     * @param reset whether their connection is reset after them
     * @param silent whether nothing at all is sent, not even that there is nothing
     */
    record Batch(List<SentPacket> packets, Duration delay, boolean reset, boolean silent) {}

    /** Returns a message to be given to the session, in whose place the text will be sent. */
    EngineData standIn(String text) {
        EngineData message = EngineData.text(text);
        instead.put(message, text);
        return message;
    }

    /** Returns what is sent instead of these. */
    Batch toSend(List<EnginePacket> packets) {
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

    /** Returns the rule about a packet that has come. */
    Optional<Rule> aboutReceived(EnginePacket packet) {
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
