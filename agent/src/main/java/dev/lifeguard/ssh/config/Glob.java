package dev.lifeguard.ssh.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of files with {@code * ? [a-z]}, as glob(3) expands them: sorted, and no hidden files. */
final class Glob {
  private Glob() {}

  /** The existing files that an absolute pattern names. */
  static List<Path> expand(String pattern) {
    var found = List.of(Path.of("/"));
    for (var part : pattern.split("/+")) {
      if (part.isEmpty()) continue;
      var next = new ArrayList<Path>();
      for (var folder : found) next.addAll(within(folder, part));
      found = next;
    }
    return found;
  }

  private static List<Path> within(Path folder, String part) {
    if (part.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0)) {
      var file = folder.resolve(part);
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? List.of(file) : List.of();
    }
    var wanted = Pattern.compile(regex(part));
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") && !part.startsWith(".");
        if (!hidden && wanted.matcher(name).matches()) found.add(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // glob(3) passes over what it cannot list
    }
    found.sort(null);
    return found;
  }

  private static String regex(String part) {
    var regex = new StringBuilder();
    for (int at = 0; at < part.length(); at++) {
      char c = part.charAt(at);
      int close = c == '[' ? part.indexOf(']', at + 2) : -1;
      if (c == '*') regex.append(".*");
      else if (c == '?') regex.append('.');
      else if (close > 0) {
        regex.append(set(part.substring(at + 1, close)));
        at = close;
      } else {
        if (c == '\\' && at + 1 < part.length()) c = part.charAt(++at);
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static String set(String body) {
    boolean negated = body.startsWith("!") || body.startsWith("^");
    var inner = negated ? body.substring(1) : body;
    var escaped = inner.replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
    return (negated ? "[^" : "[") + escaped + "]";
  }
}
