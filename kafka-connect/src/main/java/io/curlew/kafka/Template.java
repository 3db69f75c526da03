package io.curlew.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with names in it that stand for something else, such as {@code orders-${event}}; a name that begins with a
 * slash is a {@link Pointer}. Connect itself replaces {@code ${provider:key}}, with a colon, before anybody sees that.
 */
final class Template {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");

    private final List<Part> parts;

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Name(String name) implements Part {}

    private record Place(Pointer pointer) implements Part {}

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Reads one.
     *
     * @param names those that may be in it
     * @throws IllegalArgumentException when there is another, a pointer that is none, or one that has no end
     */
    static Template parse(String text, Set<String> names) {
        List<Part> parts = new ArrayList<>();
        Matcher found = NAME.matcher(text);
        int from = 0;
        while (found.find()) {
            addText(parts, text.substring(from, found.start()));
            parts.add(part(found.group(1), names));
            from = found.end();
        }
        String rest = text.substring(from);
        if (rest.contains("${")) {
            throw new IllegalArgumentException("a ${ has no }");
        }
        addText(parts, rest);
        return new Template(parts);
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }

    private static Part part(String name, Set<String> names) {
        if (name.startsWith("/")) {
            return new Place(Pointer.parse(name));
        }
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "${" + name + "} is neither one of " + names + " nor a JSON pointer such as /0/id");
        }
        return new Name(name);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns whether nothing in it stands for something else. */
    boolean isConstant() {
        return parts.stream().allMatch(Text.class::isInstance);
    }

    boolean hasPointers() {
        return parts.stream().anyMatch(Place.class::isInstance);
    }

    boolean has(String name) {
        return parts.contains(new Name(name));
    }

    /** Returns what the text may be when it has no pointers. */
    String example(UnaryOperator<String> names) {
        return fill(names, pointer -> Optional.empty()).orElseThrow();
    }

    /**
     * Returns the text; empty when something in it stands for nothing.
     *
     * @param names what a name stands for
     * @param places what is at a pointer
     */
    Optional<String> fill(Function<String, String> names, Function<Pointer, Optional<String>> places) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            Optional<String> text = part instanceof Place place
                    ? places.apply(place.pointer())
                    : Optional.of(part instanceof Name name ? names.apply(name.name()) : ((Text) part).text());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            filled.append(text.get());
        }
        return Optional.of(filled.toString());
    }
}
