import { type CSSProperties, useMemo, useState } from 'react';
import { type Look, placeholderOf } from './placeholder.ts';

/** The background of an image until it is loaded; a transparent one must not show it any longer. */
export const usePlaceholder = (look: Look | undefined, source: string) => {
  const [loadedSource, setLoadedSource] = useState<string | null>(null);
  const background = useMemo(() => (look === undefined ? undefined : placeholderOf(look)), [look]);
  const isShown = background !== undefined && loadedSource !== source;
  const style: CSSProperties | undefined = isShown ? { background } : undefined;
  return { style, onLoaded: () => setLoadedSource(source) };
};
