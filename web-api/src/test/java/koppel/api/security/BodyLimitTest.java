package koppel.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import koppel.api.ConnectApplication;
import koppel.api.IntakeApplication;
import koppel.api.PortalApplication;
import koppel.api.VendorApplication;
import koppel.api.json.RequestJson;
import koppel.api.json.RequestTexts;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyLimitTest {

    private static final Set<Class<?>> BODIES = Set.of(InputStream.class, RequestJson.class, RequestTexts.class);

    /** Methods as resources have them. */
    static class Resource {

        @TakesAtMost(BodySize.DOCUMENT)
        public void document() {}

        public void json() {}

        @TakesAtMost(BodySize.WITHOUT_CREDENTIALS)
        public void withoutCredentials() {}

        @TakesAtMost(BodySize.FORM)
        public void form() {}
    }

    private static Method method(BodySize size) {
        return Stream.of(Resource.class.getDeclaredMethods())
                .filter(method -> method.getName().equalsIgnoreCase(size.name().replace("_", "")))
                .findFirst()
                .orElseThrow();
    }

    private InputStream entity;

    /** What the method gets to read. */
    private InputStream filtered(BodySize size, int declared, InputStream sent) {
        entity = sent;
        ResourceInfo resource = fake(ResourceInfo.class, (method, arguments) -> method(size));
        new BodyLimit(resource).filter(fake(ContainerRequestContext.class, (method, arguments) -> {
            switch (method) {
                case "getLength":
                    return declared;
                case "getEntityStream":
                    return entity;
                case "setEntityStream":
                    entity = (InputStream) arguments[0];
                    return null;
                default:
                    throw new AssertionError(method);
            }
        }));
        return entity;
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                BodyLimitTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }

    private static void isTooLarge(Runnable reading) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, reading::run);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.problem().code()).isEqualTo("content-too-large");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAsLargeAsTheMethodTakesIsReadToItsEnd(BodySize size) throws IOException {
        int most = (int) size.most();
        assertThat(filtered(size, most, new ByteArrayInputStream(new byte[most]))
                        .readAllBytes())
                .hasSize(most);
    }

    @ParameterizedTest
    @EnumSource
    void whatSaysThatItIsLargerIsNotEvenLookedAt(BodySize size) {
        InputStream untouched = InputStream.nullInputStream();
        isTooLarge(() -> filtered(size, (int) size.most() + 1, untouched));
        assertThat(entity).isSameAs(untouched);
    }

    @ParameterizedTest
    @EnumSource
    void whatSaysNothingOfItsLengthEndsWhereItIsTooLong(BodySize size) {
        long[] taken = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                taken[0]++;
                return 'a';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                taken[0] += length;
                return length;
            }
        };
        InputStream body = filtered(size, -1, endless);
        isTooLarge(() -> {
            try {
                body.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(taken[0]).isLessThanOrEqualTo(size.most() + 16 * 1024);
    }

    @Test
    void whatBreaksOffIsABadRequest() {
        InputStream broken = filtered(BodySize.FORM, -1, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        });
        ProblemException refused = catchThrowableOfType(ProblemException.class, broken::read);
        assertThat(refused.problem().code()).isEqualTo("bad-request");
    }

    /** What is not listed here takes JSON from somebody who is known, and at most a megabyte of it. */
    @Test
    void onlyDocumentsMayBeLargeAndWhoeverIsNobodySendsLittle() {
        Set<String> documents = new TreeSet<>();
        Set<String> forms = new TreeSet<>();
        for (Method method : takingBodies()) {
            Optional<BodySize> said =
                    Optional.ofNullable(method.getAnnotation(TakesAtMost.class)).map(TakesAtMost::value);
            boolean open = method.isAnnotationPresent(PermitAll.class)
                    && !method.getDeclaringClass().isAnnotationPresent(AdministrationsApi.class);
            boolean stream = List.of(method.getParameterTypes()).contains(InputStream.class);
            if (stream) {
                (said.equals(Optional.of(BodySize.DOCUMENT)) ? documents : forms)
                        .add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
            } else {
                assertThat(said)
                        .as(method.toString())
                        .isEqualTo(open ? Optional.of(BodySize.WITHOUT_CREDENTIALS) : Optional.empty());
            }
        }
        assertThat(documents)
                .containsExactly(
                        "BoxResource.upload",
                        "IntakeResource.receive",
                        "SendResource.send",
                        "ValidateResource.validate");
        assertThat(forms).containsExactly("TokenResource.token");
    }

    private static List<Method> takingBodies() {
        List<Method> methods = Stream.<Application>of(
                        new ConnectApplication(),
                        new IntakeApplication(),
                        new PortalApplication(),
                        new VendorApplication())
                .flatMap(application -> application.getClasses().stream())
                .distinct()
                .filter(registered -> registered.getSimpleName().endsWith("Resource"))
                .flatMap(resource -> Stream.of(resource.getMethods()))
                .filter(method -> !method.isBridge())
                .filter(method -> Arrays.stream(method.getParameterTypes()).anyMatch(BODIES::contains))
                .toList();
        assertThat(methods).hasSizeGreaterThan(20);
        return methods;
    }
}
