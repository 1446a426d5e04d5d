import { expect, test } from 'vitest';
import { parseConnectionString } from './connection-string.ts';

const plain = { host: 'db', port: 5432, database: 'nekohub', user: 'postgres', password: undefined, ssl: false };

test.each([
  [
    'postgres://neko:p%40ss@db:5433/hub?sslmode=disable',
    { connectionString: 'postgres://neko:p%40ss@db:5433/hub?sslmode=disable' },
  ],
  ['postgresql://db/hub', { connectionString: 'postgresql://db/hub' }],
  ['Host=db', plain],
  [
    'Host=localhost;Port=5433;Database=hub;Username=neko;Password=nekohub-dev;Pooling=true',
    { host: 'localhost', port: 5433, database: 'hub', user: 'neko', password: 'nekohub-dev', ssl: false },
  ],
  ['server = db ; USER ID = neko ; Timeout=5;', { ...plain, user: 'neko' }],
  [`Host=db;Password="a;b=c'd"`, { ...plain, password: "a;b=c'd" }],
  [`Host=db;Password='a;"b'`, { ...plain, password: 'a;"b' }],
  ['Host=db;Password=a=b==', { ...plain, password: 'a=b==' }],
  ['Host=db;SSL Mode=Require', { ...plain, ssl: { rejectUnauthorized: false } }],
  ['Host=db;SslMode=VerifyFull', { ...plain, ssl: { rejectUnauthorized: true } }],
  ['Host=db;SSL Mode=verify-full', { ...plain, ssl: { rejectUnauthorized: true } }],
  ['Host=db;SSL Mode=verify-ca', { ...plain, ssl: { rejectUnauthorized: true } }],
  ['', undefined],
  ['db', undefined],
  ['Port=5432;Database=hub', undefined],
  ['Host=db;Port=0', undefined],
  ['Host=db;Port=many', undefined],
  ['Host=db;Port=70000', undefined],
  ['postgres://db:port/hub', undefined],
  ['mysql://db/hub', undefined],
])('%s', (text, expected) => {
  expect(parseConnectionString(text)).toEqual(expected);
});
