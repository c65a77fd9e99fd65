package io.tapes.distributed.link;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Why no process can listen on an address, and what to do about it. Any thread. */
public final class Unbindable {
  /*
   * JeroMQ calls every failure of a bind 'in use'. So it is tried again with a plain socket, whose
   * exception has the words of the operating system.
   */
  private static final String IN_USE =
      "the address is in use already; stop who uses it or choose another one";

  private Unbindable() {}

  /**
   * Returns the cause and its remedy.
   *
   * @param said what the library says
   */
  public static String why(Endpoint endpoint, String said) {
    if (endpoint.file() != null) {
      return "the operating system refuses it (" + said + "); choose another path";
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address(endpoint.host()), endpoint.port()));
      return IN_USE; // and left just now
    } catch (UnknownHostException e) {
      return "the host name has no address; use one of this machine";
    } catch (BindException e) {
      return of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return "the operating system refuses it (" + e.getMessage() + "); choose another address";
    }
  }

  private static String of(String words) {
    if (words.contains("in use")) {
      return IN_USE;
    }
    if (words.contains("assign")) {
      return "it is no address of this machine; use one that is, or tcp://0.0.0.0:PORT for all of"
          + " them";
    }
    return words.contains("ermission")
        ? "this user may not listen there; choose a port above 1023"
        : "the operating system refuses it (" + words + "); choose another address";
  }

  private static InetAddress address(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host.equals("*") ? "0.0.0.0" : host)[0];
  }
}
