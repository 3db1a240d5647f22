package io.plumbline.pipeline.anchor;

import io.plumbline.pipeline.configuration.AnchorSettings;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.reports.Run;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Leaves the roots of sealed nights outside the lake, where whoever can write the lake cannot
 * change them, and compares what is there with the seals.
 *
 * <p>Only sealed nights are left, after they were sealed. An anchor that did not answer is tried
 * again by the next run, with every night that it lacks. No failure of an anchor fails a run.
 */
public final class Anchoring {

  private final List<Place> places;
  private final String lake;
  private final Configuration hadoop;
  private final Consumer<String> warn;

  /** An anchor and how it is configured. */
  private record Place(AnchorSettings settings, Anchor anchor) {

    private String kind() {
      return settings.kind().name().toLowerCase(Locale.ROOT);
    }

    private String words() {
      return kind() + " " + settings.shown();
    }

    private boolean is(Run.Anchor anchor) {
      return anchor.kind().equals(kind()) && anchor.target().equals(settings.shown());
    }

    private Run.Anchor status(Run.Anchor.Status status) {
      return new Run.Anchor(kind(), settings.shown(), status);
    }
  }

  /**
   * Anchors of a lake.
   *
   * @param warn receives what an operator should look at
   */
  public Anchoring(
      List<AnchorSettings> anchors, String lake, Configuration hadoop, Consumer<String> warn) {
    this.places = anchors.stream().map(one -> new Place(one, anchor(one, hadoop))).toList();
    this.lake = lake;
    this.hadoop = hadoop;
    this.warn = warn;
  }

  private static Anchor anchor(AnchorSettings settings, Configuration hadoop) {
    return switch (settings.kind()) {
      case FILE -> new FileAnchor(new Path(settings.location()), hadoop);
      case GIT -> new GitAnchor(new File(settings.location()));
      case WEBHOOK -> new WebhookAnchor(URI.create(settings.location()));
    };
  }

  /** Leaves at every anchor the sealed nights that it lacks. */
  public void leave(SealedNights sealed) {
    if (places.isEmpty()) {
      return;
    }
    Optional<SealedNight> last = sealed.last();
    try {
      Receipts receipts = new Receipts(lake, hadoop);
      List<Receipts.Receipt> earlier = receipts.all();
      if (last.isPresent()) {
        List<Run.Anchor> statuses = new ArrayList<>();
        for (Place place : places) {
          statuses.add(leave(place, sealed, earlier, last.get().night()));
        }
        LocalDate from = next(earlier).orElseGet(() -> sealed.firstNight().orElseThrow());
        if (!from.isAfter(last.get().night())) {
          receipts.write(new Receipts.Receipt(from, last.get().night(), statuses));
        }
      }
    } catch (IOException e) {
      warn.accept(
          "Cannot keep the receipts of the anchors in "
              + lake
              + "/_anchors: "
              + e.getMessage()
              + ". The nights are sealed; make the folder writable: the next run tries again");
    }
  }

  private Run.Anchor leave(
      Place place, SealedNights sealed, List<Receipts.Receipt> earlier, LocalDate last) {
    try {
      Optional<List<AnchoredRoot>> held = place.anchor().roots();
      Optional<LocalDate> through =
          held.isPresent()
              ? held.get().stream().map(AnchoredRoot::night).max(Comparator.naturalOrder())
              : acknowledged(place, earlier);
      List<AnchoredRoot> lacking =
          sealed
              .between(through.map(night -> night.plusDays(1)).orElse(LocalDate.MIN), last)
              .stream()
              .map(AnchoredRoot::of)
              .toList();
      if (!lacking.isEmpty()) {
        place.anchor().leave(lacking);
      }
      return place.status(Run.Anchor.Status.ANCHORED);
    } catch (IOException | RuntimeException e) {
      warn.accept(
          "The root of night "
              + last
              + " did not arrive at anchor "
              + place.words()
              + ": "
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + ". The night is sealed and the report says so; the next run tries again");
      return place.status(Run.Anchor.Status.FAILED);
    }
  }

  /** The last night that an anchor which cannot be asked was sent and took. */
  private static Optional<LocalDate> acknowledged(Place place, List<Receipts.Receipt> earlier) {
    return earlier.stream()
        .filter(receipt -> receipt.anchors().contains(place.status(Run.Anchor.Status.ANCHORED)))
        .map(Receipts.Receipt::to)
        .max(Comparator.naturalOrder());
  }

