package koppel.persistence;

import koppel.softwarepackage.Direction;

/** The numbers under which the tables keep a direction. */
public final class Directions {

    private Directions() {}

    public static int number(Direction direction) {
        return direction == Direction.PURCHASE ? 1 : 2;
    }

    public static Direction of(int number) {
        return number == 1 ? Direction.PURCHASE : Direction.SALES;
    }
}
