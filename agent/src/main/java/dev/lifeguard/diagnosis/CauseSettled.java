package dev.lifeguard.diagnosis;

import dev.lifeguard.bus.Event;
import java.time.Instant;

/** No further word on the cause of this alert will come: both looks are over. */
public record CauseSettled(String alert, Instant at) implements Event {}
