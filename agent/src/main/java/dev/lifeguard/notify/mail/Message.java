package dev.lifeguard.notify.mail;

import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.Wording;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** A notice as a MIME message of two faces, text and HTML. Pure. */
record Message(MailSettings settings, Notice notice, Instant now, ZoneId zone) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
  private static final Base64.Encoder FOLDED = Base64.getMimeEncoder();

  /** With CRLF line ends. Bodies are Base64, so no line of theirs can be taken for the end. */
  String text() {
    var wording = new Wording(settings.language(), zone);
    var boundary = "=_lifeguard_" + Integer.toHexString(notice.key().hashCode());
    return String.join(
        "\r\n",
        "From: " + (settings.from().endsWith(">") ? "" : "Lifeguard ") + bracketed(settings.from()),
        "To: " + String.join(", ", settings.to()),
        "Subject: " + encoded(wording.title(notice)),
        "Date: " + DATE.format(now.atZone(zone)),
        "Message-ID: <" + id() + "@lifeguard.invalid>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"",
        "",
        part(boundary, "plain", wording.text(notice)),
        part(boundary, "html", html(wording)),
        "--" + boundary + "--",
        "");
  }

  /** The same for each try, so that mail readers see one message. */
  private String id() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(notice.key().getBytes(StandardCharsets.UTF_8));
  }

  private static String bracketed(String mailbox) {
    return mailbox.endsWith(">") ? mailbox : "<" + mailbox + ">";
  }

  private static String part(String boundary, String type, String body) {
    return String.join(
        "\r\n",
        "--" + boundary,
        "Content-Type: text/" + type + "; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        FOLDED.encodeToString(body.getBytes(StandardCharsets.UTF_8)));
  }

  private String html(Wording wording) {
    var colour = notice.firing() ? "#b00020" : "#1b7f3b";
    var lines = new StringBuilder();
    wording.lines(notice).forEach(line -> lines.append(escaped(line)).append('\n'));
    return "<!doctype html><html><body style=\"font-family:sans-serif\"><h2 style=\"color:%s\">%s</h2><pre style=\"font-family:inherit;white-space:pre-wrap\">%s</pre></body></html>"
        .formatted(colour, escaped(wording.title(notice)), lines);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /**
   * RFC 2047 in pieces of at most 75 characters; nothing of an alert can begin a header of its own.
   */
  private static String encoded(String subject) {
    var words = new StringBuilder();
    var piece = new StringBuilder();
    for (var point : subject.codePoints().limit(300).toArray()) {
      piece.appendCodePoint(point);
      if (piece.toString().getBytes(StandardCharsets.UTF_8).length > 38) flush(piece, words);
    }
    flush(piece, words);
    return words.toString();
  }

  private static void flush(StringBuilder piece, StringBuilder words) {
    if (piece.isEmpty()) return;
    var bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
    if (!words.isEmpty()) words.append("\r\n ");
    words.append("=?UTF-8?B?").append(Base64.getEncoder().encodeToString(bytes)).append("?=");
    piece.setLength(0);
  }
}
