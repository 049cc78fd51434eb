package koppel.document;

import koppel.connection.KeyHolder;

/**
 * Port: what enters most, an invoice that one organisation sends to another, in one round trip and a transaction of its own. Nothing in the
 * answer says why it is not done; then {@link Documents} and {@link DocumentQueues} are the way.
 */
public interface DirectIntake {

    /**
     * Stores both parties' documents with bytes and findings, and puts them ready in all the queues that {@link
     * DocumentQueues#enter} would, in its order of locks.
     *
     * @param by whose keys send it, by what was known within the last minute: whether they are valid at the time of sending, are a sending
     *     package's, and serve the sender, who still has the supplier's party id and keeps documents as long, is asked anew
     * @param sent the sender's side, with the connection that sent it, into whose queue it does not go
     * @param verdict that nothing forbids
     * @param received the receiver's side, by what was known of that organisation within the last minute: whether it still is reached under
     *     the invoice's customer and keeps documents as long is asked anew; with the sender's side as its counterpart
     * @return whether all of it is stored; otherwise none of it is, because the content is empty or large, what was known of the keys, the sender or the
     *     receiver has changed, the receiver has the invoice already, or the connection or one that it follows sent a document with the same idempotency key before
     */
    boolean enter(KeyHolder by, Document sent, Document received, Verdict verdict, Content content);
}
