import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';

test('the upload form is described, field by field', async () => {
  await using hub = await startTestApp();
  const { paths } = (await hub.server.inject('/openapi.json')).json();
  const { requestBody, security, responses } = paths['/api/v1/assets'].post;
  expect(Object.keys(requestBody.content)).toEqual(['multipart/form-data']);
  const { schema } = requestBody.content['multipart/form-data'];
  expect(schema.required).toEqual(['file']);
  expect(schema.properties).toMatchObject({
    file: { type: 'string', format: 'binary' },
    description: { type: 'string', maxLength: 1000 },
    altText: { type: 'string', maxLength: 1000 },
    isPublic: { type: 'boolean', default: true },
    storageProviderProfileId: { type: 'string', format: 'uuid' },
    runEnrichment: { type: 'boolean', default: true },
    commitMessage: { type: 'string' },
  });
  expect(security).toEqual([{ bearer: [] }]);
  expect(Object.keys(responses)).toContain('202');
});
