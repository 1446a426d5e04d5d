import type { Static, TSchema } from 'typebox';

/**
 * The value when it is what a schema says, else undefined. What checks it is loaded with the first one: it consists of so
 * many modules that every start would be longer for it.
 */
export async function matching<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
): Promise<Static<Schema> | undefined> {
  const { Check } = await import('typebox/value');
  return Check(schema, value) ? (value as Static<Schema>) : undefined;
}
