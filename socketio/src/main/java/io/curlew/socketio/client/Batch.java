package io.curlew.socketio.client;

import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one turn of the loop sends: it goes to the connection at once, and so out with one flush. */
final class Batch {
    private final SendAccount budget;
    private final InFlight inFlight;
    private List<Part> parts = List.of();
    private long size;

    /** A packet to be sent. */
    interface Part {
        EncodedPacket packet();

        /** Returns whether the connection may compress it. */
        default boolean compresses() {
            return true;
        }

        /** Returns whether it may be lost without a report. */
        default boolean isFarewell() {
            return false;
        }

        /** The connection has it. */
        default void taken() {}

        /** The connection takes everything but this. */
        void refused(IllegalArgumentException why);
    }

    /**
     * Makes an empty one.
     *
     * @param budget gets the room back of what could not be sent
     * @param inFlight counts what a connection takes
     */
    Batch(SendAccount budget, InFlight inFlight) {
        this.budget = budget;
        this.inFlight = inFlight;
    }

    void add(Part part) {
        if (parts.isEmpty()) {
            parts = new ArrayList<>();
        }
        parts.add(part);
        size += part.packet().size();
    }

    /** Returns the bytes of what was collected. */
    long size() {
        return size;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Sends all of it; without a connection it is lost. */
    void send(Optional<Wire> wire) {
        List<Part> now = parts;
        parts = List.of();
        size = 0;
        try {
            if (wire.isEmpty()) {
                release(now);
            } else {
                sendOrRelease(wire.get(), now);
            }
        } catch (IllegalArgumentException oneDoesNotFit) {
            sendOneByOne(wire.orElseThrow(), now);
        }
    }

    private void sendOneByOne(Wire wire, List<Part> all) {
        int next = 0;
        try {
            while (next < all.size()) {
                sendAlone(wire, all.get(next++));
            }
        } catch (Throwable unexpected) {
            release(all.subList(next, all.size()));
            throw unexpected;
        }
    }

    private void sendAlone(Wire wire, Part part) {
        try {
            sendOrRelease(wire, List.of(part));
        } catch (IllegalArgumentException doesNotFit) {
            release(List.of(part));
            part.refused(doesNotFit);
        }
    }

    /** Sends these or gives their room back, but when one of them does not fit. */
    private void sendOrRelease(Wire wire, List<Part> parts) {
        boolean settled = false;
        try {
            settled = sendTogether(wire, parts);
        } catch (IllegalArgumentException oneDoesNotFit) {
            settled = true; // by the caller
            throw oneDoesNotFit;
        } finally {
            if (!settled) {
                release(parts);
            }
        }
    }

    /** Returns whether the connection took it; if it didn't it is closed, and is about to say so. */
    private boolean sendTogether(Wire wire, List<Part> parts) {
        List<EngineData> unit = new ArrayList<>();
        for (Part part : parts) {
            for (Frame frame : part.packet().frames()) {
                EngineData data = EngineWire.message(frame);
                unit.add(part.compresses() ? data : data.uncompressed());
            }
        }
        try {
            wire.send(unit);
            parts.forEach(this::taken);
            return true;
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    private void taken(Part part) {
        if (part.isFarewell()) {
            inFlight.farewell(part.packet().frames().size());
        } else {
            inFlight.taken(part.packet().frames().size());
        }
        part.taken();
    }

    private void release(List<Part> parts) {
        parts.forEach(part ->
                budget.release(part.packet().frames().size(), part.packet().size()));
    }
}
