package koppel.delivery;

import koppel.shared.OrganisationId;

/** Identifies a delivery queue under its organisation. */
public record QueueId(OrganisationId organisation, int number) {}
