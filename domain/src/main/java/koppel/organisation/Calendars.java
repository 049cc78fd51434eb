package koppel.organisation;

import java.time.ZoneId;
import koppel.shared.OrganisationId;

/** Port: in which time zone an organisation's days begin; its environment says it. */
public interface Calendars {

    ZoneId zone(OrganisationId organisation);
}
