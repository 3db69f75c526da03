package io.curlew.jmeter;

import java.nio.charset.StandardCharsets;
import org.apache.jmeter.config.Arguments;
import org.apache.jmeter.protocol.java.sampler.AbstractJavaSamplerClient;
import org.apache.jmeter.protocol.java.sampler.JavaSamplerContext;
import org.apache.jmeter.samplers.SampleResult;

/**
 * Connects to a Socket.IO server, emits and calls events, and expects events, each in a <em>Java Request</em> of
 * JMeter. A JMeter thread has connections of its own, as many as it gives names to. For JMeter; programs have no use
 * for it.
 */
public final class SocketIoSampler extends AbstractJavaSamplerClient {

    /** Makes a sampler. */
    public SocketIoSampler() {}

    @Override
    public Arguments getDefaultParameters() {
        return Step.defaults();
    }

    @Override
    public SampleResult runTest(JavaSamplerContext context) {
        SampleResult result = new SampleResult();
        result.setDataType(SampleResult.TEXT);
        result.sampleStart();
        try {
            Step step = new Step(context);
            result.setSamplerData(step.toString());
            end(result, "OK", "OK", perform(step, result));
            result.setSuccessful(true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            end(result, "INTERRUPTED", "The test was stopped", "");
        } catch (Throwable failure) { // an Error, too: JMeter would end the thread, and report nothing
            end(result, Failure.code(failure), String.valueOf(failure.getMessage()), "");
        }
        return result;
    }

    private static void end(SampleResult result, String code, String message, String data) {
        result.sampleEnd();
        result.setResponseCode(code);
        result.setResponseMessage(message);
        result.setResponseData(data, StandardCharsets.UTF_8.name());
    }

    /** Returns the response, which is JSON. */
    private static String perform(Step step, SampleResult result) throws InterruptedException {
        switch (step.action()) {
            case CONNECT -> {
                makeRoom(step, result);
                Connections.open(step);
            }
            case EMIT -> Connections.get(step).emit(step);
            case CALL -> {
                return Connections.get(step).call(step);
            }
            case EXPECT -> {
                return Connections.get(step).expect(step);
            }
            case DISCONNECT -> Connections.close(step);
        }
        return "";
    }

    /** The end of the connection before is no part of the sample's time. */
    private static void makeRoom(Step step, SampleResult result) throws InterruptedException {
        result.samplePause();
        try {
            Connections.makeRoom(step);
        } finally {
            result.sampleResume();
        }
    }

    /** JMeter calls this at the end of a test, not of a thread. */
    @Override
    public void teardownTest(JavaSamplerContext context) {
        Connections.closeAll();
    }
}
