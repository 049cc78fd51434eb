package koppel.persistence;

import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Makes use cases and adapters once each, by the constructors that the server would use. */
final class Beans {

    private final Map<Class<?>, Object> made = new HashMap<>();

    <T> Beans with(Class<T> type, T bean) {
        made.put(type, bean);
        return this;
    }

    synchronized <T> T get(Class<T> type) {
        Object bean = made.get(type);
        if (bean == null) {
            bean = make(type.isInterface() ? adapterOf(type) : type);
            made.put(type, bean);
        }
        return type.cast(bean);
    }

    private Object make(Class<?> type) {
        Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> each.isAnnotationPresent(Inject.class))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no constructor to inject"));
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(this::get)
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The adapter of a port bears its name and lies in the port's context, or with the ledger. */
    private static Class<?> adapterOf(Class<?> port) {
        String context = port.getPackageName().substring("koppel.".length());
        for (String place : new String[] {context, "delivery"}) {
            try {
                return Class.forName("koppel.persistence." + place + ".Postgres" + port.getSimpleName());
            } catch (ClassNotFoundException tryNext) {
                continue;
            }
        }
        throw new IllegalStateException("no adapter of " + port);
    }
}
