package io.curlew.benchmarks;

import java.io.IOException;

/** Something that is measured in fresh processes rather than in rounds of the same ones. */
interface Experiment {
    String name();

    /** Returns a section of Markdown. */
    String run(Launcher launcher, int rounds) throws IOException;
}
