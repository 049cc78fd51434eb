package koppel.softwarepackage;

/** Which of an organisation's documents: those it received (inbox) or those it sent (outbox). */
public enum Direction {
    PURCHASE,
    SALES
}
