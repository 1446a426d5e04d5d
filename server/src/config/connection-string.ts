/** How to reach PostgreSQL, in the words of the `pg` driver. */
export type PostgresConnection = { readonly connectionString: string } | KeyValueConnection;

export interface KeyValueConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | undefined;
  readonly ssl: boolean | { readonly rejectUnauthorized: boolean };
}

const KEYWORDS: Readonly<Record<string, 'host' | 'port' | 'database' | 'user' | 'password' | 'sslmode'>> = {
  host: 'host',
  server: 'host',
  port: 'port',
  database: 'database',
  db: 'database',
  username: 'user',
  userid: 'user',
  user: 'user',
  password: 'password',
  sslmode: 'sslmode',
};

/**
 * Reads a `postgres://` address or the `Host=…;Port=…` form. Keywords of the latter match without case and blanks;
 * those that only tune a client (Pooling, Timeout, …) are ignored. Undefined when it is neither.
 */
export function parseConnectionString(text: string): PostgresConnection | undefined {
  if (/^postgres(ql)?:\/\//i.test(text)) return URL.canParse(text) ? { connectionString: text } : undefined;
  const found: Partial<Record<(typeof KEYWORDS)[string], string>> = {};
  for (const match of text.matchAll(/\s*([^=;]+?)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^;]*?))\s*(?:;|$)/g)) {
    const keyword = KEYWORDS[(match[1] ?? '').toLowerCase().replaceAll(/[\s_]/g, '')];
    if (keyword) found[keyword] = match[2] ?? match[3] ?? match[4] ?? '';
  }
  const port = Number(found.port ?? 5432);
  if (!found.host || !Number.isInteger(port) || port < 1 || port > 65535) return undefined;
  return {
    host: found.host,
    port,
    database: found.database || 'nekohub',
    user: found.user || 'postgres',
    password: found.password,
    ssl: sslOption(found.sslmode),
  };
}

/** `require` encrypts without checking the certificate, as Npgsql and libpq define it; the `verify-…` modes check it. */
function sslOption(mode: string | undefined): KeyValueConnection['ssl'] {
  switch (mode?.toLowerCase().replace('-', '')) {
    case 'require':
      return { rejectUnauthorized: false };
    case 'verifyca':
    case 'verifyfull':
      return { rejectUnauthorized: true };
    default:
      return false;
  }
}
