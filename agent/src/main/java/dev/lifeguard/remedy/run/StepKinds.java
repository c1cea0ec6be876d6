package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Petition.Harm;
import dev.lifeguard.remedy.PlannedStep;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of steps that this agent can do, by name. */
public final class StepKinds {
  /** The run itself sees to these: they do nothing to anybody. */
  static final String WAIT = "wait";

  static final String APPROVE = "approve";

  private final Map<String, StepKind> kinds;

  public StepKinds(Collection<? extends StepKind> kinds) {
    this.kinds = kinds.stream().collect(Collectors.toMap(StepKind::name, Function.identity()));
  }

  static boolean isOwn(String name) {
    return name.equals(WAIT) || name.equals(APPROVE);
  }

  Optional<StepKind> find(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  /** The names of steps that nobody here can do. */
  List<String> unknown(RemedySettings remedy) {
    return all(remedy)
        .map(StepSettings::name)
        .filter(name -> !isOwn(name) && !kinds.containsKey(name))
        .distinct()
        .toList();
  }

  Harm harm(RemedySettings remedy) {
    return all(remedy).anyMatch(this::restarts) ? Harm.RESTARTS_GATEWAY : Harm.NONE;
  }

  /** Whether somebody must be asked for obstacles before it begins. */
  boolean looksFirst(RemedySettings remedy) {
    return all(remedy).anyMatch(step -> find(step.name()).filter(StepKind::looksFirst).isPresent());
  }

  boolean restarts(StepSettings step) {
    return find(step.name()).filter(kind -> kind.restartsGateway(step)).isPresent();
  }

  /** Why a person must be asked even in mode auto; empty: nobody need be. */
  Optional<String> asksFirst(RemedySettings remedy) {
    return all(remedy)
        .flatMap(step -> find(step.name()).flatMap(kind -> kind.asksFirst(step)).stream())
        .findFirst();
  }

  /** Whether even whoever runs it by hand must see first what it would do. */
  boolean showsFirst(RemedySettings remedy) {
    return all(remedy).anyMatch(step -> find(step.name()).filter(StepKind::showsFirst).isPresent());
  }

  private static Stream<StepSettings> all(RemedySettings remedy) {
    return Stream.concat(remedy.steps().stream(), remedy.rollback().stream())
        .map(PlannedStep::step);
  }
}
