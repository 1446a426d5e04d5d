const MAX_ENTRIES = 500;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Lists as they were last sent. A list that nothing has changed since is not put together again; whether anything
 * has is asked of the database every time (see `createRevisionReader`), so an entry is never out of date. Where there are
 * too many, those go that nobody asked for the longest: whoever asks for ever new ones pushes out no list that many see.
 */
export interface PageCache {
  /** The list kept under `key`, if it is of this revision. */
  find(key: string, revision: number): Buffer | undefined;
  keep(key: string, revision: number, page: Buffer): void;
}

export function createPageCache(): PageCache {
  /** The one that was asked for the longest ago comes first. */
  const pages = new Map<string, Buffer>();
  let revisionOfAll = -1;
  let bytes = 0;

  const drop = (key: string) => {
    bytes -= pages.get(key)?.length ?? 0;
    pages.delete(key);
  };
  const put = (key: string, page: Buffer) => {
    drop(key);
    pages.set(key, page);
    bytes += page.length;
  };

  return {
    find(key, revision) {
      const page = revision === revisionOfAll ? pages.get(key) : undefined;
      if (page) put(key, page);
      return page;
    },
    keep(key, revision, page) {
      // A slow reader of an older revision must not push out the newer one.
      if (revision < revisionOfAll) return;
      if (revision > revisionOfAll) {
        pages.clear();
        bytes = 0;
        revisionOfAll = revision;
      }
      put(key, page);
      for (const oldest of pages.keys()) {
        if (pages.size <= MAX_ENTRIES && bytes <= MAX_BYTES) break;
        drop(oldest);
      }
    },
  };
}
