package io.plumbline.notebooks;

/**
 * What a cell shows: one value, in the form a page can hold.
 *
 * @param form how the content is to be read
 * @param content the value as text, as HTML or as an SVG picture
 * @param plain the value in words, for whoever cannot see the other form
 */
public record Shown(Form form, String content, String plain) {

  /** Forms of content. */
  public enum Form {
    TEXT("text/plain"),
    HTML("text/html"),
    PICTURE("image/svg+xml");

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    /** Its media type, as notebooks name it. */
    public String mediaType() {
      return mediaType;
    }
  }

  /** A value that says itself how it is shown. */
  public interface Value {

    /** The value as it is shown. */
    Shown shown();
  }

  /** Any value. */
  static Shown of(Object value) {
    return value instanceof Value known
        ? known.shown()
        : new Shown(Form.TEXT, String.valueOf(value), String.valueOf(value));
  }
}
