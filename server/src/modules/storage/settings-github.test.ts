import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { removeObjects } from '../../../test/counts.ts';
import { GITHUB_TOKEN, startGithub, type TestGithub } from '../../../test/github/server.ts';
import { png } from '../../../test/images.ts';
import { storageOverview } from '../../../test/storage-profiles.ts';
import { field, filePart, sendForm, uploadAsset } from '../../../test/upload.ts';

const settingsFor = (github: TestGithub, more: Record<string, string> = {}) => ({
  Storage__Provider: 'github-repo',
  Storage__GitHubRepo__Owner: 'nobody',
  Storage__GitHubRepo__Repo: 'pictures',
  Storage__GitHubRepo__BasePath: 'images',
  Storage__GitHubRepo__Token: GITHUB_TOKEN,
  Storage__GitHubRepo__ApiBaseUrl: github.apiBaseUrl,
  Storage__GitHubRepo__RawBaseUrl: github.rawBaseUrl,
  ...more,
});

test('the repository of the settings takes uploads without a profile, wherever it is', async () => {
  await using github = await startGithub();
  const CommitMessageTemplate = '{Operation}: {filename} ({path})';
  await using hub = await startTestApp({
    settings: settingsFor(github, { Storage__GitHubRepo__CommitMessageTemplate: CommitMessageTemplate }),
  });
  const overview = await storageOverview(hub);
  expect(overview).toMatchObject({
    profiles: [],
    runtime: { providerType: 'github-repo', providerName: 'github-repo', isConfigurationDriven: true },
  });
  const bytes = await png();
  const asset = await uploadAsset(hub, { bytes });
  expect(asset).toMatchObject({ storageProvider: 'github-repo', storageProviderProfileId: null });
  expect((await github.repository.files()).get(asset.storageKey)?.equals(bytes)).toBe(true);
  const content = await hub.server.inject({ url: `/content/${asset.storageKey}` });
  expect([content.statusCode, content.headers.location]).toEqual([307, asset.publicUrl]);
  const url = `/api/v1/assets/${asset.id}`;
  await hub.server.inject({ method: 'DELETE', url, headers: bearer(API_KEY) });
  await removeObjects(hub);
  const fileName = asset.storageKey.split('/').at(-1);
  expect((await github.repository.log()).slice(0, 2)).toEqual(
    ['delete', 'upload'].map((operation) => `${operation}: ${fileName} (${asset.storageKey})`),
  );
});

test('a public one takes no private picture, and a name of its own is recorded', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({
    settings: settingsFor(github, { Storage__Provider: 'our-repo', Storage__GitHubRepo__ProviderName: 'our-repo' }),
  });
  const answer = await sendForm(hub, [field('isPublic', 'false'), filePart(await png())]);
  expect(answer.json().error.code).toBe('storage_provider_private_not_supported');
  expect((await uploadAsset(hub)).storageProvider).toBe('our-repo');
});

test.each([
  [{ Storage__GitHubRepo__Owner: undefined }, 'Storage__GitHubRepo__Owner: needed'],
  [{ Storage__GitHubRepo__Token: undefined }, 'Storage__GitHubRepo__Token: needed'],
  [{ Storage__GitHubRepo__VisibilityPolicy: 'both' }, 'Storage__GitHubRepo__VisibilityPolicy'],
  [{ Storage__GitHubRepo__Ref: 'a b' }, 'ref is not the name of a branch'],
  [{ Storage__GitHubRepo__BasePath: '../x' }, 'The path must be made of'],
])('does not start with %j', async (more, message) => {
  await using github = await startGithub();
  const settings = { ...settingsFor(github), ...more };
  await expect(startTestApp({ settings })).rejects.toSatisfy((error: Error & { cause?: Error }) =>
    `${error.message} ${error.cause?.message}`.includes(message),
  );
});
