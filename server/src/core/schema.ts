import Type, { type Static, type TSchema } from 'typebox';

/** A UUID, lower case with hyphens. */
export const Id = Type.String({ format: 'uuid' });

/** ISO 8601 in UTC, ending in `Z`. */
export const Timestamp = Type.String({ format: 'date-time' });

/**
 * `schema` or null, written as `type: [x, "null"]`: the serialiser then compiles a plain test, where `anyOf` would
 * make it validate every value.
 */
export function Nullable<S extends TSchema & { type?: string }>(schema: S) {
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
}

/** One of some words. */
export const Word = <const T extends readonly string[]>(words: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...words] });

/** The success envelope. */
export const Data = <S extends TSchema>(schema: S) => Type.Object({ data: schema });

/** The one error shape (see `core/errors.ts`). */
export const ErrorSchema = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'Stable code to act on.' }),
      message: Type.String({ description: 'A sentence for people; its wording may change.' }),
      traceId: Type.String({ description: 'Finds this request in the server’s log.' }),
      status: Type.Integer(),
      field: Type.Optional(Type.String({ description: 'The request field at fault.' })),
      permission: Type.Optional(Type.String({ description: 'The permission that is missing.' })),
    }),
  },
  { $id: 'Error' },
);

/** Response schemas of a route: its own, and the error shape for everything else. */
export const responses = <T extends Record<number, TSchema>>(own: T) => ({
  ...own,
  '4xx': ErrorSchema,
  '5xx': ErrorSchema,
});

/** No body. */
export const NoContent = Type.Null({ description: 'Done; no body.' });
