import { ApiError } from '@nekohub/client';
import { type RefObject, useEffect, useState } from 'react';
import { fetchAssetContent, fetchDerivativeBytes } from '../data/assets.ts';
import { dataUrlOf } from './data-url.ts';
import { createTurns } from './turns.ts';
import { useNear } from './use-near.ts';

const inTurn = createTurns(4);

/** Where a picture can be shown from, and how to let go of it. */
interface Shown {
  url: string;
  release?: () => void;
}

/** Of a file made from the asset; of the original when it has none. */
const fetchPicture = async (id: string, derivative: string | null, signal: AbortSignal): Promise<Shown> => {
  if (derivative !== null) {
    try {
      const bytes = await fetchDerivativeBytes(id, derivative, signal);
      // Small as they are: a blob: address each takes far longer to make and to load.
      return { url: dataUrlOf(bytes, 'image/webp') };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  }
  const url = URL.createObjectURL(await fetchAssetContent(id, signal));
  return { url, release: () => URL.revokeObjectURL(url) };
};

export type Source = { url: string } | 'waiting' | 'failed';

/**
 * An address for the bytes of a private asset or a file made from it, fetched with the session only while its element is
 * near the viewport, and released when the element goes.
 * @param derivative a file in WebP, such as `webp_256`
 */
export const usePrivateSource = (
  id: string,
  element: RefObject<HTMLElement | null>,
  derivative: string | null,
): Source => {
  const near = useNear(element);
  const [source, setSource] = useState<Source>('waiting');

  useEffect(() => {
    if (!near) return;
    const controller = new AbortController();
    let shown: Shown | undefined;
    inTurn(controller.signal, () => fetchPicture(id, derivative, controller.signal))
      .then((made) => {
        if (controller.signal.aborted) return made.release?.();
        shown = made;
        setSource({ url: made.url });
      })
      .catch(() => {
        if (!controller.signal.aborted) setSource('failed');
      });
    return () => {
      controller.abort();
      shown?.release?.();
      setSource('waiting');
    };
  }, [id, near, derivative]);

  return source;
};
