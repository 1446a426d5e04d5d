import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { RowPlan } from './row-plan.ts';
import type { Span } from './use-asset-blocks.ts';

/** Where one is in a list. */
export interface ListPlace {
  /** The item that is on top, from 0. */
  readonly item: number;
  /** By how many pixels its row is scrolled past the upper edge; negative when it is below. */
  readonly pixels: number;
}

export interface WindowRowsOptions {
  readonly frame: RefObject<HTMLElement | null>;
  readonly plan: RowPlan;
  /** Where to begin. */
  readonly start: ListPlace;
  /** Hears where one is once scrolling pauses; undefined at the head of the page. */
  readonly onPlace: (place: ListPlace | undefined) => void;
  /** Hears which items are on screen or near it; told the same again, it keeps what it has. */
  readonly onSeen: (update: (before: Seen) => Seen) => void;
}

/** The items on screen and near it, and those on screen alone. */
export interface Seen extends Span {
  readonly onScreen: Span;
}

/** What is seen before the first look at the window. */
export const seenFrom = (first: number, count: number): Seen => {
  const span = { first, last: first + count };
  return { ...span, onScreen: span };
};

/** Beyond the screen, so that nothing appears late. */
const OVERSCAN_ROWS = 3;
const SETTLE_MS = 250;

/** What the bar at the top covers, and a little room below; as `scroll-padding` has them. */
const EDGE = { top: 64, bottom: 16 } as const;

/** The items of these rows, as far as there are such rows. */
const spanOf = (plan: RowPlan, from: number, to: number): Span => ({
  first: plan.firstOf(Math.max(0, from)),
  last: to + 1 < plan.count ? plan.firstOf(to + 1) - 1 : Number.MAX_SAFE_INTEGER,
});

const isSame = (one: Span, other: Span) => one.first === other.first && one.last === other.last;

/**
 * Follows the scrolling of the window over a list of which only a part is drawn. What is on top stays there when rows
 * above it turn out higher or lower than assumed.
 */
export const useWindowRows = ({ frame, plan, start, onPlace, onSeen }: WindowRowsOptions) => {
  const place = useRef<ListPlace | undefined>(start.item === 0 && start.pixels === 0 ? undefined : start);
  const begun = useRef(false);
  // Where the list itself has scrolled to: that is nowhere somebody wanted to go.
  const ownScroll = useRef<number | null>(null);
  const settle = useRef<{ timer: ReturnType<typeof setTimeout>; frame?: number }>(undefined);

  /** Pixels of the list above the upper edge of the window. */
  const hidden = () => -(frame.current?.getBoundingClientRect().top ?? 0);

  const look = () => {
    if (plan.count === 0) return;
    const above = hidden();
    const from = plan.rowAt(above);
    const to = plan.rowAt(above + innerHeight);
    const near = spanOf(plan, from - OVERSCAN_ROWS, to + OVERSCAN_ROWS);
    const onScreen = spanOf(plan, from, to);
    onSeen((before) => (isSame(before, near) && isSame(before.onScreen, onScreen) ? before : { ...near, onScreen }));
  };

  const placeNow = (): ListPlace | undefined => {
    const edge = hidden() + EDGE.top;
    if (edge <= 0) return undefined;
    const row = plan.rowAt(edge);
    // The nearest row: an address that is handed on has no pixels, and what is lower on the screen stays there.
    const past = edge - plan.topOf(row) > plan.topOf(row + 1) - edge && row + 1 < plan.count;
    const nearest = past ? row + 1 : row;
    return { item: plan.firstOf(nearest), pixels: edge - plan.topOf(nearest) };
  };

  const scrollToPlace = useEffectEvent(() => {
    if (plan.count === 0) return;
    const wanted = place.current;
    if (wanted !== undefined) {
      const target = plan.topOf(plan.rowOf(wanted.item)) + wanted.pixels - EDGE.top;
      if (Math.abs(target - hidden()) > 1) scrollBy({ top: target - hidden(), behavior: 'instant' });
      ownScroll.current = scrollY;
    } else if (!begun.current) scrollTo({ top: 0, behavior: 'instant' });
    begun.current = true;
    look();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plan is the reason to do it again
  useLayoutEffect(() => scrollToPlace(), [plan]);

  const stopSettling = useEffectEvent(() => {
    if (settle.current === undefined) return;
    clearTimeout(settle.current.timer);
    if (settle.current.frame !== undefined) cancelAnimationFrame(settle.current.frame);
    settle.current = undefined;
  });
  const tellPlace = useEffectEvent(() => {
    if (settle.current === undefined) return;
    stopSettling();
    onPlace(place.current);
  });
  const onResize = useEffectEvent(look);
  const onScroll = useEffectEvent(() => {
    look();
    if (plan.count === 0 || scrollY === ownScroll.current) return;
    ownScroll.current = null;
    place.current = placeNow();
    stopSettling();
    const waiting: NonNullable<typeof settle.current> = {
      // Not before the next frame: scrolling that goes on tells of itself there, however late a busy browser comes to it.
      timer: setTimeout(() => {
        waiting.frame = requestAnimationFrame(() => tellPlace());
      }, SETTLE_MS),
    };
    settle.current = waiting;
  });
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    addEventListener('scroll', () => onScroll(), { passive: true, signal });
    addEventListener('resize', () => onResize(), { signal });
    // Whoever leaves at once comes back to where they were.
    addEventListener('pointerdown', () => tellPlace(), { signal });
    addEventListener('keydown', () => tellPlace(), { signal });
    return () => {
      listeners.abort();
      stopSettling();
    };
  }, []);

  /** Brings a row on screen. */
  return (row: number) => {
    const above = hidden() + EDGE.top - plan.topOf(row);
    const below = plan.topOf(row + 1) - (hidden() + innerHeight - EDGE.bottom);
    if (above > 0) scrollBy({ top: -above, behavior: 'instant' });
    else if (below > 0) scrollBy({ top: below, behavior: 'instant' });
  };
};
