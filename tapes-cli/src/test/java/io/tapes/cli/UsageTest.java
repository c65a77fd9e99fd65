package io.tapes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.CurvePublicKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user is told about a command line that cannot be done: one sentence, no stack trace. */
class UsageTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    Session session =
        new Session(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Termination());
    return Main.run(session, args);
  }

  private String sentence() {
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    String text = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    return text.strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'' | no command given; see 'tapes --help'",
        "bogus | there is no command 'bogus'; see 'tapes --help'",
        "--bogus | Unknown option: '--bogus'; see 'tapes --help'",
        "demo --bogus | Unknown option: '--bogus'; see 'tapes demo --help'",
        "demo --workers 0 | --workers 0 is not between 1 and 64",
        "demo --workers 65 | --workers 65 is not between 1 and 64",
        "demo --workers two | Invalid value for option '--workers': 'two' is not an int; see 'tapes demo --help'",
        "demo --seconds 0 | --seconds 0 is less than 1; leave it out to go on",
        "demo --once --seconds 3 | --seconds does not go with --once, which ends after the last file",
        "demo --http 8889 | '8889' is not a host and a port; write 127.0.0.1:8889 or [::1]:8889",
        "demo --modules nope | this JDK has no module 'nope'; 'java --list-modules' shows those it has",
        "aggregate | --listen ADDRESS is missing, or 'listen' in the file of --config; see 'tapes aggregate --help'",
        "aggregate --listen ipc://x --statsd 127.0.0.1:1,prefx=a | --statsd: unknown setting 'prefx'; did you mean 'prefix'?",
        "aggregate --listen ipc://x --statsd 127.0.0.1:1,prefix | --statsd 127.0.0.1:1,prefix: 'prefix' is not a setting; write name=value",
        "aggregate --listen ipc://x --statsd 127.0.0.1:1,tags=dogstatd | --statsd: unknown tags 'dogstatd'; did you mean 'dogstatsd'?",
        "aggregate --listen ipc://x --statsd ftp://h:1 | --statsd: address 'ftp://h:1' has no known scheme; write HOST:PORT, udp://HOST:PORT, tcp://HOST:PORT, tls://HOST:PORT or unix:///path",
        "aggregate --listen ipc://x --otlp nowhere | --otlp: 'nowhere' is not the address of an HTTP server; write http://host:port, and credentials with basicAuth",
        "aggregate --listen ipc://x --influx http://h:1 | --influx: 'org' is missing",
        "aggregate --listen ipc://x --graphite h:1,interval=never | 'never' is not a duration; write 500ms, 10s, 1m, 2h or ISO 8601 such as PT10S",
        "aggregate --listen ipc://x --http 127.0.0.1:0,certifcate=x | --http: unknown setting 'certifcate'; did you mean 'certificate'?",
        "aggregate --config /no/such/file | cannot read '/no/such/file': there is no such file",
        "aggregate --listen ipc://x --stream - --interval 10x | '10x' is not a duration; write 500ms, 10s, 1m, 2h or ISO 8601 such as PT10S",
        "aggregate --listen ipc://x --stream - --interval 0s | duration '0s' is shorter than 1ms; use a longer one",
        "aggregate --listen ipc://x --stream - --statsd here | 'here' is not a host and a port; write 127.0.0.1:8889 or [::1]:8889",
        "aggregate --listen ipc://x --stream /no/such/folder/file | cannot append to '/no/such/folder/file': its folder does not exist",
        "aggregate --listen tcp://0.0.0.0:0 --stream - | address 'tcp://0.0.0.0:0' may be reached by other hosts, so it needs keys; set them by keys(pair) or --key FILE ('tapes keygen' makes keys), or use 'tcp://127.0.0.1:PORT' or 'ipc://PATH'",
        "aggregate --listen ipc://x --expire-series 10ms | expireSeriesAfter PT0.01S is not between PT1S and PT87600H",
        "aggregate --listen ipc://x --memory-limit 10x | '10x' is no amount of memory; write it as 512m, 2g, 1024k or in bytes",
        "aggregate --listen ipc://x --memory-limit 99999999999g | '99999999999g' is no amount of memory; write it as 512m, 2g, 1024k or in bytes",
        "aggregate --listen ipc://x --memory-limit 1023k | memoryLimit 1047552 is below 1048576; allow at least 1 MiB",
        "aggregate --listen ipc://x --socket-mode 9 | the mode '9' of the socket file is none, or leaves its owner out; use one such as '0660' or 'rw-rw----'",
        "keygen | Missing required parameter: 'FILE'; see 'tapes keygen --help'",
        "top | Missing required parameter: 'URL'; see 'tapes top --help'",
        "top here | 'here' is not a URL; write http://127.0.0.1:8889"
      })
  void badCommandLine_isOneSentence(String line, String expected) {
    String[] args = line.equals("''") ? new String[0] : line.split(" ", -1);
    int exitCode = run(args);
    boolean runtime = expected.startsWith("cannot ");
    assertEquals(runtime ? UserError.RUNTIME : UserError.USAGE, exitCode);
    assertTrue(sentence().endsWith(": " + expected), () -> expected + "\n" + sentence());
  }

  @Test
  void addressOfAnotherKind_isOneSentenceWithTheKindsThereAre() {
    assertEquals(UserError.USAGE, run("aggregate", "--listen", "http://x", "--stream", "-"));
    assertTrue(sentence().contains("'http://x'"), this::sentence);
    assertTrue(sentence().contains("ipc://"), this::sentence);
    assertTrue(sentence().contains("tcp://"), this::sentence);
  }

  @Test
  void socketPathThatIsTooLong_isOneSentence() {
    String address = "ipc:///tmp/" + "a".repeat(120);
    assertEquals(UserError.USAGE, run("aggregate", "--listen", address, "--stream", "-"));
    assertTrue(sentence().contains("106"), this::sentence);
  }

  @Test
  void folderThatDoesNotExist_isOneSentence() {
    assertEquals(
        UserError.RUNTIME, run("aggregate", "--listen", "ipc:///no/such/x", "--stream", "-"));
    assertTrue(sentence().contains("/no/such"), this::sentence);
  }

  @Test
  void liveAggregatorOnTheSameAddress_isOneSentence(@TempDir Path folder) {
    String address = "ipc://" + folder.resolve("ipc");
    try (var first = Aggregating.start(address)) {
      assertEquals(
          UserError.RUNTIME, run("aggregate", "--listen", first.address(), "--stream", "-"));
    }
    assertTrue(sentence().contains(address), this::sentence);
  }

  @Test
  void portInUse_isOneSentence_forDemoAndAggregate(@TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String http = "127.0.0.1:" + taken.getLocalPort();
      assertEquals(UserError.RUNTIME, run("demo", "--http", http));
      assertTrue(sentence().startsWith("tapes demo: cannot listen on " + http), this::sentence);
      err.reset();
      String address = "ipc://" + folder.resolve("ipc");
      assertEquals(UserError.RUNTIME, run("aggregate", "--listen", address, "--http", http));
      assertTrue(
          sentence().startsWith("tapes aggregate: cannot listen on " + http), this::sentence);
      err.reset();
      String tcp = "tcp://" + http;
      assertEquals(UserError.RUNTIME, run("aggregate", "--listen", tcp, "--stream", "-"));
      assertTrue(sentence().contains(tcp), this::sentence);
    }
  }

  @Test
  void keysThatCannotBeUsed_areOneSentence(@TempDir Path folder) throws Exception {
    String key = folder.resolve("k").toString();
    assertEquals(0, run("keygen", key));
    assertEquals(CurvePublicKey.read(folder.resolve("k.pub")) + "\n", out.toString(UTF_8));
    out.reset();
    assertEquals(UserError.RUNTIME, run("keygen", key));
    assertTrue(sentence().contains("never overwritten"), this::sentence);
    err.reset();
    assertEquals(UserError.RUNTIME, run("keygen", folder.resolve("no/k").toString()));
    assertTrue(sentence().contains("cannot be written"), this::sentence);
    err.reset();
    Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        UserError.RUNTIME, run("aggregate", "--listen", "tcp://127.0.0.1:0", "--key", key));
    assertTrue(sentence().contains("chmod 600"), this::sentence);
    err.reset();
    assertEquals(
        UserError.USAGE, run("aggregate", "--listen", "tcp://127.0.0.1:0", "--allow", key));
    assertTrue(sentence().contains("without keys"), this::sentence);
  }

  @Test
  void topOfAnIpcAddress_saysWhatToDoInstead() {
    assertEquals(UserError.USAGE, run("top", "ipc://metrics.ipc"));
    assertTrue(sentence().contains("--http"), this::sentence);
  }

  @Test
  void topOfNobody_isOneSentence() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertEquals(UserError.RUNTIME, run("top", "http://127.0.0.1:" + port));
    assertEquals(
        "tapes top: no server listens at 127.0.0.1:" + port + "; is it started?", sentence());
  }

  @Test
  void help_isAResult_onStandardOutput() {
    assertEquals(0, run("demo", "--help"));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: tapes demo"));
  }

  @Test
  void version_isOneLine() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("tapes "));
  }
}
