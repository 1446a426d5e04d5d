import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { stepZoom } from './zoom-steps.ts';

/** Zoom of the picture in a frame. `scale` is null while it is fitted to the frame, else 1 for actual size. */
export const useZoom = (frame: RefObject<HTMLElement | null>, naturalWidth: number | null) => {
  const [scale, setScale] = useState<number | null>(null);

  const shownScale = () => {
    const image = frame.current?.querySelector('img');
    if (scale !== null) return scale;
    return image && image.naturalWidth > 0 ? image.clientWidth / image.naturalWidth : 1;
  };
  const zoomIn = () => setScale(stepZoom(shownScale(), 1));
  const zoomOut = () => setScale(stepZoom(shownScale(), -1));
  const fit = () => setScale(null);
  const actual = () => setScale(1);

  // Growing from the middle of what is seen, not from the corner.
  useEffect(() => {
    const element = frame.current;
    if (element === null || scale === null) return;
    element.scrollTo({
      left: (element.scrollWidth - element.clientWidth) / 2,
      top: (element.scrollHeight - element.clientHeight) / 2,
    });
  }, [frame, scale]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = { '+': zoomIn, '=': zoomIn, '-': zoomOut, '0': fit, '1': actual }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return {
    scale,
    widthPixels: scale === null || naturalWidth === null ? null : Math.round(naturalWidth * scale),
    in: zoomIn,
    out: zoomOut,
    fit,
    actual,
    onKeyDown,
  };
};
