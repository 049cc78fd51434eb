package koppel.persistence.settings;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import koppel.organisation.PartyIdConfirmation;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads KOPPEL_CONFIRM_PARTY_IDS; the launcher says false for a database of its own. */
@Singleton
class PartyIdSetting implements PartyIdConfirmation {

    private final boolean needed;

    @Inject
    PartyIdSetting(@ConfigProperty(name = "KOPPEL_CONFIRM_PARTY_IDS", defaultValue = "true") boolean needed) {
        this.needed = needed;
    }

    @Override
    public boolean isNeeded() {
        return needed;
    }
}
