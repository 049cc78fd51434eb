package koppel.persistence;

import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Hands the container's entity manager, which belongs to the current transaction, to the adapters. */
class Persistence {

    @Produces
    @SuppressWarnings("UnusedVariable") // read by the container
    @PersistenceContext(unitName = "koppel")
    private EntityManager entityManager;
}
