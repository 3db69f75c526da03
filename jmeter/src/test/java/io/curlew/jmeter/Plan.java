package io.curlew.jmeter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A test plan, as JMeter's window would save it. */
final class Plan {
    private final StringBuilder steps = new StringBuilder();

    /** Adds a Java Request with these parameters, names and values by turns. */
    Plan step(String name, String... parameters) {
        steps.append(
                        "<JavaSampler guiclass=\"JavaTestSamplerGui\" testclass=\"JavaSampler\" enabled=\"true\" testname=\"")
                .append(name)
                .append("\"><elementProp name=\"arguments\" elementType=\"Arguments\">")
                .append("<collectionProp name=\"Arguments.arguments\">");
        for (int i = 0; i < parameters.length; i += 2) {
            steps.append("<elementProp elementType=\"Argument\" name=\"")
                    .append(parameters[i])
                    .append("\"><stringProp name=\"Argument.name\">")
                    .append(parameters[i])
                    .append("</stringProp><stringProp name=\"Argument.value\">")
                    .append(parameters[i + 1])
                    .append("</stringProp><stringProp name=\"Argument.metadata\">=</stringProp></elementProp>");
        }
        steps.append("</collectionProp></elementProp><stringProp name=\"classname\">")
                .append(SocketIoSampler.class.getName())
                .append("</stringProp></JavaSampler><hashTree/>\n");
        return this;
    }

    Path writeTo(Path file) throws IOException {
        try (InputStream frame = Objects.requireNonNull(Plan.class.getResourceAsStream("/plan.jmx"))) {
            return Files.writeString(file, new String(frame.readAllBytes(), UTF_8).replace("STEPS", steps));
        }
    }
}
