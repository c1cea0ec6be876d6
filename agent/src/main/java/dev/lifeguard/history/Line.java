package dev.lifeguard.history;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;

/** One fact of one subject: what a line in a chart is drawn of. */
public record Line(Subject subject, Fact fact) {}
