package io.curlew.interop.node;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsNode}. */
final class NodeCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (nodeIsOnThePath() || "true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("node is on the PATH, or must be");
        }
        return ConditionEvaluationResult.disabled("node is not on the PATH");
    }

    private static boolean nodeIsOnThePath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "node"))
                .anyMatch(Files::isExecutable);
    }
}
