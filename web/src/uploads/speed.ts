const SMOOTHING = 0.3;
const MIN_INTERVAL_MS = 250;

/** Measures bytes per second, smoothed so that the number can be read. */
export const createSpeedMeter = (now: () => number) => {
  let at = now();
  let bytes = 0;
  let speed: number | null = null;
  return (sentBytes: number): number | null => {
    const elapsedMs = now() - at;
    if (elapsedMs < MIN_INTERVAL_MS) return speed;
    const latest = ((sentBytes - bytes) * 1000) / elapsedMs;
    speed = speed === null ? latest : speed + SMOOTHING * (latest - speed);
    at += elapsedMs;
    bytes = sentBytes;
    return speed;
  };
};
