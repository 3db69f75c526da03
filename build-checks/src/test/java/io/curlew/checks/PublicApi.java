package io.curlew.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DirectiveTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.ProvidesTree;
import com.sun.source.tree.RequiresTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The public types of one source file with their public members, as they are written: names, types, nullness,
 * parameters.
 */
final class PublicApi {
    private static final Set<Modifier> VISIBLE = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

    private final SourceFile file;
    private final String source;
    private final List<String> lines = new ArrayList<>();

    private PublicApi(SourceFile file) throws IOException {
        this.file = file;
        this.source = file.tree().getSourceFile().getCharContent(true).toString();
    }

    /** Returns the name of the module and what it requires and exports for others; nothing of another file. */
    static List<String> ofModule(SourceFile file) {
        ModuleTree module = file.tree().getModule();
        if (module == null) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of("module " + module.getName()),
                        module.getDirectives().stream()
                                .filter(PublicApi::isForOthers)
                                .map(directive -> "    " + clean(directive.toString())))
                .toList();
    }

    private static boolean isForOthers(DirectiveTree directive) {
        return (directive instanceof RequiresTree required && required.isTransitive())
                || (directive instanceof ExportsTree exported && exported.getModuleNames() == null)
                || directive instanceof ProvidesTree;
    }

    static List<String> of(SourceFile file) throws IOException {
        PublicApi api = new PublicApi(file);
        for (Tree type : file.tree().getTypeDecls()) {
            if (type instanceof ClassTree declared
                    && isVisible(declared.getModifiers().getFlags(), false)) {
                api.type(declared, "");
            }
        }
        return api.lines;
    }

    private static boolean isVisible(Set<Modifier> flags, boolean inInterface) {
        return inInterface ? !flags.contains(Modifier.PRIVATE) : !Collections.disjoint(flags, VISIBLE);
    }

    private void type(ClassTree type, String indent) {
        lines.add(indent + header(type));
        boolean isInterface = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        List<String> members = new ArrayList<>();
        List<ClassTree> types = new ArrayList<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method
                    && isVisible(method.getModifiers().getFlags(), isInterface)) {
                members.add(indent + "    " + text(method, method.getBody()));
            } else if (member instanceof VariableTree field
                    && isVisible(field.getModifiers().getFlags(), isInterface)) {
                members.add(indent + "    " + field(type, field));
            } else if (member instanceof ClassTree nested
                    && isVisible(nested.getModifiers().getFlags(), isInterface)) {
                types.add(nested);
            }
        }
        lines.addAll(members);
        types.forEach(nested -> type(nested, indent + "    "));
    }

    private String field(ClassTree type, VariableTree field) {
        return type.getKind() == Tree.Kind.ENUM
                        && field.getType()
                                .toString()
                                .equals(type.getSimpleName().toString())
                ? field.getName().toString()
                : text(field, field.getInitializer()).replaceFirst(" ?=$", "");
    }

    private String header(ClassTree type) {
        int start = file.start(type);
        String text = source.substring(start, source.indexOf('{', nameEnd(type, start)));
        return clean(text);
    }

    /** An annotation in front may have braces too. */
    private int nameEnd(ClassTree type, int start) {
        String name = type.getSimpleName().toString();
        int at = start;
        do {
            at = source.indexOf(' ' + name, at + 1);
        } while (Character.isJavaIdentifierPart(source.charAt(at + name.length() + 1)));
        return at;
    }

    /** @param before what is left out, with all that follows it; null for nothing */
    private String text(Tree declaration, @Nullable Tree before) {
        return clean(
                source.substring(file.start(declaration), before == null ? file.end(declaration) : file.start(before)));
    }

    private static String clean(String text) {
        return text.replaceAll("@(Override|SuppressWarnings\\((\"[^\"]*\"|\\{[^}]*\\})\\)|FunctionalInterface)\\s*", "")
                .replaceAll("//[^\n]*", "")
                .replaceAll("/\\*.*?\\*/", "")
                .replaceAll("\\s+", " ")
                .replaceAll("\\( ", "(")
                .replaceAll(" ?;$", "")
                .strip();
    }
}
