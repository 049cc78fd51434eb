package koppel.persistence.settings;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.Peppers;

/** Hands the peppers and what issues keys with them to the use cases. */
class Keys {

    @Produces
    @Singleton
    Peppers peppers() {
        return PepperSetting.read();
    }

    @Produces
    @Singleton
    KeyIssuer keyIssuer(Peppers peppers) {
        return new KeyIssuer(new SecureRandom(), peppers);
    }
}
