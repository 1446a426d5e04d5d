import tile from '../../pictures/picture-grid.module.css';
import classes from './asset-tile.module.css';
import type { Box } from './grid-plan.ts';

/** The place of a picture that is not loaded yet. */
export const TilePlaceholder = (box: Box) => (
  <li className={`${tile.tile} ${classes.placed}`} style={box} aria-hidden="true" />
);
