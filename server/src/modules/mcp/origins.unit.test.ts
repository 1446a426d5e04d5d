import { expect, test } from 'vitest';
import { createOriginCheck } from './origins.ts';

const OPEN = { allowedOrigins: ['https://agents.example'], publicUrl: 'https://pictures.example/hub', anyHost: true };
const FIXED = { ...OPEN, anyHost: false };

test.each([
  // A page of the very address that was called.
  { origin: 'http://localhost:5121', host: 'localhost:5121', allowed: true },
  { origin: 'http://127.0.0.1:5121', host: '127.0.0.1:5121', allowed: true },
  { origin: 'http://[::1]:5121', host: '[::1]:5121', allowed: true },
  { origin: 'http://192.168.1.5', host: '192.168.1.5:80', allowed: true },
  { origin: 'http://hub.localhost', host: 'hub.localhost', allowed: true },
  // Another scheme, port or spelling of it is another origin.
  { origin: 'https://localhost:5121', host: 'localhost:5121', allowed: false },
  { origin: 'http://localhost:3000', host: 'localhost:5121', allowed: false },
  { origin: 'http://127.0.0.1:5121', host: 'localhost:5121', allowed: false },
  // A name that was rebound to us, and one that only looks like a fixed one.
  { origin: 'http://evil.example:5121', host: 'evil.example:5121', allowed: false },
  { origin: 'http://127.0.0.1.evil.example', host: '127.0.0.1.evil.example', allowed: false },
  { origin: 'http://notlocalhost', host: 'notlocalhost', allowed: false },
  { origin: 'http://nas.lan', host: 'nas.lan', rules: FIXED, allowed: true },
  { origin: 'http://evil.example', host: 'nas.lan', rules: FIXED, allowed: false },
  // What was set.
  { origin: 'https://pictures.example', host: 'internal:5121', allowed: true },
  { origin: 'https://agents.example', host: 'internal:5121', allowed: true },
  { origin: 'https://agents.example.evil.example', host: 'internal:5121', allowed: false },
  // What is none.
  { origin: 'null', host: 'localhost:5121', allowed: false },
  { origin: 'http://localhost:5121/', host: 'localhost:5121', allowed: false },
  { origin: 'http://a b', host: 'a b', allowed: false },
])('$origin calling $host', ({ origin, host, rules, allowed }) => {
  expect(createOriginCheck(rules ?? OPEN)(origin, { protocol: 'http', host })).toBe(allowed);
});
