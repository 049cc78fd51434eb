package koppel.systemtest;

import java.util.concurrent.atomic.AtomicInteger;
import koppel.systemtest.Administrator.Organisation;

/** Invoices and credit notes between organisations of the tests. */
final class Invoices {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Invoices() {}

    /** One with a number that no other has. */
    static byte[] next(Organisation from, Organisation to) {
        return invoice(from, to, "T-" + NUMBERS.incrementAndGet());
    }

    static byte[] invoice(Organisation from, Organisation to, String number) {
        return koppel.harness.Invoices.invoice(from.partyId(), to.partyId(), number);
    }

    static byte[] creditNote(Organisation from, Organisation to, String number) {
        return koppel.harness.Invoices.creditNote(from.partyId(), to.partyId(), number);
    }
}
