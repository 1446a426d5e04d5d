import { expect, test } from 'vitest';
import { environmentKey } from '../../../test/actors.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { png } from '../../../test/images.ts';
import { authorize } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { createOutbound } from '../../core/outbound.ts';
import { uploadFromUrl } from './from-url.ts';

const client = { address: '127.0.0.1', userAgent: '', traceId: '' };
const grant = authorize({ actor: environmentKey, client }, 'assets.create');

const NEW_ASSET = {
  fileName: undefined,
  description: null,
  altText: null,
  isPublic: true,
  storageProfileId: null,
  runEnrichment: false,
};

test.each([
  { what: 'is no picture', path: '/page', code: 'asset_content_invalid' },
  { what: 'no store takes', path: '/picture', code: 'storage_provider_profile_disabled' },
])('an answer that $what and never ends leaves its place to others at once', async ({ path, code }) => {
  const picture = await png();
  await using site = await startHttpServer((request, response) => {
    response.write(request.url === '/picture' ? picture : Buffer.alloc(100_000, 'page '));
  });
  const outbound = createOutbound({ allowedNetworks: ['127.0.0.1'], maxConcurrent: 1, maxWaiting: 0 });
  const assets = {
    check: async () => {},
    store: async () => {
      throw new AppError('storage_provider_profile_disabled');
    },
    create: async () => {
      throw new Error('There is nothing to make an asset of.');
    },
  };
  const load = () =>
    uploadFromUrl({ assets, outbound, maxUploadSizeBytes: 1e9 }, grant, {
      url: `${site.url}${path}`,
      asset: NEW_ASSET,
      base: { key: '', urlOf: () => '', urlHere: () => '' },
      signal: new AbortController().signal,
    });
  await expect(load()).rejects.toMatchObject({ code });
  await expect(load()).rejects.toMatchObject({ code });
  await outbound.close();
});
