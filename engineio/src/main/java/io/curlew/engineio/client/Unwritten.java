package io.curlew.engineio.client;

import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Keeps account of messages from the moment they are accepted until their bytes have left the program, and gives their
 * room in the budget back.
 */
final class Unwritten {
    private static final AtomicLongFieldUpdater<Unwritten> ACCEPTED =
            AtomicLongFieldUpdater.newUpdater(Unwritten.class, "acceptedBytes");

    private final Optional<SendAccount> budget;
    private final EngineDelivery delivery;
    private volatile long acceptedBytes;
    private int atTransportMessages;
    private long atTransportBytes;
    /** The transport has everything, and what it has not written yet delays the report. */
    private boolean drainDue;

    Unwritten(Optional<SendAccount> budget, EngineDelivery delivery) {
        this.budget = budget;
        this.delivery = delivery;
    }

    /** Reserves room, on the thread that sends; see {@link SendAccount#reserve}. */
    void reserve(int messages, long bytes, boolean mayWait) {
        if (budget.isPresent()) {
            budget.get().reserve(messages, bytes, mayWait);
        }
        ACCEPTED.addAndGet(this, bytes);
    }

    /** Takes a {@link #reserve} back, for messages that were not accepted after all. */
    void refuse(int messages, long bytes) {
        ACCEPTED.addAndGet(this, -bytes);
        budget.ifPresent(room -> room.release(messages, bytes));
    }

    /** Returns the bytes accepted and not yet written. From any thread. */
    long bytes() {
        return acceptedBytes;
    }

    /** The packets were given to the transport; a {@link #drained} of their own follows. */
    void add(List<EnginePacket> packets) {
        drainDue = false;
        for (EnginePacket packet : packets) {
            if (packet instanceof EnginePacket.Message message) {
                atTransportMessages++;
                atTransportBytes += message.data().size();
            }
        }
    }

    /** The packets have left the program. */
    void written(List<EnginePacket> packets) {
        int messagesBefore = atTransportMessages;
        long bytesBefore = atTransportBytes;
        for (EnginePacket packet : packets) {
            if (packet instanceof EnginePacket.Message message) {
                atTransportMessages--;
                atTransportBytes -= message.data().size();
            }
        }
        release(messagesBefore - atTransportMessages, bytesBefore - atTransportBytes);
        if (drainDue) {
            tellWhenWritten();
        }
    }

    /** The transport has everything and takes more: the application is notified as soon as all of it was written. */
    void drained() {
        drainDue = true;
        tellWhenWritten();
    }

    /** A message that is on its way from another thread delays it, and brings a drain of its own. */
    private void tellWhenWritten() {
        if (acceptedBytes == 0) {
            drainDue = false;
            delivery.drained();
        }
    }

    /** These messages will not be sent. */
    void release(List<EnginePacket.Message> unsent) {
        long bytes = 0;
        for (EnginePacket.Message message : unsent) {
            bytes += message.data().size();
        }
        release(unsent.size(), bytes);
    }

    /** The session is over: neither these messages nor those at the transport matter any more. */
    void releaseAll(List<EnginePacket.Message> unsent) {
        release(unsent);
        release(atTransportMessages, atTransportBytes);
        atTransportMessages = 0;
        atTransportBytes = 0;
    }

    /** So many messages, of so many bytes, will not be sent or have been. */
    void release(int messages, long bytes) {
        if (messages > 0) {
            refuse(messages, bytes);
            delivery.released(new Released(messages, bytes));
        }
    }
}
