import { useEffect, useEffectEvent, useState } from 'react';
import type { Span } from './use-asset-blocks.ts';

/** How many tiles are filled between two frames, so that no frame waits for long. */
const IN_A_FRAME = 8;

/** Pixels from one frame to the next, about a row. What passes faster cannot be made out anyway. */
const PASSING = 180;

const NONE: ReadonlySet<number> = new Set();

/** How far an item is from those on screen. */
const distanceTo = ({ first, last }: Span, index: number) => Math.max(first - index, index - last, 0);

/**
 * Which of the drawn items have more in them than their colour: a few more with each frame, those on screen first, and
 * none while they rush past.
 * @param loaded the places of those that are drawn and could be filled
 */
export const useFilledTiles = (loaded: readonly number[], onScreen: Span): ReadonlySet<number> => {
  const [filled, setFilled] = useState(NONE);
  const isWaiting = loaded.some((index) => !filled.has(index));

  const fillMore = useEffectEvent(() => {
    const next = loaded
      .filter((index) => !filled.has(index))
      .sort((one, other) => distanceTo(onScreen, one) - distanceTo(onScreen, other))
      .slice(0, IN_A_FRAME);
    setFilled(new Set([...loaded.filter((index) => filled.has(index)), ...next]));
  });
  useEffect(() => {
    if (!isWaiting) return;
    let before = scrollY;
    let frame = requestAnimationFrame(function look() {
      if (Math.abs(scrollY - before) <= PASSING) fillMore();
      before = scrollY;
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [isWaiting]);
  return filled;
};
