/** The parts of JSON Schema that say which properties there are. */
interface ShapeSchema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, ShapeSchema>>;
  readonly items?: ShapeSchema;
  readonly anyOf?: readonly ShapeSchema[];
}

/** A copy of `value` with just the properties that `schema` names: what it does not name does not leave. */
export function project(schema: ShapeSchema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const shape = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  const { items, properties } = shape;
  if (Array.isArray(value)) return items ? value.map((item) => project(items, item)) : value;
  return properties ? projectObject(properties, value) : value;
}

function projectObject(properties: Readonly<Record<string, ShapeSchema>>, value: object): object {
  const given = new Map(Object.entries(value));
  const named = Object.entries(properties).filter(([name]) => given.get(name) !== undefined);
  return Object.fromEntries(named.map(([name, schema]) => [name, project(schema, given.get(name))]));
}
