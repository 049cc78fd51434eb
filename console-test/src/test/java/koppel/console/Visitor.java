package koppel.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** A person with a browser of their own. What the browser complains of on the way fails the test. */
final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(Browser.NewContextOptions wish) {
        context = Installation.browser()
                .newContext(wish.setBaseURL(Installation.address() + "/console/")
                        .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(Installation.LONGEST_WAIT);
        context.onConsoleMessage(this::listen);
        context.onWebError(error -> complaints.add(error.error()));
        page = context.newPage();
    }

    static Visitor english() {
        return speaking("en-GB");
    }

    static Visitor speaking(String locale) {
        return new Visitor(new Browser.NewContextOptions().setLocale(locale).setViewportSize(1280, 860));
    }

    static Visitor with(ColorScheme colours, int width, int height) {
        return with("en-GB", colours, width, height);
    }

    static Visitor with(String locale, ColorScheme colours, int width, int height) {
        return new Visitor(new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(colours)
                .setViewportSize(width, height)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    }

    private void listen(ConsoleMessage message) {
        // the browser logs every answer of 4xx; those are the API's way to say no
        if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text());
        }
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Visitor open(String path) {
        page.navigate(path);
        return this;
    }

    /** Opens an address as somebody who has logged in before. */
    Visitor logIn(String path) {
        return logInAs(Installation.EMAIL, Portal.token(), path);
    }

    Visitor logInAs(String email, String token, String path) {
        page.addInitScript("""
                if (!sessionStorage.getItem('koppel.session')) {
                  sessionStorage.setItem('koppel.session', JSON.stringify({email: '%s', token: '%s', until: Date.now() + 3600000}));
                }""".formatted(email, token));
        open(path);
        heading().waitFor();
        return this;
    }

    /** Opens an address and types e-mail address and password there. */
    Visitor typeLogIn(String path) {
        open(path);
        page.locator("#email").fill(Installation.EMAIL);
        page.locator("#password").fill(Installation.PASSWORD);
        page.locator("login-form button").click();
        page.locator("page-login")
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        heading().waitFor();
        return this;
    }

    Locator heading() {
        return page.locator("main h1");
    }

    Locator button(String name) {
        return named(AriaRole.BUTTON, name);
    }

    Locator link(String name) {
        return named(AriaRole.LINK, name);
    }

    Locator item(String name) {
        return named(AriaRole.MENUITEM, name);
    }

    Locator tick(String name) {
        return named(AriaRole.CHECKBOX, name);
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** By what a screen reader would say. */
    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog() {
        return page.locator("dialog[open]").last();
    }

    Visitor menu(String of, String item) {
        button("Actions for " + of).click();
        // the name of an item that is off goes on with why
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item))
                .click();
        return this;
    }

    /** In the dialog that shows keys. */
    Locator copyButton(String what) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Copy " + what).setExact(true));
    }

    String clipboard() {
        return (String) page.evaluate("navigator.clipboard.readText()");
    }

    String focused() {
        return (String)
                page.evaluate(
                        "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? '').trim()");
    }

    /** Focus moves when what is to have it has been drawn, which takes a busy machine a moment. */
    void awaitFocusOn(String name) {
        for (int i = 0; i < 100 && !name.equals(focused()); i++) {
            page.waitForTimeout(50);
        }
        assertThat(focused()).isEqualTo(name);
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }
}
