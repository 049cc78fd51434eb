package koppel.persistence.delivery;

import java.util.List;
import koppel.connection.ConnectionId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;

/** A company with one connection, and what its ledger says of its epochs. */
abstract class EpochsCase {

    final Installation koppel = Installation.get();
    final Company company = Company.create();
    final AccountingPackage yuki = company.connect("basecone");
    final ConnectionId connection = yuki.connection();

    /** Number, why, offered, ended why and withdrawn of each epoch of purchase queues. */
    List<String> epochs() {
        return Database.get().texts("""
                        SELECT concat_ws(' ', e.epoch, e.why, e.offered_count, e.ended_why, e.withdrawn_count)
                        FROM queue_epoch e JOIN delivery_queue q USING (organisation_id, queue_id)
                        WHERE e.organisation_id = ? AND q.direction = 1 ORDER BY q.queue_id, e.epoch""", company.organisation().id().number());
    }
}
