package koppel.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import koppel.api.connect.TokenError;
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

    @Test
    void theTableOfTheTokenEndpointHasEveryErrorInItsOrderWithSomethingToDo() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/errors.md"));
        List<String> rows = lines.subList(lines.indexOf("| error | status | what to do |") + 2, lines.size());
        assertThat(rows)
                .extracting(row -> row.substring(0, row.lastIndexOf(" | ")))
                .containsExactlyElementsOf(Stream.of(TokenError.values())
                        .map(error -> "| `%s` | %d".formatted(error.word(), error.status()))
                        .toList());
        assertThat(rows).allMatch(row -> row.substring(row.lastIndexOf(" | ")).length() > 12);
    }

    @Test
    void theDescriptionOfTheApiHasEveryErrorOfTheTokenEndpoint() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/openapi.yaml")))
                .contains("{error: {type: string, enum: "
                        + Stream.of(TokenError.values()).map(TokenError::word).toList() + "}");
    }
}
