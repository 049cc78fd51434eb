package koppel.api.console;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Every sentence that the server can say about a field, read from its sources, since they are said in many places: whatever is given to
 * {@code new InvalidInput}, {@code new Violation} or a collector of them. Numbers in them are written {@code {n}}.
 */
final class FieldSentences {

    /** Which argument of a call holds the sentence: by the name of what is called and how many arguments it takes. */
    private static final Map<String, Integer> SAID_BY =
            Map.of("InvalidInput/2", 1, "Violation/2", 1, "require/3", 2, "add/2", 1, "parsed/3", 2, "Scheme/4", 3);

    /** What passes on a sentence that was read where it was made. */
    private static final Set<String> PASSED_ON = Set.of("getMessage", "expected");

    private final Map<String, String> places = new TreeMap<>();
    private final Set<String> unread = new TreeSet<>();

    private FieldSentences() {}

    static FieldSentences in(Path... sources) {
        FieldSentences result = new FieldSentences();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> all = new ArrayList<>();
            for (Path source : sources) {
                try (Stream<Path> found = Files.walk(source)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
                }
            }
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(all));
            for (CompilationUnitTree unit : task.parse()) {
                result.read(unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Each sentence with a place that says it. */
    Map<String, String> places() {
        return places;
    }

    /** Places where a sentence is said that this cannot read; there must be none. */
    Set<String> unread() {
        return unread;
    }

    /** The same sentence with any numbers. */
    static String withAnyNumbers(String sentence) {
        return sentence.replaceAll("\\d+", "{n}");
    }

    private void read(CompilationUnitTree unit) {
        String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
        new TreePathScanner<Void, Void>() {
            private MethodTree method;
            private final Set<String> given = new TreeSet<>();

            @Override
            public Void visitMethod(MethodTree tree, Void nothing) {
                MethodTree around = method;
                method = tree;
                super.visitMethod(tree, nothing);
                method = around;
                return null;
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
                tree.getParameters()
                        .forEach(parameter -> given.add(parameter.getName().toString()));
                return super.visitLambdaExpression(tree, nothing);
            }

            @Override
            public Void visitNewClass(NewClassTree tree, Void nothing) {
                said(tree.getIdentifier().toString(), tree.getArguments());
                return super.visitNewClass(tree, nothing);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
                // what is wrong, if anything
                if (tree.getMethodSelect().toString().equals("Optional.of")
                        && text(tree.getArguments().get(0)).matches("\\p{Lu}.* .*\\.")) {
                    take(tree.getArguments().get(0));
                }
                // other things have an add, too
                if (name(tree).equals("parsed")
                        || tree.getMethodSelect().toString().matches(".*\\bwrong(\\(\\))?\\.\\w+")) {
                    said(name(tree), tree.getArguments());
                }
                return super.visitMethodInvocation(tree, nothing);
            }

            private void said(String name, List<? extends ExpressionTree> arguments) {
                Integer at = SAID_BY.get(name.replaceAll(".*\\.", "") + "/" + arguments.size());
                // the collector itself passes on what it is given
                if (at != null && !file.equals("InvalidInput.java")) {
                    take(arguments.get(at));
                }
            }

            private void take(ExpressionTree said) {
                if (said instanceof ParenthesizedTree inner) {
                    take(inner.getExpression());
                } else if (said instanceof ConditionalExpressionTree either) {
                    take(either.getTrueExpression());
                    take(either.getFalseExpression());
                } else if (said instanceof IdentifierTree name && parameter(name) >= 0) {
                    callers(parameter(name)).forEach(this::take);
                } else if (said instanceof IdentifierTree name
                        && given.contains(name.getName().toString())) {
                    // what a lambda is given was read where it was made
                    return;
                } else if (said instanceof MethodInvocationTree call && PASSED_ON.contains(name(call))) {
                    return;
                } else if (said instanceof MethodInvocationTree call
                        && !literalsOf(name(call)).isEmpty()) {
                    literalsOf(name(call)).forEach(sentence -> places.put(sentence, file));
                } else {
                    String text = text(said);
                    if (text.matches("(?s).*\\p{L}.*") && !text.matches("(\\{n})+")) {
                        places.put(text, file);
                    } else if (!text.isEmpty()) {
                        unread.add(file + ": " + said);
                    }
                }
            }

            private int parameter(IdentifierTree name) {
                if (method == null) {
                    return -1;
                }
                List<? extends VariableTree> parameters = method.getParameters();
                for (int i = 0; i < parameters.size(); i++) {
                    if (parameters.get(i).getName().contentEquals(name.getName())) {
                        return i;
                    }
                }
                return -1;
            }

            /** What the calls of the method around give for that parameter. */
            private List<ExpressionTree> callers(int parameter) {
                List<ExpressionTree> given = new ArrayList<>();
                String called = method.getName().toString();
                int many = method.getParameters().size();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
                        if (name(tree).equals(called) && tree.getArguments().size() == many) {
                            given.add(tree.getArguments().get(parameter));
                        }
                        return super.visitMethodInvocation(tree, nothing);
                    }
                }.scan(unit, null);
                return given.stream()
                        .filter(one -> !(one instanceof IdentifierTree))
                        .toList();
            }

            /** All that a method of this file may answer. */
            private List<String> literalsOf(String wanted) {
                List<String> literals = new ArrayList<>();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree tree, Void nothing) {
                        return tree.getName().contentEquals(wanted) ? super.visitMethod(tree, nothing) : null;
                    }

                    @Override
                    public Void visitVariable(VariableTree tree, Void nothing) {
                        return null;
                    }

                    @Override
                    public Void visitBinary(BinaryTree tree, Void nothing) {
                        literals.add(text(tree));
                        return null;
                    }

                    @Override
                    public Void visitLiteral(LiteralTree tree, Void nothing) {
                        literals.add(text(tree));
                        return null;
                    }
                }.scan(unit, null);
                return literals;
            }

            private String text(ExpressionTree tree) {
                if (tree instanceof LiteralTree literal) {
                    return String.valueOf(literal.getValue());
                }
                if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                    return text(sum.getLeftOperand()) + text(sum.getRightOperand());
                }
                return constant(tree);
            }

            /** A constant text of the same file is that text; anything else is a number. */
            private String constant(ExpressionTree tree) {
                String[] found = {"{n}"};
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitVariable(VariableTree variable, Void nothing) {
                        if (tree instanceof IdentifierTree name
                                && variable.getName().contentEquals(name.getName())
                                && variable.getInitializer() != null
                                && "String".equals(String.valueOf(variable.getType()))) {
                            found[0] = text(variable.getInitializer());
                        }
                        return super.visitVariable(variable, nothing);
                    }
                }.scan(unit, null);
                return found[0];
            }
        }.scan(unit, null);
    }

    private static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }
}
