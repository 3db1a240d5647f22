package io.plumbline.reports;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * A picture for the inside of a page: well formed, without style sheets, identifiers or anything
 * random, its numbers rounded to a tenth. Colours are classes that the page sets. It carries no
 * words for those who do not see it; what stands around it must.
 */
public record Drawing(String svg) implements Content {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** What is taken over; everything else a library might write is not. */
  private static final Set<String> ELEMENTS =
      Set.of("g", "path", "line", "rect", "circle", "text", "tspan", "polyline", "polygon");

  private static final List<String> ATTRIBUTES =
      List.of(
          "transform",
          "d",
          "points",
          "x",
          "y",
          "x1",
          "y1",
          "x2",
          "y2",
          "cx",
          "cy",
          "r",
          "width",
          "height",
          "dx",
          "dy",
          "fill-rule",
          "fill-opacity",
          "stroke-width",
          "stroke-opacity",
          "stroke-dasharray",
          "text-anchor",
          "font-size",
          "font-weight");

  private static final Set<String> HIDDEN = Set.of("none", "transparent");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:[eE]-?\\d+)?");
  private static final Pattern CHILDLESS = Pattern.compile("<([a-z]+ [^<>]*)></[a-z]+>");
  private static final Pattern EMPTY_GROUP = Pattern.compile("<g [^<>]*/>");
  private static final Pattern ROTATED = Pattern.compile("rotate\\([^)]*\\)");

  /** Makes a drawing of the SVG of a library. */
  static Drawing of(String svg, int width, int height) {
    StringWriter text = new StringWriter();
    try {
      XMLInputFactory reading = XMLInputFactory.newDefaultFactory();
      reading.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader in = reading.createXMLStreamReader(new StringReader(svg));
      XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      out.writeStartElement("svg");
      out.writeAttribute("xmlns", NAMESPACE);
      out.writeAttribute("class", "drawing");
      out.writeAttribute("viewBox", "0 0 " + width + " " + height);
      out.writeAttribute("width", Integer.toString(width));
      out.writeAttribute("height", Integer.toString(height));
      out.writeAttribute("aria-hidden", "true");
      out.writeAttribute("focusable", "false");
      copy(in, out);
      out.writeEndElement();
      out.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot draw: the chart is not well-formed XML", e);
    }
    return new Drawing(
        EMPTY_GROUP.matcher(CHILDLESS.matcher(text.toString()).replaceAll("<$1/>")).replaceAll(""));
  }

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(svg);
  }

  private static void copy(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
    Deque<Boolean> written = new ArrayDeque<>();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = in.getLocalName();
          if (name.equals("svg")) {
            written.push(false);
          } else if (!ELEMENTS.contains(name)) {
            skip(in);
          } else {
            Map<String, String> attributes = attributes(in);
            if (!name.equals("g") && !name.equals("tspan") && isInvisible(name, attributes)) {
              skip(in);
            } else {
              // A group that says nothing is no group.
              boolean isWritten = !name.equals("g") || !attributes.isEmpty();
              written.push(isWritten);
              if (isWritten) {
                out.writeStartElement(name);
                for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                  out.writeAttribute(attribute.getKey(), attribute.getValue());
                }
              }
            }
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (written.pop()) {
            out.writeEndElement();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!in.isWhiteSpace()) {
            out.writeCharacters(Shown.text(in.getText().strip()));
          }
        }
        default -> {}
      }
    }
  }

  private static void skip(XMLStreamReader in) throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = in.next();
      depth +=
          event == XMLStreamConstants.START_ELEMENT
              ? 1
              : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
    }
  }

  private static Map<String, String> attributes(XMLStreamReader in) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      given.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
    }
    for (String one : given.getOrDefault("style", "").split(";")) {
      int colon = one.indexOf(':');
      if (colon > 0) {
        given.put(one.substring(0, colon).strip(), one.substring(colon + 1).strip());
      }
    }
    if (in.getLocalName().equals("line")) {
      given.remove("fill");
    }
    Map<String, String> kept = new LinkedHashMap<>();
    StringBuilder classes = new StringBuilder();
    colour(given, "fill", "f-", kept, classes);
    colour(given, "stroke", "s-", kept, classes);
    if (!classes.isEmpty()) {
      kept.put("class", classes.toString());
    }
    for (String name : ATTRIBUTES) {
      String value = given.get(name);
      boolean isOfNoStroke = name.startsWith("stroke") && classes.indexOf("s-") < 0;
      if (value != null && !isDefault(name, value) && !isOfNoStroke) {
        String rounded = rounded(value.replace("px", ""));
        if (!(name.equals("transform") && rounded.isEmpty())) {
          kept.put(name, rounded);
        }
      }
    }
    return kept;
  }

  private static void colour(
      Map<String, String> given,
      String name,
      String prefix,
      Map<String, String> kept,
      StringBuilder classes) {
    String colour = given.get(name);
    if (colour == null) {
      return;
    }
    if (HIDDEN.contains(colour)
        || given.getOrDefault(name + "-opacity", "1").matches("0(\\.0*)?")
        || (name.equals("stroke")
            && given.getOrDefault("stroke-width", "1").matches("0(\\.0*)?"))) {
      if (name.equals("fill")) {
        kept.put(name, "none");
      }
      return;
    }
    Ink ink =
        Ink.of(colour)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Cannot draw: colour '" + colour + "' is none of the page's"));
    classes.append(classes.isEmpty() ? "" : " ").append(prefix).append(ink.id());
  }

  private static boolean isInvisible(String name, Map<String, String> attributes) {
    return !attributes.containsKey("class") && !name.equals("text");
  }

  private static boolean isDefault(String name, String value) {
    return switch (name) {
      case "fill-opacity", "stroke-opacity" -> value.matches("1\\.0|0\\.99.*|0(\\.0*)?");
      case "stroke-width", "stroke-dasharray" -> value.isBlank();
      case "fill-rule", "font-weight" -> value.equals("normal") || value.equals("evenodd");
      case "transform" ->
          ROTATED.matcher(value).replaceAll("").isBlank() && value.contains("rotate(0.0");
      case "font-size" -> value.matches(Panel.LETTERS + "(\\.0)?px");
      default -> value.isBlank();
    };
  }

  private static String rounded(String value) {
    Matcher number = NUMBER.matcher(value);
    return number
        .replaceAll(
            match -> {
              BigDecimal tenths = new BigDecimal(match.group()).setScale(1, RoundingMode.HALF_EVEN);
              return tenths.signum() == 0 ? "0" : tenths.stripTrailingZeros().toPlainString();
            })
        .replace("translate(0 0 ) ", "")
        .replace(" )", ")")
        .strip();
  }
}
