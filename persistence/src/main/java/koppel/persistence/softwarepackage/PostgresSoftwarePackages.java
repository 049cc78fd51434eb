package koppel.persistence.softwarepackage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackages;

@Singleton
class PostgresSoftwarePackages implements SoftwarePackages {

    private final EntityManager entityManager;

    @Inject
    PostgresSoftwarePackages(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public Optional<SoftwarePackage> byId(String id) {
        return Optional.ofNullable(entityManager.find(SoftwarePackageRow.class, id))
                .map(SoftwarePackageRow::toDomain);
    }

    @Override
    public List<SoftwarePackage> all() {
        return entityManager
                .createQuery("select p from SoftwarePackageRow p order by p.position", SoftwarePackageRow.class)
                .getResultList()
                .stream()
                .map(SoftwarePackageRow::toDomain)
                .toList();
    }
}
