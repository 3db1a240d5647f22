package io.plumbline.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.plumbline.reports.Html;
import io.plumbline.reports.NightEntry;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import io.plumbline.reports.SiteIndex;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The site as a reader's browser sees it, from files alone. */
class SiteInBrowserTest {

  private static final Path CHROMIUM =
      Path.of(System.getProperty("plumbline.chromium", "/usr/bin/chromium"));

  @TempDir static Path site;

  private static List<Path> pages = List.of();
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        "Pages are not looked at: no browser at "
            + CHROMIUM
            + "; install chromium, or name one with -Dplumbline.chromium=PATH");
    Report attacked = report("attacked");
    Path night = Files.createDirectories(site.resolve(attacked.night().toString()));
    Files.writeString(night.resolve("report.html"), Html.render(attacked));
    Files.writeString(
        site.resolve("index.html"),
        SiteIndex.render(List.of(NightEntry.of(attacked)), Set.of(attacked.night())));
    Files.writeString(
        site.resolve("findings.html"), SiteIndex.register(attacked, Set.of(attacked.night())));
    pages =
        List.of(
            site.resolve("index.html"),
            site.resolve("findings.html"),
            night.resolve("report.html"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setTimeout(120_000)
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  static void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  static List<Path> pages() {
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageLogsNothingAndAsksTheNetworkForNothing(Path page) {
    List<String> said = new ArrayList<>();
    Set<String> asked = new TreeSet<>();
    try (BrowserContext context = browser.newContext()) {
      Page tab = context.newPage();
      tab.onConsoleMessage(message -> said.add(message.type() + ": " + message.text()));
      tab.onPageError(said::add);
      tab.onRequest(request -> asked.add(request.url()));
      tab.navigate(page.toUri().toString());
      tab.waitForLoadState();
    }
    assertThat(said).isEmpty();
    assertThat(asked).containsExactly(page.toUri().toString());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkAndItsFragmentResolve(Path page) throws IOException {
    try (BrowserContext context = browser.newContext()) {
      Page tab = context.newPage();
      tab.navigate(page.toUri().toString());
      Object all = tab.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)");
      for (Object link : (List<?>) all) {
        URI target = URI.create((String) link);
        Path file = Path.of(target.getPath());
        assertThat(file).exists();
        if (target.getFragment() != null) {
          assertThat(Files.readString(file)).contains("id=\"" + target.getFragment() + "\"");
        }
      }
    }
  }

  @Test
  void searchLeavesTheRowsThatHoldEveryWord() {
    try (BrowserContext context = browser.newContext()) {
      Page tab = context.newPage();
      tab.navigate(site.resolve("findings.html").toUri().toString());
      Locator rows = tab.locator(".searched tbody tr:visible");
      int all = rows.count();
      tab.getByLabel("Search this page").fill("selection atlas-3");
      assertThat(rows.count()).isBetween(1, all - 1);
      assertThat(rows.allInnerTexts())
          .allMatch(text -> text.toLowerCase(java.util.Locale.ROOT).contains("atlas-3"));
      tab.getByLabel("Search this page").fill("no such words");
      assertThat(rows.count()).isZero();
      tab.getByLabel("Search this page").fill("");
      assertThat(rows.count()).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theKeyboardReachesEverything(Path page) {
    try (BrowserContext context = browser.newContext()) {
      Page tab = context.newPage();
      tab.navigate(page.toUri().toString());
      Object wanted =
          tab.evaluate(
              "() => { window.reached = new Set();"
                  + " document.addEventListener('focusin', e => window.reached.add(e.target));"
                  + " window.wanted = [...document.querySelectorAll("
                  + "'a[href], summary, input, [tabindex=\"0\"]')]"
                  + ".filter(e => e.checkVisibility()); return window.wanted.length; }");
      int count = ((Number) wanted).intValue();
      for (int i = 0; i < count + 5; i++) {
        tab.keyboard().press("Tab");
      }
      Object missed =
          tab.evaluate(
              "() => window.wanted.filter(e => !window.reached.has(e)).map(e => e.outerHTML)");
      assertThat((List<?>) missed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axeFindsNothingSerious(ColorScheme scheme) {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setColorScheme(scheme).setBypassCSP(true))) {
      for (Path page : pages) {
        Page tab = context.newPage();
        tab.navigate(page.toUri().toString());
        assertThat(
                new AxeBuilder(tab)
                    .analyze().getViolations().stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                        .toList())
            .as(page.getFileName() + " " + scheme)
            .isEmpty();
      }
    }
  }

  private static Report report(String name) throws IOException {
    Path golden =
        Path.of(
            System.getProperty("plumbline.root"),
            "reports/src/test/resources/golden",
            name,
            "report.json");
    return ReportJson.read(Files.readAllBytes(golden));
  }
}
