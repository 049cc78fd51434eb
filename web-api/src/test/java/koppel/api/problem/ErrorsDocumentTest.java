package koppel.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorsDocumentTest {

    @Test
    void theTableInTheDocumentHasEveryTypeInItsOrderWithSomethingToDo() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/errors.md")).stream()
                .filter(line -> line.startsWith("| <a id="))
                .toList();
        assertThat(rows)
                .extracting(row -> row.substring(0, row.lastIndexOf(" | ")))
                .containsExactlyElementsOf(Stream.of(ProblemType.values())
                        .map(type -> "| <a id=\"%1$s\"></a>`%1$s` | %2$d | %3$s"
                                .formatted(type.slug(), type.status(), type.title()))
                        .toList());
        assertThat(rows).allMatch(row -> row.substring(row.lastIndexOf(" | ")).length() > 12);
    }
}
