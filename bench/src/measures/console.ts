import { loadavg } from 'node:os';
import type { Page } from '@playwright/test';
import { memoryOf, notedBy, openPage, signInTo, startBrowser } from '../browser.ts';
import { makeHub, type RunningHub, signedIn } from '../hub.ts';
import { median } from '../load.ts';
import { makePicture } from '../pictures.ts';
import type { ServerProcess } from '../processes.ts';
import { note, progress } from '../report.ts';
import { seedCopies } from '../seed-copies.ts';
import { measureGallery } from './gallery.ts';

const PORT = 5933;
const ASSETS = 100_000;
const PICTURES = 60;
const SHAPES = [
  [1600, 1067],
  [1200, 1600],
  [1500, 1500],
  [2000, 900],
  [1600, 1200],
] as const;
const MAX_TASK_MS = 100;
const MAX_MEGABYTES = 300;
const MAX_FILTER_MS = 300;
const ROUNDS = 5;
const GIVE_UP_AFTER_MS = 120_000;

/** The console's list of very many assets, and the gallery, in a browser. A server of its own. */
export async function measureConsole(): Promise<void> {
  const hub = await makeHub(PORT);
  let server: ServerProcess | undefined;
  try {
    server = await hub.start();
    await uploadPictures(await signedIn(server, hub.folder));
    await measureGallery(server.url);
    await server.stop();
    progress(`  adding ${ASSETS} assets`);
    await seedCopies(hub.settings, ASSETS);
    server = await hub.start();
    await measureFilters(await signedIn(server, hub.folder));
    await measureList(server.url);
    note(
      'load of the machine meanwhile',
      loadavg()
        .map((load) => load.toFixed(1))
        .join(' '),
      '',
      undefined,
    );
  } finally {
    await server?.stop();
    await hub.remove();
  }
}

async function uploadPictures({ server, headers }: RunningHub): Promise<void> {
  for (let index = 0; index < PICTURES; index += 1) {
    const [width, height] = SHAPES[index % SHAPES.length] ?? SHAPES[0];
    const body = new FormData();
    body.set(
      'file',
      new Blob([Uint8Array.from(await makePicture(width, height, 'jpeg'))], { type: 'image/jpeg' }),
      'p.jpg',
    );
    const answer = await fetch(`${server.url}/api/v1/assets`, { method: 'POST', headers, body });
    if (answer.status !== 202) throw new Error(`An upload was answered with ${answer.status}.`);
  }
  for (;;) {
    const answer = await fetch(`${server.url}/api/v1/assets?pageSize=${PICTURES}`, { headers });
    const { data } = (await answer.json()) as { data: { items: { thumbnailUrl: string | null }[] } };
    if (data.items.every(({ thumbnailUrl }) => thumbnailUrl !== null)) return;
    await pause(100);
  }
}

const FILTERS: readonly (readonly [name: string, parameters: string])[] = [
  ['none', ''],
  ['the last page', '&page=1000'],
  ['text in 111', '&query=picture+777'],
  ['text in all', '&query=cat'],
  ['private', '&isPublic=false'],
  ['state ready', '&status=ready'],
  ['type', '&contentType=image/png'],
  ['storage', '&storageProviderProfileId=0196a000-0000-7000-8000-000000000001'],
  ['days', '&createdFrom=2026-01-01T05:00:00Z&createdTo=2026-01-01T12:00:00Z'],
  ['alternative text missing', '&hasAltText=false'],
  ['private, missing, the largest', '&isPublic=false&hasAltText=false&orderBy=size'],
];

/** How long the server takes for the list of the console under each filter, counting included. */
async function measureFilters({ server, headers }: RunningHub): Promise<void> {
  for (const [name, parameters] of FILTERS) {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      // An unknown parameter: a list that is kept must not answer.
      const url = `${server.url}/api/v1/assets?pageSize=100&previews=true&n=${round}${parameters}`;
      const startedAt = performance.now();
      await (await fetch(url, { headers })).arrayBuffer();
      // The first one compiles the statement.
      if (round > 0) times.push(performance.now() - startedAt);
    }
    const time = median(times);
    note(`server, filter: ${name}`, `${time.toFixed(0)} ms`, `< ${MAX_FILTER_MS} ms`, time < MAX_FILTER_MS);
  }
}

