import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';

test.each([
  [undefined, { 'x-forwarded-for': '198.51.100.7' }, 1],
  [undefined, { 'x-forwarded-proto': 'https' }, 1],
  [undefined, { 'x-forwarded-host': 'pictures.example' }, 1],
  [undefined, {}, 0],
  ['127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, 0],
])('with trusted proxies %j and headers %j the log warns %d times', async (proxies, headers, times) => {
  await using hub = await startTestApp({ settings: { Server__TrustedProxies: proxies } });
  for (let request = 0; request < 3; request += 1) await hub.server.inject({ url: '/api/v1/system/ping', headers });
  const warnings = hub
    .log()
    .split('\n')
    .filter((line) => line.includes('Server__TrustedProxies'));
  expect(warnings).toHaveLength(times);
  for (const warning of warnings) expect(warning).not.toMatch(/198\.51|pictures\.example/);
});
