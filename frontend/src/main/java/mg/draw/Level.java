package mg.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is directly in a frame, or in the picture, as a graph of its own.
final class Level {
    private final List<Box> boxes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    /// The links to the pins, by the node that an edge comes from; their order is that of the ports of the frame.
    private final Map<String, Link> entering = new LinkedHashMap<>();
    private final Map<String, Link> leaving = new LinkedHashMap<>();
    private final List<Box> entries = new ArrayList<>();
    private final List<Box> exits = new ArrayList<>();
    private final Map<Link, Integer> ports = new HashMap<>();

    void add(Box box) {
        boxes.add(box);
    }

    /// The items in order, then the pins.
    List<Box> boxes() {
        return boxes;
    }

    List<Link> links() {
        return links;
    }

    Box entry(int port) {
        return entries.get(port);
    }

    Box exit(int port) {
        return exits.get(port);
    }

    boolean hasEntries() {
        return !entries.isEmpty();
    }

    boolean hasExits() {
        return !exits.isEmpty();
    }

    /// A new link from a port to a node of this level, with a text at its end that takes so many pixels across.
    Link join(Box from, int port, Box node, double text) {
        return link(new Link(from, port, node, node.end(text)));
    }

    /// The link here on which edges from `origin` leave: the one that there is, or a new one.
    Link leave(String origin, Box from, int port) {
        return leaving.computeIfAbsent(origin, _ -> {
            Box pin = Box.pin(Box.Role.EXIT);
            boxes.add(pin);
            exits.add(pin);
            Link link = link(new Link(from, port, pin, 0));
            ports.put(link, exits.size() - 1);
            return link;
        });
    }

    /// The link in the level around this one on which edges from `origin` come to `frame`, which is around this one.
    Link enter(String origin, Level outer, Box from, int port, Box frame) {
        return entering.computeIfAbsent(origin, _ -> {
            Box pin = Box.pin(Box.Role.ENTRY);
            boxes.add(pin);
            entries.add(pin);
            Link link = outer.link(new Link(from, port, frame, entries.size() - 1));
            ports.put(link, entries.size() - 1);
            return link;
        });
    }

    /// The port of the frame that a link from [#leave] or [#enter] has to do with.
    int port(Link link) {
        return ports.get(link);
    }

    private Link link(Link link) {
        links.add(link);
        return link;
    }
}
