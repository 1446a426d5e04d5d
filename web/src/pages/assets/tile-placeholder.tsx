import { memo } from 'react';
import tile from '../../pictures/picture-grid.module.css';
import classes from './asset-tile.module.css';
import type { Box } from './grid-plan.ts';

interface TilePlaceholderProps extends Box {
  /** The main one of the picture, where that is known already. */
  color?: string | undefined;
}

/** The place of a picture that is not loaded or not drawn yet. */
export const TilePlaceholder = memo(({ color, ...box }: TilePlaceholderProps) => (
  <li
    className={`${tile.tile} ${classes.placed}`}
    style={color === undefined ? box : { ...box, background: color }}
    aria-hidden="true"
  />
));
