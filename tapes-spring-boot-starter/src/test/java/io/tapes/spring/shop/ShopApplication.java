package io.tapes.spring.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A web application like any other; it says its port in the file that {@code shop.port} names. */
@SpringBootApplication
@RestController
public class ShopApplication {
  public static final Map<String, Object> DEFAULTS =
      Map.of(
          "server.port", 0,
          "server.address", "127.0.0.1",
          "server.shutdown", "graceful",
          "spring.main.banner-mode", "off",
          "management.endpoints.web.exposure.include", "health,tapes,prometheus",
          "management.endpoint.health.show-details", "always");

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(ShopApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(arguments);
  }

  @GetMapping("/items/{id}")
  public ResponseEntity<String> item(@PathVariable("id") int id) {
    return id < 100
        ? ResponseEntity.ok("item " + id)
        : ResponseEntity.status(HttpStatus.NOT_FOUND).build();
  }

  @EventListener
  public void started(WebServerInitializedEvent event) throws IOException {
    String file = event.getApplicationContext().getEnvironment().getProperty("shop.port");
    if (file != null) {
      Path begun = Path.of(file + ".new");
      Files.writeString(begun, "" + event.getWebServer().getPort());
      Files.move(begun, Path.of(file));
    }
  }
}
