package dev.lifeguard.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One reading under way: gathers problems, effective values and the files it came by. */
final class Reading {
  /** A thousand problems help nobody more than the first ones do. */
  private static final int MOST = 200;

  private record Told(Origin origin, String message) {}

  private final Surroundings surroundings;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Told> told = new HashSet<>();
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private String section = "";
  private final Set<Path> files = new LinkedHashSet<>();

  Reading(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** The same complaint about the same place is made once, however often the place is read. */
  void report(Problem problem) {
    if (problems.size() < MOST && told.add(new Told(problem.origin(), problem.message())))
      problems.add(problem);
  }

  void shown(String path, String value, Origin origin) {
    leaves.put(section + "\n" + path, new Leaf(section, path, value, origin));
  }

  /** What is read from now on belongs to this included file. */
  void enter(String file) {
    section = file;
  }

  /** A file, or a folder whose entries matter, that another reading must look at again. */
  void cameBy(Path file) {
    files.add(file);
  }

  List<Problem> problems() {
    return problems;
  }

  List<Leaf> leaves() {
    return List.copyOf(leaves.values());
  }

  Set<Path> files() {
    return files;
  }
}
