import type { Compilable, CompiledQuery, Kysely, QueryResult, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

/** Stands where a value of each run goes. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A stand-in for the value of this name. */
export type Value<Values> = <Name extends keyof Values & string>(name: Name) => RawBuilder<Values[Name]>;

/**
 * A query that is built and compiled once for each kind of database; a run only fills in its values. For queries that
 * every change runs: building one anew costs more than SQLite needs to run it.
 * @param build the query, with `value('name')` wherever a run's value goes
 */
export function prepareQuery<Values extends object, Row = unknown>(
  build: (db: Kysely<Tables>, value: Value<Values>) => Compilable<Row>,
): (db: Db, values: Values) => Promise<QueryResult<Row>> {
  // The adapter stands for the kind of database: transactions have the one of their database.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const value: Value<Values> = (name) => sql`${new Slot(name)}`;

  return (db, values) => {
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (!query) {
      query = build(db, value).compile();
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Slot ? valueFor(values, parameter.name) : parameter,
    );
    return db.executeQuery({ ...query, parameters });
  };
}

/** A whole row of values: each column gets the value of its name. */
export const rowOf = <Values, Column extends keyof Values & string>(
  value: Value<Values>,
  columns: readonly Column[],
): { [Name in Column]: RawBuilder<Values[Name]> } =>
  // Object.fromEntries forgets which key has which type.
  Object.fromEntries(columns.map((column) => [column, value(column)])) as {
    [Name in Column]: RawBuilder<Values[Name]>;
  };

function valueFor(values: object, name: string): unknown {
  if (!(name in values)) throw new Error(`The query needs a value for ${name}.`);
  return (values as Record<string, unknown>)[name];
}
