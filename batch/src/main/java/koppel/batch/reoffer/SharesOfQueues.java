package koppel.batch.reoffer;

import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.Properties;
import java.util.stream.IntStream;
import koppel.delivery.Share;

/** Lets a step work in chunks side by side: a thread for each share of the queues, so that no two wait for the same queue's lock. */
@Named("sharesOfQueues")
@Dependent
public class SharesOfQueues implements PartitionMapper {

    private static final String NUMBER = "share";
    private static final String OF = "of";

    private static final int FEWEST = 2;

    /** More than that the database has other things to do for. */
    private static final int MOST = 8;

    @Override
    public PartitionPlan mapPartitions() {
        int threads = Math.min(MOST, Math.max(FEWEST, Runtime.getRuntime().availableProcessors()));
        PartitionPlan plan = new PartitionPlanImpl();
        plan.setPartitions(threads);
        plan.setThreads(threads);
        plan.setPartitionProperties(IntStream.range(0, threads)
                .mapToObj(number -> properties(number, threads))
                .toArray(Properties[]::new));
        return plan;
    }

    private static Properties properties(int number, int of) {
        Properties properties = new Properties();
        properties.setProperty(NUMBER, Integer.toString(number));
        properties.setProperty(OF, Integer.toString(of));
        return properties;
    }

    static Share share(String number, String of) {
        return new Share(Integer.parseInt(number), Integer.parseInt(of));
    }
}
