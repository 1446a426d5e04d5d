import { type CSSProperties, useEffect, useState } from 'react';
import { blurOf, colorOf, type Look } from './placeholder.ts';

/** A picture that is there sooner is worth no blurred one before it. */
const SOON_MS = 150;

/**
 * The background of an image until it is loaded: its main colour, and once that lasts, the picture blurred. A
 * transparent one must not show it any longer.
 */
export const usePlaceholder = (look: Look | undefined, source: string) => {
  const [loadedSource, setLoadedSource] = useState<string | null>(null);
  const [blur, setBlur] = useState<{ of: string; background: string | undefined }>();
  const isWaiting = loadedSource !== source;
  const thumbhash = look?.thumbhash ?? null;

  useEffect(() => {
    if (!isWaiting || thumbhash === null) return;
    let cancel: (() => void) | undefined;
    const timer = setTimeout(() => {
      cancel = whenIdle(() => setBlur({ of: thumbhash, background: blurOf(thumbhash) }));
    }, SOON_MS);
    return () => {
      clearTimeout(timer);
      cancel?.();
    };
  }, [isWaiting, thumbhash]);

  const blurred = blur?.of === thumbhash ? blur.background : undefined;
  const background = blurred ?? (look === undefined ? undefined : colorOf(look));
  const style: CSSProperties | undefined = isWaiting && background !== undefined ? { background } : undefined;
  return { style, onLoaded: () => setLoadedSource(source) };
};

/** Between other work, where the browser tells when that is; gives the way to call it off. */
const whenIdle = (task: () => void): (() => void) => {
  if (!('requestIdleCallback' in globalThis)) {
    task();
    return () => undefined;
  }
  const request = requestIdleCallback(task);
  return () => cancelIdleCallback(request);
};
