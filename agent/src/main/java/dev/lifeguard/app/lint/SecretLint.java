package dev.lifeguard.app.lint;

import dev.lifeguard.app.lint.LintNote.Spot;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds secrets in clear text: by the key that they stand under, and by their looks. */
final class SecretLint {
  static final String CODE = "secret_in_clear_text";
  private static final int SHORTEST = 8;
  private static final Pattern KEY =
      Pattern.compile(".*(token|password|passphrase|secret|apikey|webhookurl)");
  private static final Pattern LOOKS =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE"
              + " KEY-----|\\bsk-[A-Za-z0-9_-]{20,}|\\bxox[abpr]-[A-Za-z0-9-]{10,}"
              + "|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{30,}"
              + "|\\b[0-9]{8,10}:[A-Za-z0-9_-]{35}\\b");

  private final String mend;
  private final List<LintNote> notes = new ArrayList<>();

  private SecretLint(String mend) {
    this.mend = mend;
  }

  /**
   * @param mend how a secret is given instead, in files of this kind
   */
  static List<LintNote> keys(Node root, String file, String mend) {
    var lint = new SecretLint(mend);
    lint.look(root, file);
    return lint.notes;
  }

  private void look(Node node, String file) {
    switch (node) {
      case Node.Mapping map -> map.entries().forEach(entry -> look(entry, file));
      case Node.Items items -> items.nodes().forEach(item -> look(item, file));
      case Node.Text _, Node.Nothing _ -> {}
    }
  }

  private void look(Node.Entry entry, String file) {
    if (entry.value() instanceof Node.Text text && isSecret(entry.name(), text.text()))
      notes.add(
          LintNote.warning(
              Spot.of(text.origin(), file), CODE, entry.name() + " is in clear text", mend));
    look(entry.value(), file);
  }

  private static boolean isSecret(String key, String value) {
    var plain = key.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    return KEY.matcher(plain).matches()
        && value.length() >= SHORTEST
        && !value.contains("${")
        && !value.startsWith("$")
        && !value.startsWith("__OPENCLAW_");
  }

  /** Of any text: what looks like a key of a well-known kind, wherever it stands. */
  static List<LintNote> looks(Source source) {
    var notes = new ArrayList<LintNote>();
    var lines = source.text().lines().toList();
    for (var at = 0; at < lines.size(); at++) {
      var found = LOOKS.matcher(lines.get(at));
      if (found.find())
        notes.add(
            LintNote.warning(
                new Spot(source.name(), at + 1, found.start() + 1),
                CODE,
                "looks like a secret in clear text",
                "take it out, and make a new one: this one has been seen"));
    }
    return notes;
  }
}
