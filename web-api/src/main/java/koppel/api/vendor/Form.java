package koppel.api.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import org.apache.commons.fileupload.FileItemHeaders;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase.FileUploadIOException;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.MultipartStream.MalformedStreamException;
import org.apache.commons.fileupload.RequestContext;

/**
 * A form of several parts (RFC 7578), read part by part as it comes in. The server has a reader of its own, which first puts the whole of each part
 * into a file by some name; a killed process would leave the invoice lying there.
 */
final class Form {

    private static final int MOST_OF_HEADERS = 8 * 1024;

    private final FileItemIterator parts;
    private final Borders borders;
    private FileItemStream part;

    private Form(FileItemIterator parts, Borders borders) {
        this.parts = parts;
        this.borders = borders;
    }

    /** @throws ProblemException 400 if it is none */
    static Form of(InputStream body, String type) throws IOException {
        Reader reader = new Reader();
        reader.setPartHeaderSizeMax(MOST_OF_HEADERS);
        byte[] boundary = Optional.ofNullable(reader.getBoundary(type)).orElseThrow(Form::broken);
        Borders borders = new Borders(body, boundary);
        return new Form(understood(() -> reader.getItemIterator(new Body(borders, type))), borders);
    }

    /** The library passes over what it does not understand in the headers of a part, and takes the parts of a part for the form's own. */
    private static final class Reader extends FileUpload {

        private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
        private static final Pattern LINE = Pattern.compile(TOKEN + "[ \\t]*:[^\\r\\n]*|[ \\t][^\\r\\n]*");
        private static final Pattern TYPE =
                Pattern.compile("(?i)(?!multipart/)" + TOKEN + "/" + TOKEN + "\\s*(?:;.*)?");

        /** Here to be called. */
        @Override
        protected byte[] getBoundary(String type) {
            return super.getBoundary(type);
        }

        @Override
        protected FileItemHeaders getParsedHeaders(String lines) {
            if (!Arrays.stream(lines.split("\r\n")).allMatch(LINE.asMatchPredicate())) {
                throw broken();
            }
            FileItemHeaders headers = super.getParsedHeaders(lines);
            String type = headers.getHeader(CONTENT_TYPE);
            if (type != null && !TYPE.matcher(type).matches()) {
                throw new ProblemException(
                        ProblemType.BAD_REQUEST, "The Content-Type of a part is none, or is that of several parts.");
            }
            return headers;
        }
    }

    /** What the library asks of a request. */
    private record Body(InputStream bytes, String type) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        @Deprecated
        public int getContentLength() {
            return -1;
        }

        @Override
        public InputStream getInputStream() {
            return bytes;
        }
    }

    @FunctionalInterface
    private interface Reading<T> {

        T read() throws IOException, FileUploadException;
    }

    private static <T> T understood(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (FileUploadException | FileUploadIOException | MalformedStreamException broken) {
            throw broken();
        }
    }

    private static ProblemException broken() {
        return new ProblemException(
                ProblemType.BAD_REQUEST, "The form has no end, or is not in the form that its headers say.");
    }

    /**
     * Goes on to the next part with a name, over what is left of this one; false if there is none.
     *
     * @throws ProblemException 400 if there is none because the form breaks off
     */
    boolean next() throws IOException {
        boolean more = understood(parts::hasNext);
        if (!more && !borders.ended()) {
            throw broken();
        }
        part = more ? understood(parts::next) : null;
        return more;
    }

    /** What the part is called. */
    String name() {
        return part.getFieldName();
    }

    /** How the part is written, such as {@code base64}. */
    Optional<String> encoding() {
        return Optional.ofNullable(part.getHeaders()).map(headers -> headers.getHeader("Content-Transfer-Encoding"));
    }

    /** What the part holds, as it is written. */
    InputStream content() throws IOException {
        return part.openStream();
    }
}
