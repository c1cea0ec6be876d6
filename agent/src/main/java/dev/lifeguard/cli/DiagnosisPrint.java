package dev.lifeguard.cli;

import dev.lifeguard.cli.DiagnoseCommand.Tongue;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Diagnosis.Answer;
import dev.lifeguard.diagnosis.Diagnosis.Stop;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.cause.CauseText;
import dev.lifeguard.diagnosis.cause.ChineseFix;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A diagnosis for people: table, picture, cause, evidence, fix. */
final class DiagnosisPrint {
  private static final int SHOWN_LINES = 8;
  private static final int SHOWN_COLUMNS = 150;

  /** Verdicts and how sure a finding is; codes of causes stay as they are. */
  private static final Map<String, String> IN_CHINESE =
      Map.of(
          "pass",
          "通过",
          "warn",
          "注意",
          "fail",
          "失败",
          "unknown",
          "未知",
          "certain",
          "确定",
          "likely",
          "很可能",
          "possible",
          "可能");

  private final PrintWriter out;
  private final Words words;
  private final Tongue language;

  /** The few words around what is found. */
  private record Words(
      String layers,
      String path,
      String well,
      String cause,
      String meaning,
      String evidence,
      String against,
      String fix,
      String remedy,
      String more,
      String noticed,
      String cannotTell,
      String ran,
      String paths,
      String onPath,
      String inUse,
      String serves,
      String servesNot,
      String lines) {
    static final Words ENGLISH =
        new Words(
            "LAYERS",
            "PATH",
            "nothing is wrong on this way",
            "CAUSE",
            "meaning",
            "evidence",
            "against",
            "fix",
            "remedy",
            "OTHER CAUSES THAT FIT",
            "NOTICED, BREAKS NOTHING NOW",
            "CANNOT TELL",
            "WHAT WAS RUN",
            "PATHS",
            "on path",
            "in use",
            "serves",
            "does not serve",
            "more lines, see --json");
    static final Words CHINESE =
        new Words(
            "层次",
            "路径",
            "这条路径没有问题",
            "原因",
            "含义",
            "证据",
            "反证",
            "修复",
            "自动修复",
            "其他可能的原因",
            "已注意到,目前无影响",
            "无法判断",
            "执行过的命令",
            "所有路径",
            "路径",
            "使用中",
            "可用",
            "不可用",
            "行未显示,见 --json");
  }

  DiagnosisPrint(PrintWriter out, Tongue language) {
    this.out = out;
    this.language = language;
    this.words = language == Tongue.ZH ? Words.CHINESE : Words.ENGLISH;
  }

  /** One path as it is; of several, each under its name, and at the end which of them serve. */
  void print(PathDiagnoses diagnoses) {
    if (diagnoses.all().size() == 1) {
      print(diagnoses.leading().diagnosis(), "");
      return;
    }
    for (var one : diagnoses.all()) {
      print(one.diagnosis(), "  " + words.onPath() + " " + one.name());
      out.println();
    }
    var table = Output.table(words.paths());
    for (var one : diagnoses.all())
      table.row(
          "  " + one.name(),
          diagnoses.inUse().filter(one.name()::equals).isPresent() ? words.inUse() : "",
          PathDiagnoses.serves(one) ? words.serves() : words.servesNot(),
          one.diagnosis().causeCode());
    table.print(out);
    out.println("  " + diagnoses.verdict());
    out.flush();
  }

  private void print(Diagnosis diagnosis, String path) {
    out.println(diagnosis.subject() + path + ": " + sentence(diagnosis));
    out.println();
    new LayerTable(words.layers(), diagnosis.layers(), this::said).print(out, Screen.width());
    out.println();
    picture(diagnosis);
    switch (diagnosis.answer()) {
      case Answer.Healthy(var noticed) -> healthy(noticed);
      case Answer.Found(var findings, var reservation) -> {
        found(findings);
        reservation.ifPresent(text -> out.println("  " + cannotTell(text)));
      }
      case Answer.CannotTell(var because) -> out.println(cannotTell(because));
    }
    commands(diagnosis.commands());
    out.flush();
  }

