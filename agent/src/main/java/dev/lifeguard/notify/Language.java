package dev.lifeguard.notify;

/** The languages people are told in. */
public enum Language {
  EN,
  ZH
}
