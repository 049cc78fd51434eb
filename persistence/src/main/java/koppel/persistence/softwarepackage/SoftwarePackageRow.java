package koppel.persistence.softwarepackage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackage.ConnectionMethod;
import koppel.softwarepackage.SoftwarePackage.Directions;
import org.hibernate.annotations.Immutable;

/** A row of the catalogue. */
@Entity
@Immutable
@Table(name = "software_package")
public class SoftwarePackageRow {

    @Id
    @Column(name = "software_package_id")
    private String id;

    private String name;
    private String vendor;
    private String software;

    @Column(name = "receives_purchase")
    private boolean receivesPurchase;

    @Column(name = "receives_sales")
    private boolean receivesSales;

    private boolean sends;

    @Column(name = "quick_connect")
    private boolean quickConnect;

    private String method;

    @SuppressWarnings("UnusedVariable") // read by queries
    private int position;

    protected SoftwarePackageRow() {}

    /** The catalogue entry that the row keeps. */
    public SoftwarePackage toDomain() {
        return new SoftwarePackage(
                id,
                name,
                vendor,
                software,
                new Directions(receivesPurchase, receivesSales, sends),
                quickConnect,
                ConnectionMethod.ofWord(method));
    }
}
