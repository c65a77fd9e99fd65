package io.tapes.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as a user writes them: 512m is 512 MiB. */
final class Sizes {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmg]?)");
  private static final String UNITS = "kmg";
  private static final int BITS = 10;

  private Sizes() {}

  /** Reads a number of bytes, KiB, MiB or GiB, or throws a sentence. */
  static long parse(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (size.matches()) {
      long number = Long.parseLong(size.group(1));
      int shift =
          BITS * (UNITS.indexOf(size.group(2).isEmpty() ? '-' : size.group(2).charAt(0)) + 1);
      if (number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    }
    throw UserError.usage(
        "'" + text + "' is no amount of memory; write it as 512m, 2g, 1024k or in bytes");
  }
}
