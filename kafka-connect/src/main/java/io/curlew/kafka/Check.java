package io.curlew.kafka;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A rule for the value of one setting, or for each entry of a list. What it says does not hold the value, which may be
 * a secret.
 *
 * @param what a few words for the generated documentation
 * @param rule throws {@link IllegalArgumentException} for what can't be right
 */
record Check(String what, Consumer<String> rule) implements ConfigDef.Validator {
    /** Returns a rule that only wants a value, and of a list at least one. */
    static Check present(String what) {
        return new Check(what, any -> {});
    }

    /** Returns what users read of a wrong value. */
    static String message(String name, @Nullable String why) {
        return "Invalid value for configuration " + name + ": " + why;
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value == null) { // as JSON can say
            throw new ConfigException(message(name, "there must be a value"));
        } else if (value instanceof List<?> list) {
            checkEach(name, list);
        } else if (value instanceof Password secret) {
            check(name, "", secret.value());
        } else {
            check(name, "", value.toString());
        }
    }

    private void checkEach(String name, List<?> list) {
        if (list.isEmpty()) {
            throw new ConfigException(message(name, "there must be at least one"));
        }
        for (int i = 0; i < list.size(); i++) {
            check(name, ", entry " + (i + 1), String.valueOf(list.get(i)));
        }
    }

    private void check(String name, String where, String text) {
        try {
            rule.accept(text);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(message(name + where, wrong.getMessage()));
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
