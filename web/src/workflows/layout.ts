export interface Position {
  x: number;
  y: number;
}

/** Where the next step lies. */
export type Direction = 'down' | 'right';

/** A step on the canvas, in pixels at zoom 1; the style sheet has the same numbers. */
export const STEP_SIZE = { width: 224, height: 64 } as const;

const GAP = 40;

const stride: Record<Direction, Position> = {
  down: { x: 0, y: STEP_SIZE.height + GAP },
  right: { x: STEP_SIZE.width + GAP, y: 0 },
};

const span = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers);

/** The way that a stored layout goes; what is not laid out goes down. */
export const directionOf = (positions: readonly Position[]): Direction =>
  positions.length > 1 && span(positions.map(({ x }) => x)) > span(positions.map(({ y }) => y)) ? 'right' : 'down';

/** Places in a row. */
export const arranged = (count: number, direction: Direction): Position[] =>
  Array.from({ length: count }, (_, index) => ({ x: stride[direction].x * index, y: stride[direction].y * index }));

export const placeAfter = (last: Position | undefined, direction: Direction): Position =>
  last === undefined ? { x: 0, y: 0 } : { x: last.x + stride[direction].x, y: last.y + stride[direction].y };
