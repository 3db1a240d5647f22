package io.plumbline.findings;

/**
 * Somebody closed a finding: it counts from the next night on, and stays visible.
 *
 * @param finding id of the finding
 * @param by who closed it
 * @param reason why
 */
public record Closing(String finding, String by, String reason) {

  public Closing {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException(
          "Invalid closing of '" + finding + "': who and why must be given");
    }
  }
}
