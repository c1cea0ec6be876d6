package dev.lifeguard.gateway;

/** One way to a gateway: the name of its access path, and how to speak to the gateway on it. */
public record Route(String path, GatewaySettings gateway) {}
