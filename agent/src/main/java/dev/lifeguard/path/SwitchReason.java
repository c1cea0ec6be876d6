package dev.lifeguard.path;

import java.util.Locale;

/** Why another path is used from now on; the code is the metric's label. */
public enum SwitchReason {
  PATH_FAILED("the path in use no longer answers"),
  PREFERRED_BACK("a preferred path has been healthy for a while"),
  REQUESTED("somebody asked for it"),
  RECONFIGURED("the path in use is no longer configured");

  private final String meaning;

  SwitchReason(String meaning) {
    this.meaning = meaning;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }
}