  /** All of it in one sentence, for those who read no further. */
  private String sentence(Diagnosis diagnosis) {
    return switch (diagnosis.answer()) {
      case Answer.Healthy _ -> words.well() + " (none)";
      case Answer.Found(var findings, _) -> {
        var first = findings.getFirst();
        yield "%s (%s, %s)"
            .formatted(text(first).name(), first.cause(), said(first.confidence().code()));
      }
      case Answer.CannotTell _ -> words.cannotTell().toLowerCase(Locale.ROOT) + " (unknown)";
    };
  }

  private String cannotTell(String because) {
    return words.cannotTell() + ": " + clean(because.replaceFirst("^cannot tell ", ""));
  }

  /** From us outwards; the mark stands where the way breaks. */
  private void picture(Diagnosis diagnosis) {
    if (diagnosis.path().isEmpty()) return;
    out.println(words.path());
    var broken = false;
    for (var stop : diagnosis.path()) {
      if (stop != diagnosis.path().getFirst()) out.println("   " + line(stop.verdict(), broken));
      var mark = stop.verdict() == Verdict.FAIL && !broken ? "   <== " + diagnosis.causeCode() : "";
      out.println("  [" + stop.name() + "]  " + word(stop, broken) + mark);
      broken |= stop.verdict() == Verdict.FAIL;
    }
    out.println();
  }

  private static String line(Verdict verdict, boolean broken) {
    if (broken) return ":";
    return verdict == Verdict.FAIL ? "X" : verdict == Verdict.UNKNOWN ? "?" : "|";
  }

  private String word(Stop stop, boolean broken) {
    return said((broken ? Verdict.UNKNOWN : stop.verdict()).code());
  }

  private String said(String code) {
    return language == Tongue.ZH ? IN_CHINESE.getOrDefault(code, code) : code;
  }

  private void healthy(List<Finding> noticed) {
    if (noticed.isEmpty()) return;
    out.println(words.noticed());
    noticed.forEach(this::briefly);
  }

  private void found(List<Finding> findings) {
    var first = findings.getFirst();
    var text = text(first);
    out.println(
        words.cause()
            + "  "
            + first.cause()
            + " ("
            + said(first.confidence().code())
            + "): "
            + text.name());
    out.println("  " + words.meaning() + ": " + text.means());
    first
        .speaksFor()
        .forEach(clause -> out.println("  " + words.evidence() + ": " + clean(clause)));
    first
        .speaksAgainst()
        .forEach(clause -> out.println("  " + words.against() + ": " + clean(clause)));
    out.println("  " + words.fix() + ":");
    fix(first).forEach(step -> out.println("    " + step));
    first.cause().remedy().ifPresent(it -> out.println("  " + words.remedy() + ": " + it));
    out.println("  " + first.cause().anchor());
    if (findings.size() == 1) return;
    out.println(words.more());
    findings.stream().skip(1).forEach(this::briefly);
  }

  private void briefly(Finding finding) {
    out.println(
        "  %s (%s): %s; %s"
            .formatted(
                finding.cause(),
                said(finding.confidence().code()),
                text(finding).name(),
                clean(finding.speaksFor().getFirst())));
  }

  private CauseText text(Finding finding) {
    return language == Tongue.ZH
        ? CauseText.inChinese(finding.cause())
        : CauseText.of(finding.cause());
  }

  private List<String> fix(Finding finding) {
    return language == Tongue.ZH ? ChineseFix.of(finding.cause(), finding.fix()) : finding.fix();
  }

  private void commands(List<Diagnosis.Command> commands) {
    if (commands.isEmpty()) return;
    out.println();
    out.println(words.ran());
    for (var command : commands) {
      var status = command.status().map(it -> it == 0 ? "" : "  (exit " + it + ")").orElse("");
      out.println("  " + command.where() + " $ " + shortened(command.line()) + status);
      command
          .output()
          .lines()
          .limit(SHOWN_LINES)
          .forEach(line -> out.println("      " + shortened(clean(line))));
      var left = command.output().lines().count() - SHOWN_LINES;
      if (left > 0) out.println("      ... " + left + " " + words.lines());
    }
  }

  private static String shortened(String line) {
    return line.length() > SHOWN_COLUMNS ? line.substring(0, SHOWN_COLUMNS) + " ..." : line;
  }

  /** What peers said never steers the terminal. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
