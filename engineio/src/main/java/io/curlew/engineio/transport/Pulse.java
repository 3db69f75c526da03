package io.curlew.engineio.transport;

import java.time.Duration;

/**
 * Judges from times alone whether a loop still comes round. It is looked at every period; when it has answered the
 * question of the look before, it is asked again. A loop that leaves a question open for the limit stalls.
 *
 * <p>A look that comes late judges nothing: what has stopped the one who looks (the garbage collector, SIGSTOP, a
 * debugger, a machine that slept) may have stopped the loop as well, which therefore gets its whole time anew.
 *
 * <p>Times are nanoseconds of a clock that never goes back.
 */
final class Pulse {
    private final long latest;
    private final long limit;
    private long looked;
    private long asked;
    private boolean told;

    /** The first question is put now. */
    Pulse(Duration period, Duration limit, long now) {
        this.latest = period.plus(period.dividedBy(2)).toNanos();
        this.limit = limit.toNanos();
        this.looked = now;
        this.asked = now;
    }

    /**
     * Looks at the loop.
     *
     * @param answered whether it has answered the latest question; the next one is put now then
     * @return whether it is found to stall; once until it answers
     */
    boolean look(boolean answered, long now) {
        boolean late = now - looked > latest;
        looked = now;
        if (answered) {
            asked = now;
            told = false;
        } else if (late) {
            asked = now;
        } else if (!told && now - asked >= limit) {
            told = true;
            return true;
        }
        return false;
    }
}
