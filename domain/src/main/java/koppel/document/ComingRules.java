package koppel.document;

import java.time.LocalDate;

/** Port: releases of the rules that {@link InvoiceRules} applies, made ready before the first document comes that is held against them. */
public interface ComingRules {

    /**
     * Makes ready what is in force on a day and on the next, and lets go of all that no document needs from that day on. It takes seconds if there
     * is something to make ready, and no time otherwise.
     */
    void prepare(LocalDate today);
}
