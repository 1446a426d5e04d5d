import { expectAccessibleInBothThemes } from '../support/accessibility.ts';
import { owner } from '../support/account.ts';
import { putAsset } from '../support/assets.ts';
import { expect, test } from '../support/test.ts';

test.use({ hubEnv: { ...owner.env, Gallery__Enabled: 'false' } });

test('a hub without a gallery says so and leads to the console', async ({ page, hub, problems }) => {
  problems.allow(/status of 404/);
  const { id } = await putAsset(hub, { fileName: 'not shown.png' });
  await page.goto('/');
  await expect(page).toHaveURL(/\/login/);
  for (const path of ['/gallery', `/gallery/${id}`]) {
    await page.goto(path);
    await expect(page.getByText('This hub has no public gallery.')).toBeVisible();
  }
  await expectAccessibleInBothThemes(page);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/login/);
});
