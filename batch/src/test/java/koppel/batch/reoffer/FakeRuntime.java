package koppel.batch.reoffer;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobStartException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A batch runtime that takes jobs and does nothing with them. */
final class FakeRuntime {

    final List<Properties> started = new ArrayList<>();
    final List<Long> stopped = new ArrayList<>();
    final Map<Long, BatchStatus> statuses = new HashMap<>();
    boolean broken;

    JobOperator operator() {
        return proxy(JobOperator.class, (name, arguments) -> switch (name) {
            case "start" -> start((Properties) arguments[1]);
            case "stop" -> stopped.add((Long) arguments[0]);
            case "getJobExecution" ->
                proxy(JobExecution.class, (method, none) -> statuses.getOrDefault(arguments[0], BatchStatus.STARTED));
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private long start(Properties parameters) {
        if (broken) {
            throw new JobStartException();
        }
        started.add(parameters);
        return 1000 + started.size();
    }

    private interface Call {

        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = call.answer(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
