package io.curlew.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * An option or an operand of a command, with its type. Declared by calls: to find annotations takes picocli longer than
 * all else that it does.
 */
final class Parameter<T> {
    private final ArgSpec spec;
    private final Declaration declared;
    private final @Nullable T otherwise;
    private final Function<Object, T> typed;

    private Parameter(ArgSpec spec, Declaration declared, @Nullable T otherwise, Function<Object, T> typed) {
        this.spec = spec;
        this.declared = declared;
        this.otherwise = otherwise;
        this.typed = typed;
    }

    /** Declares an option as the help shows it: {@code -q, --quiet}, or {@code --path=PATH} when it takes a value. */
    static Declaration option(String shown, String description) {
        int equals = shown.indexOf('=');
        String names = equals < 0 ? shown : shown.substring(0, equals);
        return new Declaration(names, "", shown.substring(equals + 1), description);
    }

    /** Declares an operand: the first is at index 0, and {@code 1..*} are all but that. */
    static Declaration operand(String index, String label, String description) {
        return new Declaration("", index, label, description);
    }

    /** Returns a text as picocli wants it, which replaces variables and fills formats. */
    static String escaped(String text) {
        return text.replace("%", "%%").replace("$", "$$");
    }

    /** A parameter without its type: what reads a text decides it, and what becomes of none and of several. */
    static final class Declaration {
        private final String names;
        private final String index;
        private final String label;
        private final String description;
        private List<String> choices = List.of();
        private boolean file;
        private boolean help;
        private boolean version;

        private Declaration(String names, String index, String label, String description) {
            this.names = names;
            this.index = index;
            this.label = label;
            this.description = description;
        }

        /** Names the values that the shells offer. */
        Declaration choices(List<String> values) {
            choices = values;
            return this;
        }

        /** Is a file that can be read, if it is given; the shells offer files. */
        Parameter<Optional<Path>> file() {
            file = true;
            return optional(Declaration::existingFile);
        }

        /** Without the file the usage is wrong, whatever the server would say. */
        private static Path existingFile(String name) {
            try {
                Path file = Path.of(name);
                if (Files.isReadable(file)) {
                    return file;
                }
            } catch (InvalidPathException noName) {
                // there can be no such file
            }
            throw new WrongUsage("there is no file " + name + " to read");
        }

        Parameter<Boolean> flag() {
            return new Parameter<>(spec(boolean.class, "0"), this, false, Boolean.class::cast);
        }

        /** Asks for help instead of the command. */
        Parameter<Boolean> helpFlag() {
            help = true;
            return flag();
        }

        /** Asks for the version instead of the command. */
        Parameter<Boolean> versionFlag() {
            version = true;
            return flag();
        }

        /** Counts how often the option is given. */
        Parameter<Integer> count() {
            return new Parameter<>(spec(boolean[].class, "0"), this, 0, given -> ((boolean[]) given).length);
        }

        <V> Parameter<Optional<V>> optional(Function<String, V> reading) {
            return single(names.isEmpty() ? "0..1" : "1", reading, Optional.empty(), Optional::of);
        }

        /** Has a value when none is given. */
        <V> Parameter<V> otherwise(V value, Function<String, V> reading) {
            return single("1", reading, value, given -> given);
        }

        /** Without a value the usage is wrong, so that nobody asks for it then. */
        <V> Parameter<V> required(Function<String, V> reading) {
            return single("1", reading, null, given -> given);
        }

        @SuppressWarnings("unchecked") // that is what the reading returns
        private <V, T> Parameter<T> single(
                String arity, Function<String, V> reading, @Nullable T otherwise, Function<V, T> typed) {
            ArgSpec spec = spec(Object.class, arity, text -> read(reading, text));
            return new Parameter<>(spec, this, otherwise, given -> typed.apply((V) given));
        }

        @SuppressWarnings("unchecked") // nor does the list hold anything else
        <V> Parameter<List<V>> repeated(Function<String, V> reading) {
            ArgSpec spec = spec(List.class, names.isEmpty() ? "0..*" : "1", text -> read(reading, text));
            return new Parameter<>(spec, this, List.of(), given -> (List<V>) given);
        }

        /** picocli's two builders have the same methods, but no public type in common. */
        private ArgSpec spec(Class<?> type, String arity, ITypeConverter<?>... converters) {
            return names.isEmpty() ? operand(type, arity, converters) : option(type, arity, converters);
        }

        private ArgSpec operand(Class<?> type, String arity, ITypeConverter<?>... converters) {
            return PositionalParamSpec.builder()
                    .index(index)
                    .paramLabel(label)
                    .description(escaped(description))
                    .completionCandidates(choices)
                    .type(type)
                    .arity(arity)
                    .required(arity.equals("1"))
                    .converters(converters)
                    .build();
        }

        private ArgSpec option(Class<?> type, String arity, ITypeConverter<?>... converters) {
            return OptionSpec.builder(names.split(", "))
                    .paramLabel(label)
                    .description(escaped(description))
                    .completionCandidates(choices)
                    .type(type)
                    .arity(arity)
                    .usageHelp(help)
                    .versionHelp(version)
                    .converters(converters)
                    .build();
        }

        /** What else is thrown picocli would tell together with the text, which may be a secret. */
        private static <V> V read(Function<String, V> reading, String text) {
            try {
                return reading.apply(text);
            } catch (WrongUsage why) {
                throw new TypeConversionException(why.getMessage());
            } catch (RuntimeException unforeseen) {
                throw new TypeConversionException(
                        "cannot be read (" + unforeseen.getClass().getSimpleName() + ")");
            }
        }
    }

    /** Returns what the line says, or what is so if it says nothing. */
    T get() {
        Object given = spec.getValue();
        return given == null ? Objects.requireNonNull(otherwise, spec.paramLabel()) : typed.apply(given);
    }

    ArgSpec spec() {
        return spec;
    }

    /** Returns the names of an option, the longest last. */
    List<String> names() {
        return List.of(((OptionSpec) spec).names());
    }

    String longestName() {
        return ((OptionSpec) spec).longestName();
    }

    String label() {
        return declared.label;
    }

    String description() {
        return declared.description;
    }

    /** Returns the first sentence of the description, without the default. */
    String summary() {
        int end = description().indexOf(". ");
        return end < 0 ? description() : description().substring(0, end + 1);
    }

    /** Returns the values to choose from, none where they are not known. */
    List<String> choices() {
        return declared.choices;
    }

    /** Returns an operand as the synopsis shows it. */
    String shown() {
        if (spec.arity().min() > 0) {
            return label();
        }
        return "[" + label() + (repeats() ? "...]" : "]");
    }

    boolean takesFile() {
        return declared.file;
    }

    boolean takesValue() {
        return spec.arity().max() > 0;
    }

    boolean repeats() {
        return spec.isMultiValue();
    }
}
