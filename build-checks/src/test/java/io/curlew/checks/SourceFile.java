package io.curlew.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One Java file of the repository, parsed but not compiled. */
record SourceFile(Path path, CompilationUnitTree tree, SourcePositions positions) {
    /** Tests run in their module's directory, one below the root. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Modules whose main sources are for tests only. */
    private static final Set<String> TEST_MODULES = Set.of("codec-tests", "test-support");

    /** The modules that programs depend on. */
    static final List<String> PUBLISHED = List.of(
            "engineio",
            "socketio",
            "socketio-jackson",
            "socketio-jackson2",
            "all",
            "emitter",
            "testserver",
            "testserver-junit",
            "kafka-connect",
            "jmeter");

    static List<SourceFile> all() throws IOException {
        List<Path> paths;
        try (Stream<Path> modules = Files.list(ROOT)) {
            paths = modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceFile::javaFiles)
                    .sorted()
                    .toList();
        }
        return parse(paths);
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SourceFile> parse(List<Path> paths) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> new SourceFile(
                            ROOT.relativize(Path.of(unit.getSourceFile().toUri())), unit, positions))
                    .toList();
        }
    }

    String module() {
        return path.getName(0).toString();
    }

    /** Returns whether programs depend on it. */
    boolean isPublished() {
        return PUBLISHED.contains(module()) && !isTest();
    }

    boolean isTest() {
        return path.startsWith(Path.of(module(), "src", "test")) || TEST_MODULES.contains(module());
    }

    String packageName() {
        return tree.getPackage() == null ? "" : tree.getPackageName().toString();
    }

    long lines() {
        try {
            return tree.getSourceFile().getCharContent(true).toString().lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many lines each method with a body takes, from its first annotation or modifier to its brace. */
    List<Long> methodLines() {
        List<Long> lengths = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                if (method.getBody() != null) {
                    lengths.add(lineOf(positions.getEndPosition(tree, method)) - line(method) + 1);
                }
                return super.visitMethod(method, null);
            }
        }.scan(tree, null);
        return lengths;
    }

    /** Returns the types at the top of the file. */
    List<ClassTree> types() {
        return tree.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .toList();
    }

    static boolean isPublic(ClassTree type) {
        return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    /** Returns the packages that this file exports to everybody, none unless it is a {@code module-info}. */
    List<String> exports() {
        if (tree.getModule() == null) {
            return List.of();
        }
        return tree.getModule().getDirectives().stream()
                .filter(ExportsTree.class::isInstance)
                .map(ExportsTree.class::cast)
                .filter(directive -> directive.getModuleNames() == null)
                .map(directive -> directive.getPackageName().toString())
                .toList();
    }

    /** Returns where a part of this file is, so that an editor can go there. */
    String at(Tree part) {
        return path + ":" + line(part);
    }

    /** Returns where a part of this file starts, in characters. */
    int start(Tree part) {
        return (int) positions.getStartPosition(tree, part);
    }

    /** Returns what is behind a part of this file. */
    int end(Tree part) {
        return (int) positions.getEndPosition(tree, part);
    }

    private long line(Tree part) {
        return lineOf(positions.getStartPosition(tree, part));
    }

    private long lineOf(long position) {
        return tree.getLineMap().getLineNumber(position);
    }
}
