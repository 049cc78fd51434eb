package koppel.delivery;

import java.time.Instant;
import koppel.document.Amount;
import koppel.document.DocumentId;

/**
 * The fact that a document lies ready for a consumer, as a listing shows it.
 *
 * @param position where it stands in its queue's epoch
 * @param offeredOn when the newest offer of it was made
 * @param reoffered whether it was put ready before, or could have been
 * @param sender party id of the supplier
 */
public record Offer(
        DocumentId document,
        long position,
        Instant offeredOn,
        boolean reoffered,
        String sender,
        String number,
        java.time.LocalDate issueDate,
        Amount total,
        Instant expiresAt) {}
