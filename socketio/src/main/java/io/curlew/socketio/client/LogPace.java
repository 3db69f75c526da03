package io.curlew.socketio.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Lets one line a second pass for each subject in the process, whatever the number of clients: ten thousand that lose
 * their server at once would otherwise write ten thousand lines. Safe for use by many threads.
 */
final class LogPace {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** Programs talk to a few servers; of very many, those are forgotten of which nothing was said for longest. */
    private static final int MAX_SUBJECTS = 256;

    private static final Map<String, LogPace> BY_SUBJECT = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogPace> eldest) {
            return size() > MAX_SUBJECTS;
        }
    };

    private final long last;
    private long leftOut;

    private LogPace(long last) {
        this.last = last;
    }

    /** Returns how many lines were left out since the last one; empty when this one is to be left out, too. */
    static OptionalLong enter(String subject, long now) {
        synchronized (BY_SUBJECT) {
            LogPace before = BY_SUBJECT.get(subject);
            if (before != null && now - before.last < PAUSE) {
                before.leftOut++;
                return OptionalLong.empty();
            }
            BY_SUBJECT.put(subject, new LogPace(now));
            return OptionalLong.of(before == null ? 0 : before.leftOut);
        }
    }

    static int subjects() {
        synchronized (BY_SUBJECT) {
            return BY_SUBJECT.size();
        }
    }
}
