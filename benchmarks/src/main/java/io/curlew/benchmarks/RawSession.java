package io.curlew.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server does for one client, driven by the events that it emits: {@code flood} has it write events,
 * {@code count} has it answer after so many packets, which nobody looks into, {@code ask} is acked, {@code bye} and
 * {@code byeall} close. Each {@code next} has it send an event to the next of those that {@code play}.
 */
abstract class RawSession {
    private static final Pattern CONNECT = Pattern.compile("40(/[^,]*,)?.*");
    private static final Pattern EVENT = Pattern.compile("42(/[^,]*,)?(\\d*)\\[\"(\\w+)\",?\"?(\\w*)\"?,?(\\d*)\\]");

    /** All sessions are on the server's one event loop. */
    private static final List<RawSession> PLAYERS = new ArrayList<>();

    private static int turn;

    private int toCount;
    private @Nullable String flood;
    private int toFlood;

    /** Returns the handshake. No client that keeps to it sees a ping in a run. */
    static String open(String sid) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[],\"pingInterval\":86400000,\"pingTimeout\":86400000,"
                + "\"maxPayload\":100000000}";
    }

    /** Sends a text packet; it may wait for the end of a read. */
    abstract void send(String packet);

    /** Writes what was sent, and of what there is to flood as much as there is room for. */
    abstract void pump();

    abstract void close();

    abstract void closeAll();

    /** Whether packets need not be read. */
    final boolean isCounting() {
        return toCount > 0;
    }

    /** Called when so many packets were passed over. */
    final void passedOver(int packets) {
        toCount -= packets;
        if (toCount <= 0) {
            send("42[\"counted\"]");
        }
    }

    /** Returns the events that are still to be written, if there are any. */
    final @Nullable String flood() {
        return toFlood > 0 ? flood : null;
    }

    /** Returns how many to write now, if at most so many fit; they count as written. */
    final int take(int atMost) {
        int now = Math.min(toFlood, atMost);
        toFlood -= now;
        return now;
    }

    final void received(String packet) {
        Matcher event = EVENT.matcher(packet);
        Matcher connect = CONNECT.matcher(packet);
        if (packet.equals("1")) {
            close();
        } else if (event.matches()) {
            perform(namespace(event), event.group(2), event.group(3), event.group(4), event.group(5));
        } else if (connect.matches()) {
            send("40" + namespace(connect) + "{\"sid\":\"raw\"}");
        }
    }

    private static String namespace(Matcher packet) {
        return packet.group(1) == null ? "" : packet.group(1);
    }

    private void perform(String namespace, String ack, String command, String what, String number) {
        switch (command) {
            case "ask" -> send("43" + namespace + ack + "[]");
            case "count" -> toCount = Integer.parseInt(what);
            case "flood" -> {
                flood = what;
                toFlood = Integer.parseInt(number);
                pump();
            }
            case "play" -> PLAYERS.add(this);
            case "next" -> serveNext();
            case "bye" -> close();
            case "byeall" -> closeAll();
            default -> throw new IllegalArgumentException(command);
        }
    }

    private static void serveNext() {
        RawSession next = PLAYERS.get(turn++ % PLAYERS.size());
        next.send(Quote.packet("typed"));
        next.pump();
    }
}
