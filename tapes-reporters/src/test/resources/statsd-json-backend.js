// A backend of Etsy's server for tests: one JSON object per flush.
const fs = require('fs');
exports.init = function (startup, config, events) {
  events.on('flush', function (time, metrics) {
    const line = {counters: metrics.counters, gauges: metrics.gauges};
    fs.appendFileSync(config.jsonFile, JSON.stringify(line) + '\n');
  });
  return true;
};
