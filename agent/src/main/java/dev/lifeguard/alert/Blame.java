package dev.lifeguard.alert;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.rule.Evidence;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose fault a breach on the path is. A forward is down too when the gateway behind it is: then
 * the reason of the failure speaks of the far end, and the forward must not hide the gateway.
 */
final class Blame {
  private static final Set<Reason> FAR_END =
      EnumSet.of(
          Reason.DESTINATION_REFUSED,
          Reason.DESTINATION_UNREACHABLE,
          Reason.NOT_A_GATEWAY,
          Reason.UPGRADE_REFUSED,
          Reason.HTTP_STATUS,
          Reason.GATEWAY_STARTING,
          Reason.GATEWAY_DRAINING,
          Reason.GATEWAY_RESTARTING,
          Reason.GATEWAY_STOPPED,
          Reason.GATEWAY_HUNG,
          Reason.CONFIG_REJECTED);

  private static final FactValue HUNG = FactValue.of(Reason.GATEWAY_HUNG.code());

  private Blame() {}

  static boolean liesBehind(Depth depth, Evidence evidence) {
    return depth.compareTo(Depth.FORWARD) <= 0
        && evidence.value(Fact.FORWARD_REASON).filter(Blame::speaksOfFarEnd).isPresent();
  }

  /** A gateway that says nothing is given time to speak again; what leads to it says no more. */
  static boolean awaitsGateway(Depth depth, Evidence evidence) {
    return depth.compareTo(Depth.FORWARD) <= 0
        && evidence.value(Fact.FORWARD_REASON).filter(HUNG::equals).isPresent();
  }

  private static boolean speaksOfFarEnd(FactValue reason) {
    return reason instanceof FactValue.Word(var code)
        && Reason.of(code).filter(FAR_END::contains).isPresent();
  }
}
