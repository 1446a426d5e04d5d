const MAX_REMEMBERED = 100;

interface Model {
  readonly apiBaseUrl: string;
  readonly modelName: string;
}

/** Remembers which models are not to be asked with a schema, so that each picture costs one request. */
export interface SchemaRefusals {
  has(model: Model): boolean;
  add(model: Model): void;
}

export function createSchemaRefusals(): SchemaRefusals {
  const remembered = new Set<string>();
  const keyOf = ({ apiBaseUrl, modelName }: Model): string => JSON.stringify([apiBaseUrl, modelName]);
  return {
    has: (model) => remembered.has(keyOf(model)),
    add(model) {
      // Models are few; whoever tries out many pays a request more.
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.add(keyOf(model));
    },
  };
}
