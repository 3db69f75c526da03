package io.curlew.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** What is wrong with settings: with each by itself, and then with those that depend on each other. */
final class Validation {
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    /** @param each the settings by themselves */
    Validation(Config each) {
        each.configValues().forEach(value -> values.put(value.name(), value));
    }

    /** Returns whether nothing is wrong so far. */
    boolean isValid() {
        return values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
    }

    /** @param rule throws {@link IllegalArgumentException} for what can't be right */
    void check(String setting, Runnable rule) {
        try {
            rule.run();
        } catch (IllegalArgumentException wrong) {
            values.computeIfAbsent(setting, ConfigValue::new)
                    .addErrorMessage(Check.message(setting, wrong.getMessage()));
        }
    }

    /** Returns what a connector answers. */
    Config config() {
        return new Config(new ArrayList<>(values.values()));
    }
}
