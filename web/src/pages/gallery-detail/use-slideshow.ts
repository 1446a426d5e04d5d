import { useDocumentVisibility } from '@mantine/hooks';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';

/** How long each picture is looked at, from when it is there. */
export const SLIDE_SECONDS = 5;

interface Slides {
  /** The picture that is shown. */
  id: string;
  frame: RefObject<HTMLElement | null>;
  /** Not while one looks closely. */
  held: boolean;
  hasNext: boolean;
  /** The list goes on, though the next picture is not fetched yet. */
  isNextComing: boolean;
  onNext: () => void;
  /** From the last picture it begins anew. */
  onRestart: () => void;
}

export type SlideshowState = 'untouched' | 'playing' | 'paused' | 'ended';

/** Turns over by itself until the list ends. It rests while nobody can see it: in another tab, or zoomed in. */
export const useSlideshow = ({ id, frame, held, hasNext, isNextComing, onNext, onRestart }: Slides) => {
  const [state, setState] = useState<SlideshowState>('untouched');
  const isPlaying = state === 'playing';
  const runs = useDocumentVisibility() === 'visible' && isPlaying && !held;
  const isAtEnd = !hasNext && !isNextComing;
  const turn = useEffectEvent(() => {
    if (hasNext) onNext();
    else if (isAtEnd) setState('ended');
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture has its own time, and so has one that came late.
  useEffect(() => {
    const element = frame.current;
    if (!runs || element === null) return;
    let timer = 0;
    const begin = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (element.querySelector('img')?.complete === false) begin();
        else turn();
      }, SLIDE_SECONDS * 1000);
    };
    begin();
    // These do not bubble.
    element.addEventListener('load', begin, { capture: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('load', begin, { capture: true });
    };
  }, [runs, id, hasNext, isAtEnd, frame]);

  return {
    state,
    isPlaying,
    pause: () => setState('paused'),
    toggle: () => {
      setState(isPlaying ? 'paused' : 'playing');
      if (!isPlaying && isAtEnd) onRestart();
    },
  };
};
