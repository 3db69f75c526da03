package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All contestants, connected to one server. */
final class Field implements AutoCloseable {
    private final Server server;
    private final List<Peer> contestants = new ArrayList<>();

    private Field(Server server) {
        this.server = server;
    }

    /** Those that can't connect are left to the report. */
    static Field start(Launcher launcher, Scenario scenario, Report report) throws IOException {
        Field field = new Field(launcher.server(scenario.carrier()));
        for (String label : launcher.all()) {
            if (scenario.takesPart(label)) {
                field.add(launcher, label, report);
            }
        }
        return field;
    }

    private void add(Launcher launcher, String label, Report report) {
        try {
            contestants.add(launcher.contestant(label, server));
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
