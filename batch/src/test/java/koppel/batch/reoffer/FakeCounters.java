package koppel.batch.reoffer;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Counts into a map by the counters' names. */
final class FakeCounters {

    private FakeCounters() {}

    static MetricRegistry registry(Map<String, Long> counted) {
        return (MetricRegistry) Proxy.newProxyInstance(
                MetricRegistry.class.getClassLoader(), new Class<?>[] {MetricRegistry.class}, (proxy, method, args) -> {
                    String name = ((Metadata) args[0]).getName();
                    return new Counter() {
                        @Override
                        public void inc() {
                            inc(1);
                        }

                        @Override
                        public void inc(long by) {
                            counted.merge(name, by, Long::sum);
                        }

                        @Override
                        public long getCount() {
                            return counted.getOrDefault(name, 0L);
                        }
                    };
                });
    }
}
