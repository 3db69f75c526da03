package io.curlew.benchmarks;

import java.io.IOException;

/** Something that is measured in fresh processes rather than in rounds of the same ones. */
interface Experiment {
    String name();

    /**
     * Returns a section of Markdown.
     *
     * @param maxRounds how often it is done at the most: what takes long is done less often
     */
    String run(Launcher launcher, int maxRounds) throws IOException;
}