  private static Optional<LocalDate> next(List<Receipts.Receipt> receipts) {
    return receipts.stream()
        .map(Receipts.Receipt::to)
        .max(Comparator.naturalOrder())
        .map(night -> night.plusDays(1));
  }

  /** Whether the root of a night arrived, as the report of the night says it. */
  public List<Run.Anchor> statuses(LocalDate night) {
    Optional<Receipts.Receipt> receipt = Optional.empty();
    if (!places.isEmpty()) {
      try {
        receipt = new Receipts(lake, hadoop).of(night);
      } catch (IOException e) {
        warn.accept("Cannot read the receipts of the anchors: " + e.getMessage());
      }
    }
    return receipt
        .map(Receipts.Receipt::anchors)
        .orElseGet(
            () -> places.stream().map(one -> one.status(Run.Anchor.Status.PENDING)).toList());
  }

  /** Anchors that hold another root of the last sealed night than the lake. */
  public List<String> doubts(SealedNight last) {
    List<String> doubts = new ArrayList<>();
    for (Place place : places) {
      try {
        for (AnchoredRoot root : place.anchor().roots().orElse(List.of())) {
          if (root.night().equals(last.night()) && !root.root().equals(last.root())) {
            doubts.add(
                "Anchor "
                    + place.words()
                    + " holds another root of night "
                    + last.night()
                    + " than the lake: run plumbline verify.");
          }
        }
      } catch (IOException unreadable) {
        // What cannot be read now is told when the root is left there.
        continue;
      }
    }
    return doubts;
  }

  /**
   * What one anchor says of the seals.
   *
   * @param holds whether nothing contradicts
   * @param detail what was compared, or where it breaks
   */
  public record Comparison(boolean holds, String detail) {}

  /** Compares every anchor that can be read with the seals. */
  public List<Comparison> compare(List<SealedNight> nights) {
    SortedMap<LocalDate, String> sealed = new TreeMap<>();
    nights.forEach(night -> sealed.put(night.night(), night.root()));
    return places.stream().map(place -> compare(place, sealed)).toList();
  }

  private Comparison compare(Place place, SortedMap<LocalDate, String> sealed) {
    Optional<List<AnchoredRoot>> held;
    try {
      held = place.anchor().roots();
    } catch (IOException e) {
      return new Comparison(false, place.words() + " cannot be read: " + e.getMessage());
    }
    if (held.isEmpty()) {
      return new Comparison(
          true, place.words() + " cannot be asked: compare what it received by hand");
    }
    SortedMap<LocalDate, String> lacking = new TreeMap<>(sealed);
    for (AnchoredRoot root : held.get()) {
      lacking.remove(root.night());
      String here = sealed.getOrDefault(root.night(), "no seal");
      if (!here.equals(root.root())) {
        return new Comparison(
            false,
            place.words()
                + " holds root "
                + root.root().substring(0, Math.min(16, root.root().length()))
                + " of night "
                + root.night()
                + ", the lake "
                + here.substring(0, Math.min(16, here.length()))
                + ": one of the two was rewritten after the night was sealed");
      }
    }
    return lost(place, held.get(), lacking)
        .map(
            night ->
                new Comparison(
                    false,
                    place.words()
                        + " took the root of night "
                        + night
                        + " and does not hold it now"))
        .orElseGet(
            () ->
                new Comparison(
                    true,
                    place.words()
                        + " holds the roots of "
                        + held.get().size()
                        + " nights as sealed"
                        + (lacking.isEmpty()
                            ? ""
                            : "; " + lacking.size() + " nights never arrived there")));
  }

  /** A night that an anchor took and lacks: it holds a later one, or there is a receipt. */
  private Optional<LocalDate> lost(
      Place place, List<AnchoredRoot> held, SortedMap<LocalDate, String> lacking) {
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    LocalDate first = lacking.firstKey();
    if (held.stream().anyMatch(root -> root.night().isAfter(first))) {
      return Optional.of(first);
    }
    try {
      for (Receipts.Receipt receipt : new Receipts(lake, hadoop).all()) {
        boolean took =
            receipt.anchors().stream()
                .anyMatch(one -> place.is(one) && one.status() == Run.Anchor.Status.ANCHORED);
        Optional<LocalDate> night = lacking.keySet().stream().filter(receipt::covers).findFirst();
        if (took && night.isPresent()) {
          return night;
        }
      }
    } catch (IOException e) {
      warn.accept("Cannot read the receipts of the anchors: " + e.getMessage());
    }
    return Optional.empty();
  }
}
