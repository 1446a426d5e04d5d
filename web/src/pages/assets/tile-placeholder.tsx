import tile from '../../pictures/picture-grid.module.css';
import type { Box } from './asset-list-props.ts';
import classes from './asset-tile.module.css';

/** The place of a picture that is not loaded yet. */
export const TilePlaceholder = (box: Box) => (
  <li className={`${tile.tile} ${classes.placed}`} style={box} aria-hidden="true" />
);
