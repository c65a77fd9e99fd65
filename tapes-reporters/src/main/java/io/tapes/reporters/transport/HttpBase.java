package io.tapes.reporters.transport;

import java.net.URI;

/**
 * The address of a server, to which requests add a path and perhaps a query of their own.
 *
 * @param address scheme, authority and path, without a slash at its end
 * @param query what every request has behind a question mark or an ampersand; may be empty
 */
record HttpBase(String address, String query) {

  /** Throws a sentence about an address that cannot be that of a server. */
  static HttpBase of(URI server) {
    if (server.getRawAuthority() != null && server.getRawAuthority().indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "an address with a user or a password in it is not taken; write http://host:port, and"
              + " credentials with basicAuth");
    }
    String scheme = server.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    String authority = server.getRawAuthority();
    if (web && server.getHost() == null && authority != null && authority.indexOf('_') >= 0) {
      throw new IllegalArgumentException(
          "'"
              + server
              + "' has a host name with an underscore, which Java's HTTP client does not take; use"
              + " another name of that host, such as a network alias with hyphens, or its address");
    }
    if (!web || server.getHost() == null) {
      throw new IllegalArgumentException(
          "'"
              + server
              + "' is not the address of an HTTP server; write http://host:port, and credentials"
              + " with basicAuth");
    }
    if (server.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "'" + server + "' has a fragment, which is never sent; leave out # and what follows");
    }
    String path = server.getRawPath();
    String shortened = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String query = server.getRawQuery() == null ? "" : server.getRawQuery();
    return new HttpBase(scheme + "://" + authority + shortened, query);
  }

  URI uri(String path) {
    if (query.isEmpty()) {
      return URI.create(address + path);
    }
    return URI.create(address + path + (path.indexOf('?') < 0 ? "?" : "&") + query);
  }

  /** Without the query that every request has: it may hold a secret. */
  String shown(String path) {
    return address + path;
  }
}
