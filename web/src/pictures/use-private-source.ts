import { ApiError } from '@nekohub/client';
import { type RefObject, useEffect, useState } from 'react';
import { fetchAssetContent, fetchDerivativeContent } from '../data/assets.ts';
import { createTurns } from './turns.ts';
import { useNear } from './use-near.ts';

const inTurn = createTurns(4);

/** A file made from the asset; the original when it has none. */
const fetchPicture = async (id: string, derivative: string | null, signal: AbortSignal): Promise<Blob> => {
  if (derivative === null) return fetchAssetContent(id, signal);
  try {
    return await fetchDerivativeContent(id, derivative, signal);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    return fetchAssetContent(id, signal);
  }
};

export type Source = { url: string } | 'waiting' | 'failed';

/**
 * A blob: address for a private asset or a file made from it, fetched with the session only while its element is near the viewport, and
 * released when the element goes.
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
    let url: string | null = null;
    inTurn(controller.signal, () => fetchPicture(id, derivative, controller.signal))
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
  }, [id, near, derivative]);

  return source;
};
