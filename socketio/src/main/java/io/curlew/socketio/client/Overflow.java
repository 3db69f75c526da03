package io.curlew.socketio.client;

import io.curlew.engineio.delivery.SendAccount;
import io.curlew.socketio.session.ClientSession;

/**
 * Drops what has waited longest when more was accepted than there is room for, if the client is one that does so.
 * Confined to the loop.
 */
final class Overflow {
    private final SendAccount budget;
    private final ClientSession session;
    private final boolean drops;
    private boolean makingRoom;

    Overflow(SendAccount budget, ClientSession session, boolean drops) {
        this.budget = budget;
        this.session = session;
        this.drops = drops;
    }

    /** An event took room that may not have been there. What the protocol sends drives no event out. */
    void roomWasTaken() {
        makingRoom = drops;
    }

    /**
     * Drops an event if there is need to; returns whether there was. After the flush: what the connection refuses takes
     * no room, and nothing else is dropped for it.
     */
    boolean makeRoom() {
        boolean needed = makingRoom && budget.isOverdrawn();
        makingRoom = false; // also when the next throws: it is not to be tried for ever
        makingRoom = needed && !isAlone() && session.dropOldest();
        return makingRoom;
    }

    /** Returns whether the event that would be dropped is all that takes room: one always fits, attachments and all. */
    private boolean isAlone() {
        return session.oldestPackets() == budget.reservedPackets();
    }
}
