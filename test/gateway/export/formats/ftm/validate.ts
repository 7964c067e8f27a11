/** An entity as a line states it. */
export interface Entity {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly portcullis: Readonly<Record<string, unknown>>;
}

interface Property {
  readonly type: string;
  readonly range?: string;
  readonly stub?: boolean;
}

/** FollowTheMoney's model, as its own JSON states it. */
export interface Model {
  readonly schemata: Readonly<
    Record<
      string,
      {
        readonly extends?: readonly string[];
        readonly abstract?: boolean;
        readonly required?: readonly string[];
        readonly properties: Readonly<Record<string, Property>>;
      }
    >
  >;
  readonly types: Readonly<
    Record<string, { readonly maxLength?: number; readonly values?: Readonly<Record<string, string>> }>
  >;
}

const id = /^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$/;
const forms: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?$/,
  phone: /^\+\d+$/,
  email: /^[^@\s]+@[^@\s]+$/,
  url: /^https?:\/\//,
  entity: id,
};

/** What is wrong with entities by the model: an independent reading of it, not the one that writes them. */
export function validate(entities: readonly Entity[], { schemata, types }: Model): string[] {
  const known = new Map<string, string[]>();
  for (const { id, schema } of entities) known.set(id, [...(known.get(id) ?? []), schema]);
  return entities.flatMap(({ id: own, schema, properties }) => {
    const faults: string[] = [];
    const fault = (text: string) => void faults.push(`${own} (${schema}): ${text}`);
    if (!id.test(own)) fault('id');
    if (!schemata[schema] || schemata[schema].abstract) fault('schema');
    const all = propertiesOf(schema);
    for (const name of requiredOf(schema)) if (!properties[name]?.length) fault(`needs ${name}`);
    for (const [name, values] of Object.entries(properties)) {
      const property = all.get(name);
      if (!property || property.stub) {
        fault(`has no ${name}`);
        continue;
      }
      const type = types[property.type];
      for (const value of values) {
        if (typeof value !== 'string' || value.trim() === '') fault(`${name} is empty`);
        if (value.length > (type?.maxLength ?? 0)) fault(`${name} is too long`);
        if (type?.values && !(value in type.values)) fault(`${name} is no ${property.type}: ${value}`);
        if (forms[property.type]?.test(value) === false) fault(`${name} is no ${property.type}: ${value}`);
        const ends = known.get(value) ?? [];
        if (
          property.type === 'entity' &&
          ends.length > 0 &&
          !ends.some((end) => lineage(end).includes(property.range ?? 'Thing'))
        )
          fault(`${name} is a ${ends.join(' and ')}`);
      }
    }
    return faults;
  });

  function lineage(schema: string): string[] {
    return [schema, ...(schemata[schema]?.extends ?? []).flatMap(lineage)];
  }

  function propertiesOf(schema: string): Map<string, Property> {
    return new Map([...lineage(schema)].reverse().flatMap((each) => Object.entries(schemata[each]?.properties ?? {})));
  }

  /** Of the nearest schema that requires any. */
  function requiredOf(schema: string): readonly string[] {
    const own = schemata[schema]?.required ?? [];
    return own.length > 0 ? own : (schemata[schema]?.extends ?? []).flatMap(requiredOf);
  }
}
