import type { CSSProperties, ReactNode } from 'react';
import { tileAspect } from './aspect.ts';
import classes from './picture-grid.module.css';

interface PictureGridProps {
  label: string;
  children: ReactNode;
  busy?: boolean;
}

/**
 * Justified rows without measuring: each tile asks for a width in proportion to its picture and grows by the same
 * proportion, so all tiles of a row have one height.
 */
export const PictureGrid = ({ label, children, busy = false }: PictureGridProps) => (
  <ul className={`${classes.list} ${classes.grid}`} aria-label={label} aria-busy={busy}>
    {children}
  </ul>
);

interface PictureTileProps {
  width: number | null;
  height: number | null;
  children: ReactNode;
  className?: string | undefined;
  selected?: boolean;
}

export const PictureTile = ({ width, height, children, className, selected }: PictureTileProps) => (
  <li
    className={className === undefined ? classes.tile : `${classes.tile} ${className}`}
    style={{ '--aspect': tileAspect(width, height) } as CSSProperties}
    data-selected={selected || undefined}
  >
    {children}
  </li>
);
