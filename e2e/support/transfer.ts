import type { Page } from '@playwright/test';

export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Lets go of files over the page, as a drag from the desktop does. */
export async function dropFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  // Before the frame is there, nobody listens.
  await page.getByRole('main').waitFor();
  const given = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') }));
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, given);
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', event, { dataTransfer });
  await dataTransfer.dispose();
}

/** Makes what the page sends slow enough to watch, until the function that it returns is called. */
export async function slowUploads(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const limitTo = async (uploadThroughput: number) => {
    const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
    await devtools.send('Network.emulateNetworkConditions', conditions);
  };
  await limitTo(bytesPerSecond);
  return () => limitTo(-1);
}

/** Chooses files on the page of uploads, as the dialog of the browser does. */
export const chooseFiles = (page: Page, files: readonly GivenFile[]): Promise<void> =>
  page
    .getByRole('main')
    .locator('input[type=file]:not([webkitdirectory])')
    .setInputFiles([...files]);
