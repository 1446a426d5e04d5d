import { describe, expect, test } from 'vitest';
import { callAi } from '../../../test/ai-providers.ts';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { callStorage, S3_PROFILE } from '../../../test/storage-profiles.ts';

const NOT_ALLOWED = 'outbound_address_not_allowed';

/** Where somebody types an address, how it is saved there, and what is told when it is used. */
const KINDS = {
  async s3(hub: TestApp, url: string) {
    const configuration = { ...S3_PROFILE.configuration, endpoint: url };
    const saved = await callStorage(hub, 'POST', '', { ...S3_PROFILE, name: url, configuration });
    return { saved, use: async () => storageTest(hub, saved.json().data.id) };
  },
  async github(hub: TestApp, url: string) {
    const saved = await callStorage(hub, 'POST', '', {
      name: url,
      providerType: 'github-repo',
      configuration: { owner: 'cats', repo: 'pictures', ref: 'main', apiBaseUrl: `${url}/api`, rawBaseUrl: url },
      secretConfiguration: { token: 'token-of-the-tests' },
    });
    return { saved, use: async () => storageTest(hub, saved.json().data.id) };
  },
  async ai(hub: TestApp, url: string) {
    const saved = await callAi(hub, 'POST', '', {
      name: url,
      apiBaseUrl: url,
      apiKey: 'sk-of-the-tests-0123456789',
      modelName: 'm',
    });
    const use = async () => {
      const answer = await callAi(hub, 'POST', '/test', { profileId: saved.json().data.id });
      return { code: answer.json().error?.code ?? answer.json().data?.errorCode, body: answer.body };
    };
    return { saved, use };
  },
};

async function storageTest(hub: TestApp, id: string) {
  const answer = await callStorage(hub, 'POST', `/${id}/test`);
  const failed = answer.json().data.steps.find(({ succeeded }: { succeeded: boolean }) => !succeeded);
  return { code: failed?.errorCode, body: answer.body };
}

const ADDRESSES = [
  ['loopback', '127.0.0.1'],
  ['loopback', '127.1.2.3'],
  ['loopback in another spelling', '0x7f.1'],
  ['loopback as a number', '2130706433'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '192.168.1.1'],
  ['link-local, and a metadata service', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['unspecified', '0.0.0.0'],
  ['IPv6 loopback', '[::1]'],
  ['IPv6 unique local', '[fd00::1]'],
  ['IPv6 link-local', '[fe80::1]'],
  ['IPv4-mapped', '[::ffff:10.0.0.1]'],
  ['IPv4-mapped in hex', '[::ffff:7f00:1]'],
  ['NAT64', '[64:ff9b::10.0.0.1]'],
  ['6to4', '[2002:a00:1::1]'],
  ['Teredo', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]'],
] as const;

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s', (kind) => {
  const shared = shareTestApp({ settings: {} });

  test.each(ADDRESSES)('%s is not saved: %s', async (_what, host) => {
    const { saved } = await KINDS[kind](shared(), `http://${host}:9`);
    expect([saved.statusCode, saved.json().error?.code], saved.body).toEqual([400, NOT_ALLOWED]);
  });

  test.each([
    ['a name for a private address', ['10.0.0.1']],
    ['a name for loopback', ['127.0.0.1']],
    ['a name for a private address within IPv6', ['::ffff:192.168.0.1']],
    ['a name with one private address among public ones', ['1.1.1.1', '100.64.0.1']],
  ])('%s is not connected to, and what it resolves to is not told', async (_what, addresses) => {
    await using server = await startHttpServer((_request, response) => response.end('from upstream'));
    await using hub = await startTestApp({ resolveHost: async () => addresses });
    const { saved, use } = await KINDS[kind](hub, `http://one.example:${server.port}`);
    expect(saved.statusCode, saved.body).toBe(201);
    const { code, body } = await use();
    expect(code, body).toBe(NOT_ALLOWED);
    for (const address of addresses) expect(body).not.toContain(address);
    expect(server.requests).toEqual([]);
  });

  test('a name that is allowed when it is looked up and private at the next connection is refused there', async () => {
    await using server = await startHttpServer((_request, response) => {
      response.writeHead(500, { connection: 'close' }).end('from upstream');
    });
    let lookUps = 0;
    await using hub = await startTestApp({
      settings: { Security__Outbound__AllowedNetworks: '127.0.0.1' },
      // Allowed once; then what is not.
      resolveHost: async () => [lookUps++ === 0 ? '127.0.0.1' : '127.0.0.2'],
    });
    const { use } = await KINDS[kind](hub, `http://one.example:${server.port}`);
    await use();
    const { code, body } = await use();
    expect(code, body).toBe(NOT_ALLOWED);
    expect(server.requests).toHaveLength(1);
    expect(lookUps).toBeGreaterThan(1);
  });

  test('a redirect to a private address is not followed', async () => {
    await using inner = await startHttpServer((_request, response) => response.end('the inner secret'));
    const location = `http://localhost:${inner.port}/`;
    await using server = await startHttpServer((_request, response) => response.writeHead(307, { location }).end());
    await using hub = await startTestApp({
      settings: { Security__Outbound__AllowedNetworks: 'one.example' },
      resolveHost: async () => ['127.0.0.1'],
    });
    const { use } = await KINDS[kind](hub, `http://one.example:${server.port}`);
    const { code, body } = await use();
    expect(code, body).toEqual(expect.any(String));
    expect(body).not.toContain('the inner secret');
    expect(inner.requests).toEqual([]);
    expect(server.requests.length).toBeGreaterThan(0);
  });
});