async function measureList(url: string): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await openPage(browser);
    await signInTo(page, url, '/assets');
    await drawn(page);
    await noteScrolling('by wheel', page, () => turnWheel(page));
    for (const share of [1, 0.37, 0.81]) {
      await noteScrolling(`dragged to ${share * 100} %`, page, () => drag(page, share));
    }
    await noteScrolling('by wheel, far down', page, () => turnWheel(page));
    const { heap, processes } = await memoryOf(page);
    note('memory of the page after that', `${heap.toFixed(0)} MB`, `< ${MAX_MEGABYTES} MB`, heap < MAX_MEGABYTES);
    if (processes !== undefined) note('its process, by itself', `${processes.toFixed(0)} MB`, '', undefined);
    await measureTypedFilters(page);
  } finally {
    await browser.close();
  }
}

async function noteScrolling(name: string, page: Page, scroll: () => Promise<void>): Promise<void> {
  const before = (await notedBy(page)).longTasks.length;
  await scroll();
  const startedAt = performance.now();
  await drawn(page);
  const waited = performance.now() - startedAt;
  const longest = Math.max(0, ...(await notedBy(page)).longTasks.slice(before));
  // The browser tells of tasks over 50 ms alone.
  const told = longest === 0 ? 'none over 50 ms' : `${longest.toFixed(0)} ms`;
  note(`longest task, ${name}`, told, `≤ ${MAX_TASK_MS} ms`, longest <= MAX_TASK_MS);
  progress(`    all on screen ${waited.toFixed(0)} ms later`);
}

async function turnWheel(page: Page): Promise<void> {
  await page.mouse.move(700, 500);
  for (let turn = 0; turn < 200; turn += 1) {
    await page.mouse.wheel(0, 400);
    await pause(16);
  }
}

/** As the handle of a scroll bar is dragged: some far place with each frame, for a second. */
const drag = (page: Page, share: number): Promise<void> =>
  page.evaluate(async (to) => {
    const height = document.documentElement.scrollHeight - innerHeight;
    const from = scrollY / height;
    for (let frame = 1; frame <= 60; frame += 1) {
      scrollTo(0, height * (from + ((to - from) * frame) / 60));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, share);

/** When pictures stand in all places of the screen. */
const drawn = async (page: Page): Promise<void> => {
  const areDrawn = () => {
    const list = document.querySelector('[aria-label="Assets found"]');
    const seen = [...(list?.children ?? [])].filter((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    const images = seen.map((element) => element.querySelector('img'));
    return seen.length > 0 && images.every((image) => image?.complete);
  };
  await page.waitForFunction(areDrawn, undefined, { timeout: GIVE_UP_AFTER_MS });
};

/** From Enter, or from a click on a choice, until the list has been drawn anew. */
async function measureTypedFilters(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  const search = page.getByRole('searchbox', { name: 'Search assets' });
  const noteFilter = async (name: string, act: () => Promise<void>, expected: string) => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const until = page.evaluate(watchRows, expected);
      await act();
      times.push(await until);
      await page.goto(`${new URL(page.url()).origin}/assets`);
      await drawn(page);
    }
    const time = median(times);
    note(`filter to rows on screen: ${name}`, `${time.toFixed(0)} ms`, `< ${MAX_FILTER_MS} ms`, time < MAX_FILTER_MS);
  };
  const typed = (text: string) => async () => {
    await search.fill(text);
    await search.press('Enter');
  };
  await noteFilter('text in 111', typed('picture 777'), '111 assets');
  await noteFilter('text in all', typed('cat'), '100,000 assets');
  await noteFilter(
    'private',
    async () => {
      await page.getByRole('button', { name: 'Visibility: Any visibility' }).click();
      await page.getByRole('menuitemradio', { name: 'Private' }).click();
    },
    '50,000 assets',
  );
}

/** Milliseconds from the last key or click to the first frame in which the page tells this total and has its rows. */
const watchRows = (expected: string): Promise<number> =>
  new Promise((resolve) => {
    let since = performance.now();
    const begin = () => {
      since = performance.now();
    };
    addEventListener('keydown', begin, true);
    addEventListener('click', begin, true);
    const look = () => {
      const list = document.querySelector('[aria-label="Assets found"]');
      const isThere = list?.getAttribute('aria-busy') === 'false' && list.querySelector('a') !== null;
      if (isThere && document.body.innerText.includes(expected)) resolve(performance.now() - since);
      else requestAnimationFrame(look);
    };
    look();
  });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
