const MAX_ENTRIES = 500;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Lists as they were last sent. A list that nothing has changed since is not put together again; whether anything
 * has is asked of the database every time (see `createRevisionReader`), so an entry is never out of date.
 */
export interface PageCache {
  /** The list kept under `key`, if it is of this revision. */
  find(key: string, revision: number): Buffer | undefined;
  keep(key: string, revision: number, page: Buffer): void;
}

export function createPageCache(): PageCache {
  const pages = new Map<string, Buffer>();
  let revisionOfAll = -1;
  let bytes = 0;

  const clear = () => {
    pages.clear();
    bytes = 0;
  };

  return {
    find: (key, revision) => (revision === revisionOfAll ? pages.get(key) : undefined),
    keep(key, revision, page) {
      // A slow reader of an older revision must not push out the newer one.
      if (revision < revisionOfAll) return;
      if (revision > revisionOfAll || pages.size >= MAX_ENTRIES || bytes + page.length > MAX_BYTES) clear();
      revisionOfAll = revision;
      pages.set(key, page);
      bytes += page.length;
    },
  };
}
