/** A class without a package, to be named. */
@SuppressWarnings("DefaultPackage") // on purpose
class InUnnamedPackage {}
