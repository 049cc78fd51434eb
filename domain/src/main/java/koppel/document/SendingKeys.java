package koppel.document;

import koppel.connection.KeyHolder;
import koppel.shared.OrganisationId;

/** Port: whether keys still may send what is about to be stored. */
public interface SendingKeys {

    /**
     * In the transaction that stores: whoever revokes the connection or renews its keys waits for its end, and whoever was first is seen.
     *
     * @param sender the organisation that they send for
     * @return whether they are valid once nobody else is at work on them, are a sending package's, and serve the organisation
     */
    boolean hold(KeyHolder by, OrganisationId sender);
}
