import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DatabaseConfig } from '../config/config.ts';

const INT8 = 20;
const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/** Kysely on a pool of PostgreSQL connections. */
export function createPostgresDialect(config: Extract<DatabaseConfig, { provider: 'postgresql' }>): PostgresDialect {
  const pool = new pg.Pool({
    ...config.connection,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
    max: config.maxConnections,
    application_name: 'nekohub',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  // The pool drops a connection that PostgreSQL closed and opens another when needed; a query under way on it fails by
  // itself. Nobody listening would end the process: the pool's event is for idle connections alone, the connection's for
  // those in use (https://node-postgres.com/apis/pool#events).
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}

/** Counts and instants stay far below 2^53: they are numbers on both databases. */
function typeParser(oid: number, format: 'text' | 'binary' = 'text'): unknown {
  return oid === INT8 && format === 'text' ? Number : pg.types.getTypeParser(oid, format as 'text');
}
