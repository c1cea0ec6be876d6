package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import dev.lifeguard.config.SecretFile;
import dev.lifeguard.config.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges the secrets that we give to gateways, and the files that hold them. Reads files. */
final class TokenPosture {
  private static final Duration OLD = Duration.ofDays(30);
  private static final Pattern CLEAR =
      Pattern.compile(
          "(?m)^[^#\\n]*\\b(token|password|secret|passphrase): *[\"']?[^\\s\"'$#{}\\[]{8}");

  private final Instant now;
  private final List<BaselineFinding> findings = new ArrayList<>();
  private final Set<Path> judged = new LinkedHashSet<>();

  TokenPosture(Instant now) {
    this.now = now;
  }

  List<BaselineFinding> of(BaselineScope scope) {
    for (var gateway : scope.gateways()) gateway(gateway);
    scope.own().filter(TokenPosture::holdsSecret).ifPresent(this::mode);
    scope.openClaw().forEach(this::mode);
    return List.copyOf(findings);
  }

  private static boolean holdsSecret(Path file) {
    return SmallFile.read(file).filter(text -> CLEAR.matcher(text).find()).isPresent();
  }

  private void gateway(BaselineScope.Gateway gateway) {
    var known = new LinkedHashSet<SecretSource>();
    for (var route : gateway.routes())
      Stream.of(route.token(), route.controlToken()).forEach(known::add);
    known.forEach(source -> token(gateway.name(), source));
    for (var route : gateway.routes()) file(route.password()).ifPresent(this::mode);
  }

  private void token(String gateway, SecretSource source) {
    file(source).ifPresent(this::mode);
    if (SecretFile.read(source) instanceof SecretFile.Result.Read(var secret)) {
      var flaw = SafeText.flaw(secret.reveal());
      if (!flaw.isEmpty() && !secret.reveal().isEmpty()) weak(gateway, source, flaw);
    }
    if (source instanceof SecretSource.InFile(var file))
      SmallFile.age(file, now)
          .filter(age -> age.compareTo(OLD) > 0)
          .ifPresent(age -> old(gateway, file, age));
  }

  private void weak(String gateway, SecretSource source, String flaw) {
    findings.add(
        BaselineFinding.here(
                TOKEN_WEAK,
                file(source).map(Path::toString).orElse("token of " + gateway),
                "the token " + flaw,
                "openssl rand -hex 32, as gateway.auth.token there and as the token here")
            .of(gateway));
  }

  private void old(String gateway, Path file, Duration age) {
    findings.add(
        BaselineFinding.here(
                TOKEN_OLD,
                file.toString(),
                "is " + age.toDays() + " days old; at most " + OLD.toDays() + " are wanted",
                "make a new gateway.auth.token, and write it there")
            .of(gateway));
  }

  private void mode(Path file) {
    if (judged.add(file)) FileModes.secret(SECRET_FILE_MODE, file).ifPresent(findings::add);
  }

  private static Optional<Path> file(SecretSource source) {
    return switch (source) {
      case SecretSource.InFile(var file) -> Optional.of(file);
      case SecretSource.InJson(var file, _) -> Optional.of(file);
      case SecretSource.None _, SecretSource.Given _, SecretSource.Unset _ -> Optional.empty();
    };
  }

  /** Of the oldest token file of the gateway. */
  Optional<Duration> age(BaselineScope.Gateway gateway) {
    return gateway.routes().stream()
        .flatMap(route -> Stream.of(route.token(), route.controlToken()))
        .flatMap(
            source ->
                source instanceof SecretSource.InFile(var file) ? Stream.of(file) : Stream.empty())
        .flatMap(file -> SmallFile.age(file, now).stream())
        .max(Comparator.naturalOrder());
  }
}
