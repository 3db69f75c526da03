package io.curlew.cli;

import java.util.concurrent.Executor;

/**
 * A thread for each task that waits: the pool of the JVM has a single one on two cores, as of JDK 25 for futures too.
 */
enum ThreadForEach implements Executor {
    TASK;

    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
    }
}
