package dev.lifeguard.diagnosis;

import java.util.List;

/**
 * One cause that was found, with what it rests on. There is none without evidence.
 *
 * @param speaksFor what was seen, one clause each; never empty
 * @param speaksAgainst what was seen and does not fit
 * @param fix commands and instructions in order, with the user's own names filled in
 */
public record Finding(
    Cause cause,
    Confidence confidence,
    List<String> speaksFor,
    List<String> speaksAgainst,
    List<String> fix) {

  public Finding {
    speaksFor = List.copyOf(speaksFor);
    speaksAgainst = List.copyOf(speaksAgainst);
    fix = List.copyOf(fix);
    if (speaksFor.isEmpty()) throw new IllegalArgumentException(cause + " without evidence");
  }
}
