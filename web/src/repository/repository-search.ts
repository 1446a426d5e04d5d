import type { RepositoryQuery } from '@nekohub/client';
import { nonEmptyText, oneOf, positiveInteger } from '../app/search-params.ts';

export const PAGE_SIZE = 50;
/** Deeper than any repository of pictures. */
const EVERY_DEPTH = 64;

/** What the address of the browser says. Whatever is absent is the default. */
export interface RepositorySearch {
  /** Below the folder of the profile, without slashes at its ends. */
  path?: string | undefined;
  /** What is in the folders of the folder, too. */
  recursive?: 'true' | undefined;
  keyword?: string | undefined;
  page?: number | undefined;
}

export const validateRepositorySearch = (search: Record<string, unknown>): RepositorySearch => ({
  path: nonEmptyText(nonEmptyText(search.path)?.replace(/^\/+|\/+$/g, '')),
  recursive: oneOf(['true'], search.recursive),
  keyword: nonEmptyText(search.keyword),
  page: positiveInteger(search.page),
});

export const toRepositoryQuery = ({ path, recursive, keyword, page }: RepositorySearch): RepositoryQuery => ({
  page: page ?? 1,
  pageSize: PAGE_SIZE,
  ...(path === undefined ? {} : { path }),
  ...(recursive === undefined ? {} : { recursive: true, maxDepth: EVERY_DEPTH }),
  ...(keyword === undefined ? {} : { keyword }),
});

/** The folders on the way to a path: `a/b` is below `a`. */
export const foldersOf = (path: string | undefined): { name: string; path: string }[] =>
  path === undefined
    ? []
    : path.split('/').map((name, index, segments) => ({ name, path: segments.slice(0, index + 1).join('/') }));

const pictureNames = /\.(avif|gif|jpe?g|png|svg|webp)$/i;

/** Whether a browser can show the file, by its name. */
export const isPicture = (name: string): boolean => pictureNames.test(name);
