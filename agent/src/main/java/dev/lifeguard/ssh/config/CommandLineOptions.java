package dev.lifeguard.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options as after {@code ssh -o}: lines of ssh_config, but no Host, Match or Include. */
record CommandLineOptions(Map<String, String> variables, List<SshFinding> findings) {
  List<ConfigNode.Setting> parse(List<String> options) {
    var settings = new ArrayList<ConfigNode.Setting>();
    for (var option : options) parse(option, settings);
    return settings;
  }

  private void parse(String option, List<ConfigNode.Setting> settings) {
    switch (ConfigLexer.line(option)) {
      case ConfigLexer.Line.Empty _ -> {}
      case ConfigLexer.Line.Malformed(var what) -> refuse(what);
      case ConfigLexer.Line.Words(var name, var arguments, var rest) -> {
        var keyword = SshKeyword.of(name);
        if (keyword.isEmpty()) refuse("there is no keyword " + ValueForm.quoted(name));
        else take(keyword.get(), new ValueForm.RawValue(arguments, rest), settings);
      }
    }
  }

  private void take(
      SshKeyword keyword, ValueForm.RawValue value, List<ConfigNode.Setting> settings) {
    switch (keyword) {
      case HOST, MATCH, INCLUDE -> refuse(keyword.title() + " is for files only");
      default -> {
        var problem = keyword.form().problem(value, variables);
        problem.ifPresent(what -> refuse(keyword.title() + " " + what));
        if (problem.isEmpty())
          settings.add(new ConfigNode.Setting(TargetWish.OPTION, keyword, value));
      }
    }
  }

  private void refuse(String what) {
    findings.add(SshFinding.error(TargetWish.OPTION, what, "correct the option"));
  }
}
