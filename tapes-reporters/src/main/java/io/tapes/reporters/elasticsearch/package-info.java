/**
 * Elasticsearch and OpenSearch, by their bulk interface.
 *
 * <pre>{@code
 * Reporter search =
 *     ElasticsearchReporter.builder(URI.create("http://127.0.0.1:9200")).index("metrics-{yyyy.MM.dd}").build();
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.elasticsearch;

import org.jspecify.annotations.NullMarked;
