import { type TouchEvent, useEffect, useEffectEvent, useRef } from 'react';

/** Pixels that a finger has to go, mostly sideways. */
const SWIPE = 60;

interface Turning {
  /** Not while the picture scrolls in its frame: arrows and fingers move it then. */
  enabled: boolean;
  onPrevious: () => void;
  onNext: () => void;
  onSpace: () => void;
  onEscape: () => void;
}

const isOn = ({ target }: Event, selector: string) => target instanceof HTMLElement && target.matches(selector);
const typed = 'input, textarea, select, [contenteditable]';
/** They are pressed with the space bar. */
const pressed = 'button, summary, [role=button]';

/** Arrow keys, the space bar, Escape and swipes; returns the handlers of touches. */
export const useTurning = ({ enabled, onPrevious, onNext, onSpace, onEscape }: Turning) => {
  const start = useRef<{ x: number; y: number } | null>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOn(event, typed)) return;
    if (event.key === 'Escape') onEscape();
    else if (enabled && event.key === 'ArrowLeft') onPrevious();
    else if (enabled && event.key === 'ArrowRight') onNext();
    else if (enabled && event.key === ' ' && !event.shiftKey && !event.repeat && !isOn(event, pressed)) {
      // It would scroll the page.
      event.preventDefault();
      onSpace();
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches[0];
      const isPinched = (visualViewport?.scale ?? 1) > 1.01;
      const one = enabled && !isPinched && touches.length === 1 && touch !== undefined;
      start.current = one ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0];
      if (start.current === null || touch === undefined) return;
      const across = touch.clientX - start.current.x;
      const down = touch.clientY - start.current.y;
      start.current = null;
      if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return;
      if (across < 0) onNext();
      else onPrevious();
    },
  };
};
