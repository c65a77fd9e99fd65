package io.tapes.blackbox;

/** A file, and who gets which bytes of it. */
interface BoxSpace {
  MappedFile file();

  BoxRoom room();

  BoxCells cells();
}
