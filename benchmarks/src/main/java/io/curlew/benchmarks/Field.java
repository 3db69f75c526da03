package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All contestants, connected to one server. */
final class Field implements AutoCloseable {
    private final Peer server;
    private final List<Peer> contestants = new ArrayList<>();

    private Field(Peer server) {
        this.server = server;
    }

    /** Those that can't connect are left to the report. */
    static Field start(Launcher launcher, Scenario scenario, Report report) throws IOException {
        Field field = new Field(launcher.server());
        try {
            String url = Launcher.url(field.server);
            for (String label : launcher.all()) {
                if (scenario.takesPart(label)) {
                    field.add(launcher, label, url, report);
                }
            }
            return field;
        } catch (IOException noServer) {
            field.close();
            throw noServer;
        }
    }

    private void add(Launcher launcher, String label, String url, Report report) {
        try {
            contestants.add(launcher.contestant(label, url));
        } catch (IOException failure) {
            report.failed(label, failure);
        }
    }

    /** Returns the contestants for one round: nobody always runs after the same one, nor always first. */
    List<Peer> inTurn() {
        List<Peer> order = List.copyOf(contestants);
        Collections.rotate(contestants, 1);
        return order;
    }

    /** Goes on without one. */
    void drop(Peer contestant) {
        contestants.remove(contestant);
        contestant.close();
    }

    @Override
    public void close() {
        contestants.forEach(Peer::close);
        server.close();
    }
}
