package io.tapes.reporters.jmx;

import io.tapes.Series;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** Shows the fields of one series as attributes. Any thread may use an instance. */
final class SeriesBean implements DynamicMBean {
  private final MBeanInfo info;
  private volatile Series series;

  SeriesBean(Series first) {
    series = first;
    MBeanAttributeInfo[] attributes =
        first.fields().entrySet().stream()
            .map(SeriesBean::describe)
            .toArray(MBeanAttributeInfo[]::new);
    String said = first.info().description();
    String description = said.isEmpty() ? first.id().toString() : said;
    info = new MBeanInfo(SeriesBean.class.getName(), description, attributes, null, null, null);
  }

  private static MBeanAttributeInfo describe(Map.Entry<String, Number> field) {
    String type = (field.getValue() instanceof Long ? long.class : double.class).getName();
    return new MBeanAttributeInfo(field.getKey(), type, field.getKey(), true, false, false);
  }

  /** Shows another value from now on; of the same kind, as the kind is a part of the name. */
  void show(Series later) {
    series = later;
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    Number number = series.fields().get(attribute);
    if (number == null) {
      throw new AttributeNotFoundException(
          "no attribute '" + attribute + "'; there are " + series.kind().fields());
    }
    return number;
  }

  /** Returns all from one value, so that they belong together. */
  @Override
  public AttributeList getAttributes(String[] attributes) {
    Map<String, Number> fields = series.fields();
    AttributeList found = new AttributeList();
    for (String name : attributes) {
      Number number = fields.get(name);
      if (number != null) {
        found.add(new Attribute(name, number));
      }
    }
    return found;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException("attributes of metrics can only be read");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action), "metrics have no operations");
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info;
  }
}
