import { startS3Server } from '../../server/test/s3-server.ts';
import { owner, signIn } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { addStorage } from '../support/storage.ts';
import { expect, test } from '../support/test.ts';

test.use({ hubEnv: { ...owner.env, Security__Outbound__AllowedNetworks: '127.0.0.1' } });

test('the list shows what one store holds', { tag: '@phone' }, async ({ page, hub }, { project, retry }) => {
  await using s3 = await startS3Server();
  const { endpoint, bucket, region, accessKey, secretKey } = s3;
  const word = `kept${project.name}${retry}`;
  const bucketName = `Bucket ${word}`;
  const folderName = `Folder ${word}`;
  const inBucket = await addStorage(hub, {
    name: bucketName,
    configuration: { endpoint, bucket, region },
    secretConfiguration: { accessKey, secretKey },
  });
  const inFolder = await addStorage(hub, {
    name: folderName,
    providerType: 'local',
    configuration: { rootPath: word },
    secretConfiguration: null,
  });
  const description = word;
  await putAsset(hub, { fileName: 'bucket.png', description, storageProviderProfileId: inBucket.id });
  await putAsset(hub, { fileName: 'folder.png', description, storageProviderProfileId: inFolder.id });

  await signIn(page, hub, { path: `/assets?query=${word}` });
  const pictures = page.getByRole('list', { name: 'Assets found' }).getByRole('link');
  await expect(pictures).toHaveCount(2);
  await page.getByRole('button', { name: 'Storage: Any storage' }).click();
  await page.getByRole('menuitemradio', { name: bucketName }).click();
  await expect(pictures).toHaveCount(1);
  await expect(pictures).toHaveAccessibleName(/bucket\.png/);
  await expect(page).toHaveURL(new RegExp(`storage=${inBucket.id}`));

  await page.getByRole('button', { name: `Storage: ${bucketName}`, exact: true }).click();
  await page.getByRole('menuitemradio', { name: folderName }).click();
  await expect(pictures).toHaveAccessibleName(/folder\.png/);
  await page.reload();
  await expect(pictures).toHaveAccessibleName(/folder\.png/);
  await expect(pictures).toHaveCount(1);

  await page.getByRole('button', { name: `Remove filter Storage: ${folderName}` }).click();
  await expect(pictures).toHaveCount(2);
});
