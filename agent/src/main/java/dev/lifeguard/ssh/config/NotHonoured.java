package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.config.MatchCriterion.Kind;
import java.util.Locale;
import java.util.Optional;

/** Words for what we do not do as {@code ssh} does. */
final class NotHonoured {
  private NotHonoured() {}

  /** Empty if we do what the line asks. */
  static Optional<SshFinding> finding(ConfigNode.Setting setting) {
    var keyword = setting.keyword();
    if (keyword == SshKeyword.STRICT_HOST_KEY_CHECKING) return insecure(setting);
    if (keyword.asksNothing(setting.first())) return Optional.empty();
    // One name stands for all that there have been, and may not be the one in the file.
    var name = keyword == SshKeyword.OBSOLETE ? "an old keyword" : keyword.title();
    var what = name + " is not honoured: " + keyword.remark();
    return switch (keyword.treatment()) {
      case HONOURED -> Optional.empty();
      case WARNED -> Optional.of(SshFinding.warning(setting.at(), what, "remove the line"));
      case NOTED -> Optional.of(SshFinding.note(setting.at(), what));
    };
  }

  static SshFinding criterion(FilePosition at, MatchCriterion criterion) {
    var what = "Match " + criterion.kind().word() + " is not honoured: the block never applies";
    var mend =
        criterion.kind() == Kind.EXEC
            ? "use Match host, or a Host block"
            : "use Match host, user or tagged, or a Host block";
    return SshFinding.warning(at, what, mend);
  }

  private static Optional<SshFinding> insecure(ConfigNode.Setting setting) {
    return switch (setting.first().toLowerCase(Locale.ROOT)) {
      case "no", "off", "false" ->
          Optional.of(
              SshFinding.warning(
                  setting.at(),
                  "StrictHostKeyChecking "
                      + setting.first()
                      + " is treated as accept-new: a changed host key is refused",
                  "write accept-new, or yes"));
      default -> Optional.empty();
    };
  }
}
