package dev.lifeguard.gateway;

import java.util.regex.Pattern;

/** A device that waits for a person's approval on the gateway. */
public record Pairing(String requestId, String deviceId) {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /**
   * The exact command for the gateway's host. People copy it into a shell, so an id that is more
   * than letters and digits is not put into it.
   */
  public String command() {
    return HARMLESS.matcher(requestId).matches()
        ? "openclaw devices approve " + requestId
        : "openclaw devices list";
  }
}
