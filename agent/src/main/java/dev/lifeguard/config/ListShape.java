package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A list; a list of one may be written as its item alone. */
public final class ListShape<T> implements Shape<List<T>> {
  /** An item that could be read, and where it stands. */
  public record Item<T>(T value, Place place) {}

  private final Shape<T> item;
  private final List<Consumer<List<Item<T>>>> looks;

  ListShape(Shape<T> item) {
    this(item, List.of());
  }

  private ListShape(Shape<T> item, List<Consumer<List<Item<T>>>> looks) {
    this.item = item;
    this.looks = looks;
  }

  /** Looks across the items that could be read, even when others could not. */
  public ListShape<T> across(Consumer<List<Item<T>>> look) {
    var more = new ArrayList<>(looks);
    more.add(look);
    return new ListShape<>(item, List.copyOf(more));
  }

  /** No two items may have the same text under this key. */
  public ListShape<T> unique(String key, Function<T, String> of) {
    return unique(key, of, _ -> true);
  }

  /** As {@link #unique(String, Function)}, but only some of the items are compared. */
  public ListShape<T> unique(String key, Function<T, String> of, Predicate<T> among) {
    return across(
        items ->
            refuseTwins(items.stream().filter(it -> among.test(it.value())).toList(), key, of));
  }

  private static <T> void refuseTwins(List<Item<T>> items, String key, Function<T, String> of) {
    Map<String, String> first = new HashMap<>();
    for (var item : items) {
      var text = of.apply(item.value());
      var place = item.place().under(key);
      if (first.containsKey(text))
        place.refuse(
            Words.quoted(text) + " is taken by " + first.get(text), "choose another " + key);
      else first.put(text, item.place().path());
    }
  }

  @Override
  public Optional<List<T>> read(Place place) {
    if (refusesNames(place)) return Optional.empty();
    var places = places(place);
    var items = new ArrayList<Item<T>>();
    for (var at : places) item.read(at).ifPresent(value -> items.add(new Item<>(value, at)));
    looks.forEach(look -> look.accept(items));
    if (items.size() < places.size()) return Optional.empty();
    return Optional.of(items.stream().map(Item::value).toList());
  }

  /** Names as keys instead of items: one mistake, which would otherwise be told once a name. */
  private boolean refusesNames(Place place) {
    var known = item.knownKeys();
    if (known.isEmpty() || !(place.node() instanceof Node.Mapping mapping)) return false;
    var entries = mapping.entries();
    var named =
        !entries.isEmpty()
            && entries.stream()
                .allMatch(it -> !known.contains(it.name()) && it.value() instanceof Node.Mapping);
    if (!named) return false;
    var names = String.join(", ", entries.stream().map(Node.Entry::name).toList());
    var first = entries.getFirst().name();
    var item = known.contains("name") ? "\"- name: " + first + "\"" : "\"- \"";
    place.refuse(
        "found a mapping of " + names + ", wanted a list",
        "begin each item with " + item + " and put the rest below it");
    return true;
  }

  private static List<Place> places(Place place) {
    if (!(place.node() instanceof Node.Items items)) return List.of(place);
    var places = new ArrayList<Place>();
    for (var node : items.nodes()) places.add(place.at(places.size(), node));
    return places;
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    var one = item.describe(definitions);
    var many = new JsonObject().put("type", "array").put("items", one);
    return new JsonObject().put("anyOf", new JsonArray().add(many).add(one.copy()));
  }

  @Override
  public String wanted() {
    return "a list, each item " + item.wanted();
  }
}
