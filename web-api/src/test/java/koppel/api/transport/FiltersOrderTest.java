package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What reads the connection by its pace comes first, and what counts bodies sees them as they are framed. */
class FiltersOrderTest {

    private static List<Element> all(String element) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        NodeList found = factory.newDocumentBuilder()
                .parse(Path.of("src/main/webapp/WEB-INF/web.xml").toFile())
                .getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static String text(Element parent, String child) {
        return parent.getElementsByTagName(child).item(0).getTextContent();
    }

    @Test
    void theDescriptorSaysItAndNoAnnotationSaysOtherwise() throws Exception {
        assertThat(all("filter-mapping"))
                .extracting(mapping -> text(mapping, "filter-name"))
                .containsExactly("PacedExchange", "DeclinedUpgrade", "BoundedRequests", "NoParameters");
        for (Element filter : all("filter")) {
            Class<?> type = Class.forName(text(filter, "filter-class"));
            assertThat(Filter.class).isAssignableFrom(type);
            assertThat(type.getSimpleName()).isEqualTo(text(filter, "filter-name"));
        }
        assertThat(filtersOfOurs()).hasSameSizeAs(all("filter")).allSatisfy(type -> assertThat(
                        type.isAnnotationPresent(WebFilter.class))
                .isFalse());
    }

    private static List<Class<?>> filtersOfOurs() throws IOException {
        Path classes = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(classes.resolve("koppel"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(FiltersOrderTest::load)
                    .filter(Filter.class::isAssignableFrom)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, FiltersOrderTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
