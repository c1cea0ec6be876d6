package dev.lifeguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the house's walls: which room may know which, and which library lives where. */
class ArchitectureTest {
  private static final String BASE = "dev.lifeguard";

  /** From the top of the house to its ground: imports point down this list only. */
  private static final List<String> ROOMS =
      List.of(
          "cli",
          "demo",
          "app",
          "console",
          "metrics",
          "report",
          "notify",
          "remedy",
          "diagnosis",
          "baseline",
          "alert",
          "rule",
          "history",
          "schedule",
          "path",
          "probe",
          "tunnel",
          "gateway",
          "ssh",
          "store",
          "config",
          "fact",
          "reason",
          "bus",
          "time");

  /**
   * The rooms within a large one, top to ground: imports among them point down too. Where the room
   * itself is listed, it stands above those that follow it.
   */
  private static final Map<String, List<String>> WITHIN =
      Map.of(
          "diagnosis", List.of("watch", "deep", "walk", "far", "cause", "evidence"),
          "ssh", List.of("server", "ssh", "key", "config", "algorithm"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  @Test
  void importsPointDown() {
    ArchRuleDefinition.classes().should(importOnlyRoomsBelow()).check(HOUSE);
  }

  @Test
  void roomsFormNoCircle() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void subRoomsFormNoCircle() {
    slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void librariesStayInTheirRooms() {
    livesOnlyIn("org.quartz..", "schedule");
    livesOnlyIn("org.apache.sshd..", "ssh");
    livesOnlyIn("java.sql..", "store");
    livesOnlyIn("org.flywaydb..", "store");
    livesOnlyIn("io.micrometer..", "metrics", "app");
    livesOnlyIn("io.prometheus..", "metrics", "app");
    livesOnlyIn("org.yaml..", "config");
    livesOnlyIn("picocli..", "cli");
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(HOUSE);
    noClasses().should().callMethod(Thread.class, "sleep", java.time.Duration.class).check(HOUSE);
  }

  @Test
  void onlyTimeKnowsTheWallClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + ".time..", BASE + ".app..")
        .should()
        .callMethod(Instant.class, "now")
        .check(HOUSE);
  }

  private static void livesOnlyIn(String library, String... rooms) {
    var homes =
        java.util.Arrays.stream(rooms).map(room -> BASE + "." + room + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  private static ArchCondition<JavaClass> importOnlyRoomsBelow() {
    return new ArchCondition<>("import only rooms below their own") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        for (var dependency : from.getDirectDependenciesFromSelf()) {
          var to = dependency.getTargetClass();
          if (allowed(from.getPackageName(), to.getPackageName())) continue;
          events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
        }
      }
    };
  }

  private static boolean allowed(String from, String to) {
    if (!to.startsWith(BASE) || from.equals(to)) return true;
    var mine = room(from);
    var theirs = room(to);
    if (mine.isEmpty()) return true; // Main knows the commands
    if (theirs.isEmpty()) return false;
    if (mine.equals(theirs)) return isInner(mine, from, to) || isAbove(mine, from, to);
    return ROOMS.indexOf(mine) < ROOMS.indexOf(theirs);
  }

  /** A sub-room knows its parent, unless the plan says how that one stands to it. */
  private static boolean isInner(String room, String from, String to) {
    return from.startsWith(to + ".") && !WITHIN.getOrDefault(room, List.of()).contains(room);
  }

  /** Those that the plan lists below. */
  private static boolean isAbove(String room, String from, String to) {
    var within = WITHIN.getOrDefault(room, List.of());
    var higher = within.indexOf(from.substring(from.lastIndexOf('.') + 1));
    var lower = within.indexOf(to.substring(to.lastIndexOf('.') + 1));
    return higher >= 0 && lower > higher;
  }

  private static String room(String packageName) {
    if (packageName.equals(BASE)) return "";
    var name = packageName.substring(BASE.length() + 1).split("\\.")[0];
    if (!ROOMS.contains(name)) throw new AssertionError("a room that is not in the plan: " + name);
    return name;
  }
}
