package koppel.bench.scale;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Times over numbers of documents, both on logarithmic axes, as SVG. */
final class GrowthPlot {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int BOTTOM = 50;
    private static final int TOP = 20;
    private static final int RIGHT = 190;
    private static final double LEAST = 10;
    private static final double MOST = 10_000_000;

    private final List<ScaleBench.Measured> measured;
    private final StringBuilder svg = new StringBuilder();

    GrowthPlot(List<ScaleBench.Measured> measured) {
        this.measured = measured.stream()
                .filter(one -> one.unretrieved() == (long) Ledger.QUEUES * Ledger.YOUNG)
                .toList();
    }

    String svg() {
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (double time = LEAST; time <= MOST; time *= 10) {
            line(x(100_000), y(time), x(10_000_000), y(time), "#ddd", 1);
            text(LEFT - 8, y(time) + 4, "end", label(time));
        }
        for (double documents = 100_000; documents <= 10_000_000; documents *= 10) {
            text(x(documents), HEIGHT - BOTTOM + 18, "middle", "%,.0f".formatted(documents));
        }
        text(
                (LEFT + WIDTH - RIGHT) / 2.0,
                HEIGHT - 10,
                "middle",
                "documents, of which 100,000 are unretrieved on 1,000 connections");
        series("a row per offer, one statement", "#c0392b", ScaleBench.Measured::rows);
        series("re-offer of everything", "#1f6f43", ScaleBench.Measured::reoffer);
        series("scan", "#2c6fbb", ScaleBench.Measured::scan);
        series("page of 100", "#8e44ad", ScaleBench.Measured::page);
        series("empty poll", "#b8860b", ScaleBench.Measured::poll);
        return svg.append("</svg>\n").toString();
    }

    private void series(String name, String colour, ToDoubleFunction<ScaleBench.Measured> value) {
        ScaleBench.Measured before = null;
        for (ScaleBench.Measured one : measured) {
            if (before != null) {
                line(
                        x(before.documents()),
                        y(value.applyAsDouble(before)),
                        x(one.documents()),
                        y(value.applyAsDouble(one)),
                        colour,
                        2);
            }
            svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>%n"
                    .formatted(number(x(one.documents())), number(y(value.applyAsDouble(one))), colour));
            before = one;
        }
        if (before != null) {
            svg.append("<text x=\"%s\" y=\"%s\" fill=\"%s\">%s</text>%n"
                    .formatted(
                            number(x(before.documents()) + 8),
                            number(y(value.applyAsDouble(before)) + 4),
                            colour,
                            name));
        }
    }

    private void line(double x1, double y1, double x2, double y2, String colour, int width) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%d\"/>%n"
                .formatted(number(x1), number(y1), number(x2), number(y2), colour, width));
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n"
                .formatted(number(x), number(y), anchor, words));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String label(double micros) {
        return micros < 1000
                ? "%.0f µs".formatted(micros)
                : micros < 1_000_000 ? "%.0f ms".formatted(micros / 1000) : "%.0f s".formatted(micros / 1_000_000);
    }

    private static double x(double documents) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (Math.log10(documents) - 5) / 2;
    }

    private static double y(double micros) {
        double share =
                (Math.log10(Math.max(micros, LEAST)) - Math.log10(LEAST)) / (Math.log10(MOST) - Math.log10(LEAST));
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share;
    }
}
