package koppel.api.console;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The console's files in memory, packed once, and the version that they have together: a digest of all of them. The page names every
 * file under that version, so a browser may keep a file for ever and still never mixes two releases.
 */
final class ConsoleFiles {

    static final String ROOT = "/console/";

    private static final String PAGE = "index.html";
    private static final int VERSION_BYTES = 8;
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "html", "text/html; charset=utf-8");

    private final SortedMap<String, byte[]> plain;
    private final Map<String, byte[]> packed;
    private final String version;

    private ConsoleFiles(SortedMap<String, byte[]> plain) {
        this.plain = plain;
        this.packed =
                plain.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, file -> pack(file.getValue())));
        this.version = digest(plain);
    }

    static ConsoleFiles of(ServletContext context) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        collect(context, ROOT, files);
        return new ConsoleFiles(files);
    }

    private static void collect(ServletContext context, String directory, SortedMap<String, byte[]> files) {
        Set<String> paths = context.getResourcePaths(directory);
        for (String path : paths == null ? Set.<String>of() : paths) {
            if (path.endsWith("/")) {
                collect(context, path, files);
            } else if (TYPES.containsKey(extension(path))) {
                files.put(path.substring(ROOT.length()), read(context, path));
            }
        }
    }

    String version() {
        return version;
    }

    Optional<byte[]> plain(String name) {
        return Optional.ofNullable(plain.get(name));
    }

    byte[] packed(String name) {
        return packed.get(name);
    }

    static String type(String name) {
        return TYPES.get(extension(name));
    }

    /**
     * The page that starts the console, its files named for that context path. It names every module, so that the browser fetches
     * them side by side and not one import after the other.
     */
    byte[] page(String contextPath) {
        String console = contextPath + ROOT;
        String assets = console + "v/" + version + "/";
        String modules = plain.keySet().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("theme.js"))
                .map(name -> "<link rel=\"modulepreload\" href=\"" + assets + name + "\">")
                .collect(Collectors.joining("\n  "));
        return new String(plain.get(PAGE), StandardCharsets.UTF_8)
                .replace("@console@", console)
                .replace("@assets@", assets)
                .replace("@modules@", modules)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(result)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result.toByteArray();
    }

    private static byte[] read(ServletContext context, String path) {
        try (InputStream content = context.getResourceAsStream(path)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(SortedMap<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update((name + ' ' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
