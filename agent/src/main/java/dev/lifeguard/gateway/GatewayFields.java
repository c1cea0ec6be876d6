package dev.lifeguard.gateway;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The keys that say how to speak to a gateway, to be put among those of what is watched. */
public final class GatewayFields {
  private final Field<SecretSource> token;
  private final Field<SecretSource> password;
  private final Field<SecretSource> control;
  private final Tls tls;

  public GatewayFields(Fields f) {
    token = f.secret("token", "the gateway's token");
    password = f.secret("password", "the gateway's password");
    control = f.secret("control-token", "for remedies, on a connection of its own");
    tls = new Tls(f);
    f.atMostOne(token, password);
  }

  /** Those of one path to the gateway; what the path says of TLS wins. */
  public GatewaySettings settings(Values v, String name, URI url, Optional<Pin> ofPath) {
    var pin = ofPath.filter(Pin::isGiven).orElseGet(() -> tls.pin(v));
    return new GatewaySettings(
        name, url, v.of(token), v.of(password), v.of(control), pin.fingerprint(), pin.authority());
  }

  public Tls tls() {
    return tls;
  }

  /** What a TLS server must show. */
  public record Pin(Optional<String> fingerprint, Optional<Path> authority) {
    boolean isGiven() {
      return fingerprint.isPresent() || authority.isPresent();
    }
  }

  /** The keys about TLS: a gateway has them, and each path may have its own. */
  public static final class Tls {
    private final Field<Optional<String>> fingerprint;
    private final Field<Optional<Path>> authority;

    public Tls(Fields f) {
      fingerprint =
          f.maybe("tls-fingerprint", FINGERPRINT, "SHA-256 of the server's certificate, in hex");
      authority = f.maybe("tls-ca", Shapes.path(), "a PEM file of your own authority");
    }

    public Pin pin(Values v) {
      return new Pin(v.of(fingerprint), v.of(authority));
    }

    /** Without TLS nothing is pinned, and whoever wrote this believes that it is. */
    public void refuse(Values v) {
      var mend = "use wss://, or remove it";
      if (v.given(fingerprint)) v.at(fingerprint).refuse("pins nothing on ws://", mend);
      if (v.given(authority)) v.at(authority).refuse("checks nothing on ws://", mend);
    }
  }

  private static final Shape<String> FINGERPRINT =
      Shapes.parsed("a SHA-256 fingerprint of 64 hex digits", GatewayFields::fingerprint);

  private static Parsed<String> fingerprint(String text) {
    var hex = text.replaceFirst("(?i)^sha-?256[:=]", "").replace(":", "").toLowerCase(Locale.ROOT);
    return hex.matches("[0-9a-f]{64}")
        ? Parsed.taken(hex)
        : Parsed.refused(
            "is no SHA-256 fingerprint",
            "write 64 hex digits, as openssl x509 -fingerprint -sha256 prints them");
  }

  /** The address of a gateway. */
  public static Shape<URI> url() {
    return Shapes.uri("ws", "wss").check(GatewayFields::lookAtUrl);
  }

  private static void lookAtUrl(URI url, Place place) {
    if (url.getPath() instanceof String path && path.startsWith("/v1/"))
      place.refuse(
          "leads to " + path + ", where every call makes an agent session",
          "name the gateway's root: " + url.resolve("/"));
    if (url.getUserInfo() instanceof Object)
      place.refuse("holds a user or password", "give it as token or password");
    if (url.getScheme().equals("ws") && !new HostPort(url.getHost(), 0).isLoopback())
      place.warn("the token travels in clear to " + url.getHost(), "use wss://, or a tunnel");
  }
}
