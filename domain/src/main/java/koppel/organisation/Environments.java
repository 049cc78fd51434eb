package koppel.organisation;

import java.time.ZoneId;
import java.util.List;
import koppel.user.UserId;

/** Port: the environments of the installation. */
public interface Environments {

    Environment add(String name, ZoneId zone, UserId administrator);

    /** Oldest first. */
    List<Environment> all();
}
