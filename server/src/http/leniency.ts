import type { HttpServer } from '../core/route.ts';

/** The parts of JSON Schema that matter here. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/**
 * Lets requests be spelled as NekoHub's clients spell them: property names and words of an enumeration in any case,
 * numbers in quotes, numbers and booleans as query text. What does not fit stays as it is, for validation to refuse.
 */
export function registerLeniency(app: HttpServer): void {
  app.addHook('preValidation', async (request) => {
    const { body, querystring } = request.routeOptions.schema ?? {};
    if (body && request.body) request.body = lenient(body as Schema, request.body);
    if (querystring) request.query = lenient(querystring as Schema, request.query);
  });
}

/** `value` respelled to fit `schema` where only the spelling differs. */
export function lenient(schema: Schema, value: unknown): unknown {
  if (typeof value === 'string') return lenientText(schema, value);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((item) => lenient(items, item)) : value;
  }
  return schema.properties && typeof value === 'object' && value !== null
    ? lenientObject(schema.properties, value)
    : value;
}

function lenientObject(properties: Readonly<Record<string, Schema>>, value: object): object {
  const spellings = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  const result: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const spelled = Object.hasOwn(properties, name) ? name : (spellings.get(name.toLowerCase()) ?? name);
    // The exact spelling wins over another one of the same name.
    if (spelled !== name && Object.hasOwn(value, spelled)) continue;
    const schema = properties[spelled];
    result[spelled] = schema ? lenient(schema, item) : item;
  }
  return result;
}

function lenientText(schema: Schema, text: string): unknown {
  if (schema.enum) {
    return schema.enum.find((word) => typeof word === 'string' && word.toLowerCase() === text.toLowerCase()) ?? text;
  }
  const types = [schema.type ?? []].flat();
  if (types.length === 0 || types.includes('string')) return text;
  if (text.trim() === '') return undefined;
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  if (types.includes('boolean') && /^(true|false)$/i.test(text.trim())) return text.trim().toLowerCase() === 'true';
  return text;
}
