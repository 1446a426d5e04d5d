import { expect, test } from 'vitest';
import { settingsDocument } from '../../test/settings-document.ts';

test('docs/settings.md tells of every setting as it is (write it anew with --update)', async () => {
  await expect(settingsDocument()).toMatchFileSnapshot('../../../docs/settings.md');
});
