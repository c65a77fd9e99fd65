/** A class without a package, to be named. */
class InUnnamedPackage {}
