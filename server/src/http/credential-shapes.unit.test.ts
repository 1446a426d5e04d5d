import { expect, test } from 'vitest';
import { withoutCredentials } from './credential-shapes.ts';

const ID = '0199c7d2-a1b2-7c3d-8e4f-5a6b7c8d9e0f';
const KEY = `nhk_${ID.replaceAll('-', '')}_${'s3cretPart'.repeat(5)}`;

test.each([
  ['/', '/'],
  [`/api/v1/assets/${ID}/content`, `/api/v1/assets/${ID}/content`],
  ['/content/2026/04/a-file-with-a-very-long-name-of-more-than-fifty-letters.jpg', undefined],
  [`/api/v1/api-keys/${KEY}`, '/api/v1/api-keys/[secret]'],
  [`/api/v1/api-keys/${KEY.slice(0, 40)}/rotate`, '/api/v1/api-keys/[secret]/rotate'],
  [`/api/v1/api-keys/${KEY.replaceAll('_', '%5F')}`, '/api/v1/api-keys/[secret]'],
  ['/api/v1/auth/sessions/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '/api/v1/auth/sessions/[secret]'],
  [`/nowhere/${'Ab1_'.repeat(22)}`, '/nowhere/[secret]'],
  ['/broken/%E0%A4%A', undefined],
])('%s is logged as %s', (path, logged = path) => {
  expect(withoutCredentials(path)).toBe(logged);
});
