package koppel.document;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a buyer says about an invoice, with the codes of Peppol's Invoice Response 3 (UNCL 4343, a part of it). */
public enum InvoiceResponse {
    AB("Received and acknowledged."),
    IP("In process."),
    UQ("Under query: the buyer needs to know more."),
    CA("Conditionally accepted."),
    RE("Rejected."),
    AP("Accepted."),
    PD("Paid.");

    private final String text;

    InvoiceResponse(String text) {
        this.text = text;
    }

    /** The code's meaning, a sentence. */
    public String text() {
        return text;
    }

    /** Whether the seller can't do anything with it unless it is told why (rule PEPPOL-T111-R001). */
    public boolean needsReason() {
        return this == UQ || this == CA || this == RE;
    }

    /**
     * What may be said after this: processing goes forward, with queries in between, until the invoice is rejected or paid. What is not final
     * may be said again in other words, and a payment of a part is followed by the rest. Peppol names queries and payments alone as repeated;
     * but a package that has more to say about what it still works on would otherwise be refused, or not heard.
     */
    public Set<InvoiceResponse> next() {
        return switch (this) {
            case AB -> EnumSet.allOf(InvoiceResponse.class);
            case IP, UQ -> EnumSet.of(IP, UQ, CA, RE, AP, PD);
            case CA -> EnumSet.of(UQ, CA, RE, AP, PD);
            case AP, PD -> EnumSet.of(PD);
            case RE -> EnumSet.noneOf(InvoiceResponse.class);
        };
    }

    public static Optional<InvoiceResponse> ofCode(String code) {
        for (InvoiceResponse response : values()) {
            if (response.name().equals(code)) {
                return Optional.of(response);
            }
        }
        return Optional.empty();
    }
}
