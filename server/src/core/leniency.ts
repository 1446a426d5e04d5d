import { parseId } from './ids.ts';

/** The parts of JSON Schema that say how a value may be spelled. */
export interface SpellingSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  // Schemas in turn; `object` so that those of TypeBox fit, some of which show none of these.
  readonly properties?: Readonly<Record<string, object>>;
  readonly items?: object;
  readonly anyOf?: readonly object[];
}

/**
 * `value` respelled to fit `schema` where only the spelling differs: property names and words of an enumeration in
 * any case, numbers and booleans as text, ids in any form. What does not fit stays as it is, for validation to refuse.
 */
export function lenient(schema: SpellingSchema, value: unknown): unknown {
  if (schema.anyOf) {
    // Nothing is spelled null, so that alternative has nothing to say.
    const alternatives: readonly SpellingSchema[] = schema.anyOf;
    return alternatives
      .filter(({ type }) => type !== 'null')
      .reduce<unknown>((respelled, alternative) => lenient(alternative, respelled), value);
  }
  if (typeof value === 'string') return lenientText(schema, value);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((item) => lenient(items, item)) : value;
  }
  return schema.properties && typeof value === 'object' && value !== null
    ? lenientObject(schema.properties, value)
    : value;
}

function lenientObject(properties: Readonly<Record<string, object>>, value: object): object {
  const spellings = spellingsOf(properties);
  const result: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const spelled = Object.hasOwn(properties, name) ? name : (spellings.get(name.toLowerCase()) ?? name);
    // The exact spelling wins over another one of the same name.
    if (spelled !== name && Object.hasOwn(value, spelled)) continue;
    const schema = Object.hasOwn(properties, spelled) ? properties[spelled] : undefined;
    result[spelled] = schema ? lenient(schema, item) : item;
  }
  return result;
}

const knownSpellings = new WeakMap<object, Map<string, string>>();

/** Property names by their lower-case form, worked out once a schema. */
function spellingsOf(properties: Readonly<Record<string, object>>): Map<string, string> {
  const known = knownSpellings.get(properties);
  if (known) return known;
  const spellings = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  knownSpellings.set(properties, spellings);
  return spellings;
}

function lenientText(schema: SpellingSchema, text: string): unknown {
  if (schema.enum) {
    return schema.enum.find((word) => typeof word === 'string' && word.toLowerCase() === text.toLowerCase()) ?? text;
  }
  const types = [schema.type ?? []].flat();
  if (schema.format === 'uuid') return parseId(text) ?? text;
  if (types.length === 0 || types.includes('string')) return text;
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text.trim()))
    return Number(text);
  if (types.includes('boolean') && /^(true|false)$/i.test(text.trim())) return text.trim().toLowerCase() === 'true';
  return text;
}
