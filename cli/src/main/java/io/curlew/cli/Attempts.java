package io.curlew.cli;

import io.curlew.socketio.client.ConnectFailedException;

/** The attempts to connect for the first time. One that was connected may come back as often as it likes. */
final class Attempts {
    private final long retries;
    private long failed;

    Attempts(long retries) {
        this.retries = retries;
    }

    /** Counts one that failed, and returns whether no other is to be made. */
    boolean isLast(ConnectFailedException failure) {
        failed++;
        return failed > retries || !failure.willRetry();
    }
}
