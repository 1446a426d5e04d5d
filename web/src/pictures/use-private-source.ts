import { type RefObject, useEffect, useState } from 'react';
import { fetchAssetContent } from '../data/assets.ts';
import { createTurns } from './turns.ts';
import { useNear } from './use-near.ts';

const inTurn = createTurns(4);

export type Source = { url: string } | 'waiting' | 'failed';

/**
 * A blob: address for a private asset, fetched with the session only while its element is near the viewport, and
 * released when the element goes.
 */
export const usePrivateSource = (id: string, element: RefObject<HTMLElement | null>): Source => {
  const near = useNear(element);
  const [source, setSource] = useState<Source>('waiting');

  useEffect(() => {
    if (!near) return;
    const controller = new AbortController();
    let url: string | null = null;
    inTurn(controller.signal, () => fetchAssetContent(id, controller.signal))
      .then((blob) => {
        if (controller.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setSource({ url });
      })
      .catch(() => {
        if (!controller.signal.aborted) setSource('failed');
      });
    return () => {
      controller.abort();
      if (url !== null) URL.revokeObjectURL(url);
      setSource('waiting');
    };
  }, [id, near]);

  return source;
};
