package dev.lifeguard.diagnosis;

import java.util.Locale;

/** The part of the whole that a cause belongs to: which people, and which files, are concerned. */
public enum Dimension {
  /** SSH service and network (B1). */
  SERVICE,
  /** What was written into configuration files (B2). */
  CONFIGURATION,
  /** Who trusts whose key (B3). */
  TRUST,
  /** The hosts on the way (B4). */
  JUMP,
  /** What happens while all of it runs (B5). */
  RUNTIME,
  /** The gateway's own work: process, channels, providers, load (B8). */
  OPERATION;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
