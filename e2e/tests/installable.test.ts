import { signIn } from '../support/account.ts';
import { expect, test } from '../support/test.ts';

interface Manifest {
  start_url: string;
  scope: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

test('the console can be installed as an app', async ({ page, hub }) => {
  await page.goto('/gallery');
  const devtools = await page.context().newCDPSession(page);
  // As the browser reads it, under the policy of the page.
  const { url, errors, data } = await devtools.send('Page.getAppManifest');
  expect({ url, errors }).toEqual({ url: `${hub.url}/manifest.webmanifest`, errors: [] });
  const manifest: Manifest = JSON.parse(data ?? '');

  const answer = await page.request.get(url);
  expect(answer.headers()).toMatchObject({
    'content-type': expect.stringMatching(/^application\/manifest\+json/),
    'cache-control': 'no-cache',
    etag: expect.any(String),
  });
  const kinds = manifest.icons.map(({ sizes, purpose = 'any' }) => `${purpose} ${sizes}`);
  expect(kinds).toEqual(['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512']);
  for (const { src, sizes, type } of [
    ...manifest.icons,
    { src: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' },
  ]) {
    const icon = await page.request.get(`${hub.url}${src}`);
    expect(icon.headers()['content-type'], src).toBe(type);
    const drawn = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data: corner = [] } = context?.getImageData(0, 0, 1, 1) ?? {};
      return { size: `${image.naturalWidth}x${image.naturalHeight}`, alpha: corner[3] };
    }, src);
    // What the system cuts its own shape out of has no corners of its own.
    expect(drawn, src).toEqual({ size: sizes, alpha: /icon-\d/.test(src) ? 0 : 255 });
  }

  // It begins where whoever is signed in is led on to the console.
  await signIn(page, hub, { path: manifest.start_url });
  await expect(page).toHaveURL(/\/overview$/);
  expect(manifest.scope).toBe('/');
});

test('the bar of the app has the ground of the theme', async ({ page }) => {
  await page.goto('/gallery');
  const bar = page.locator('meta[name="theme-color"]');
  await expect(bar).toHaveAttribute('content', '#faf9f7');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect(bar).toHaveAttribute('content', '#1c1a18');
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(28, 26, 24)');
});
