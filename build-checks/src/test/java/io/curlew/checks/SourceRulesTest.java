package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Name;
import org.junit.jupiter.api.Test;

/** What can only be seen in the source: statements, and the code of tests. */
class SourceRulesTest {
    @Test
    void nothingSleeps() throws IOException {
        assertThat(find(file -> true, SourceRulesTest::isSleep)).isEmpty();
    }

    @Test
    void sessionsSynchronizeOnNothing() throws IOException {
        assertThat(find(
                        file -> !file.isTest() && file.packageName().endsWith(".session"),
                        SynchronizedTree.class::isInstance))
                .isEmpty();
    }

    /** Kotlin looks for the annotation at the package, and not at the module. */
    @Test
    void exportedPackagesSayThatNothingIsNull() throws IOException {
        List<SourceFile> files = SourceFile.all();
        Set<String> marked = files.stream()
                .filter(file -> file.tree().getPackageAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().equals("NullMarked")))
                .map(SourceFile::packageName)
                .collect(Collectors.toSet());
        assertThat(files.stream().flatMap(file -> file.exports().stream()))
                .isNotEmpty()
                .isSubsetOf(marked);
    }

    private static List<String> find(Predicate<SourceFile> where, Predicate<Tree> what) throws IOException {
        List<String> found = new ArrayList<>();
        for (SourceFile file : SourceFile.all()) {
            if (where.test(file)) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void scan(Tree tree, Void nothing) {
                        if (tree != null && what.test(tree)) {
                            found.add(file.at(tree));
                        }
                        return super.scan(tree, null);
                    }
                }.scan(file.tree(), null);
            }
        }
        return found;
    }

    /** Whoever it is called on: {@code Thread}, a {@code TimeUnit}, or by a static import nobody. */
    private static boolean isSleep(Tree tree) {
        return tree instanceof MethodInvocationTree call
                && nameOf(call.getMethodSelect()).contentEquals("sleep");
    }

    private static Name nameOf(ExpressionTree method) {
        return method instanceof MemberSelectTree select ? select.getIdentifier() : ((IdentifierTree) method).getName();
    }
}
