package dev.lifeguard.report;

import dev.lifeguard.notify.Language;
import java.time.ZoneId;

/** For whom a report is written. */
public record Reader(Language language, ZoneId zone) {}
