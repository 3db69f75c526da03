package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/**
 * Programs that read their settings from a file need no {@code if}: each switch of a builder, such as
 * {@code noCookies()}, has a form that takes a boolean, such as {@code cookies(boolean)}.
 */
class SwitchesTest {
    private static final Pattern SETTINGS = Pattern.compile("\\w*(Builder|Settings|Options|Extension|Proxy|Broadcast)");

    /** {@code noCookies} is off for cookies, {@code withoutCompression} for withCompression. */
    private static final Pattern OFF = Pattern.compile("(?:no|(with)out)([A-Z])(\\w*)");

    /** These take a value back; what is set instead is that value. */
    private static final Set<String> WITHOUT_A_VALUE = Set.of(
            "noProxy",
            "noMaxStall",
            "noMaxPacketsPerPost",
            "noSendBudget",
            "noRetries",
            "withNoTimeout",
            "withoutRetries");

    /** These do something, or say what has happened. */
    private static final Set<String> NO_SWITCHES = Set.of("copy", "start", "otherVersion", "timeout");

    private final List<String> switches = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    @Test
    void eachSwitchHasAFormThatTakesABoolean() throws IOException {
        for (SourceFile file : SourceFile.all()) {
            if (file.isPublished()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        check(type);
                        return super.visitClass(type, null);
                    }
                }.scan(file.tree(), null);
            }
        }
        assertThat(switches).hasSizeGreaterThan(25);
        assertThat(missing).isEmpty();
    }

    private void check(ClassTree type) {
        String name = type.getSimpleName().toString();
        if (SourceFile.isPublic(type) && SETTINGS.matcher(name).matches()) {
            methods(type).filter(method -> isSwitch(method, name)).forEach(found -> {
                String called = found.getName().toString();
                switches.add(name + '.' + called);
                if (methods(type).noneMatch(other -> takesBoolean(other, withBoolean(called)))) {
                    missing.add(name + '.' + withBoolean(called) + "(boolean), for " + called + "()");
                }
            });
        }
    }

    private static Stream<MethodTree> methods(ClassTree type) {
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(method -> method.getModifiers().getFlags().contains(Modifier.PUBLIC));
    }

    private static boolean isSwitch(MethodTree method, String type) {
        String name = method.getName().toString();
        return method.getParameters().isEmpty()
                && !method.getModifiers().getFlags().contains(Modifier.STATIC)
                && String.valueOf(method.getReturnType()).equals(type)
                && !WITHOUT_A_VALUE.contains(name)
                && !NO_SWITCHES.contains(name);
    }

    private static String withBoolean(String name) {
        Matcher off = OFF.matcher(name);
        if (!off.matches()) {
            return name;
        }
        return off.group(1) == null
                ? off.group(2).toLowerCase(Locale.ROOT) + off.group(3)
                : off.group(1) + off.group(2) + off.group(3);
    }

    private static boolean takesBoolean(MethodTree method, String name) {
        return method.getName().contentEquals(name)
                && method.getParameters().size() == 1
                && method.getParameters().get(0).getType().toString().equals("boolean");
    }
}
