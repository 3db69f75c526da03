package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the published modules say when something goes wrong, in one list to be read as a whole:
 * {@code build-checks/target/messages.txt}.
 */
class MessagesTest {
    /** Methods that take the text of a message, or make one of it. */
    private static final Pattern SPEAKING = Pattern.compile(
            "(.*\\.)?(super|warn|info|error|debug|fail|failed|end|log|logMessage|closed|upgradeError|misplaced|lostForGood|broken|require"
                    + "|refuse|refused|printOnce|withoutValues|IllegalState|illegal)");

    /** What is put together before it is handed over. */
    private static final Pattern MESSAGE = Pattern.compile("message|sentence|line|why|what|complaint");

    private static final Pattern EXCEPTION = Pattern.compile("(.*\\.)?\\w*(Exception|Error)");

    /** What this project once wrote where English has plainer words. */
    private static final Pattern STILTED = Pattern.compile(
            "\\b(that is none|is none of|(?<![tT]here )is no|in vain|tells? of|told of|had better|who has|it gave|be had)\\b");

    private static final List<String> MESSAGES = new ArrayList<>();

    @BeforeAll
    static void collect() throws IOException {
        for (SourceFile file : SourceFile.all()) {
            if (file.isPublished()) {
                collect(file);
            }
        }
        Path list = Path.of("target", "messages.txt");
        Files.createDirectories(list.getParent());
        Files.write(list, MESSAGES);
    }

    private static void collect(SourceFile file) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitNewClass(NewClassTree made, Void nothing) {
                if (EXCEPTION.matcher(made.getIdentifier().toString()).matches()) {
                    add(file, made, made.getArguments());
                }
                return super.visitNewClass(made, null);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                String name = call.getMethodSelect().toString();
                if (SPEAKING.matcher(name).matches() || name.endsWith("Exception.error")) {
                    add(file, call, call.getArguments());
                }
                return super.visitMethodInvocation(call, null);
            }

            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                if (variable.getInitializer() != null
                        && MESSAGE.matcher(variable.getName()).matches()) {
                    add(file, variable, List.of(variable.getInitializer()));
                }
                return super.visitVariable(variable, null);
            }
        }.scan(file.tree(), null);
    }

    private static void add(SourceFile file, Tree where, List<? extends ExpressionTree> arguments) {
        for (ExpressionTree argument : arguments) {
            String text = text(argument);
            if (text.contains(" ")) {
                MESSAGES.add(file.at(where) + "  " + text);
            }
        }
    }

    /** Returns the literal parts of a message, and what is put in between in braces. */
    private static String text(Tree expression) {
        if (expression instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            return text;
        } else if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            return text(sum.getLeftOperand()) + text(sum.getRightOperand());
        }
        return expression instanceof LiteralTree literal
                ? String.valueOf(literal.getValue())
                : '{' + expression.toString().replaceAll("\\s+", "") + '}';
    }

    @Test
    void aDurationIsWrittenAsPeopleWriteIt() {
        assertThat(MESSAGES)
                .hasSizeGreaterThan(150)
                .noneMatch(message -> message.matches(
                        ".*\\{\\w*([tT]imeout|[dD]eadline|[dD]uration|[dD]elay|[pP]ause|patience)(\\(\\))?}.*"));
    }

    @Test
    void aMessageIsASentenceThatPeopleWrite() {
        assertThat(MESSAGES).noneMatch(message -> STILTED.matcher(message).find());
    }
}
