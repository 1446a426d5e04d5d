const steps = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8] as const;
const TOLERANCE = 0.001;

/** The next fixed step above or below a scale, or the outermost one. */
export const stepZoom = (scale: number, direction: 1 | -1): number => {
  const next =
    direction === 1
      ? steps.find((step) => step > scale + TOLERANCE)
      : steps.findLast((step) => step < scale - TOLERANCE);
  return next ?? (direction === 1 ? 8 : 0.05);
};
