import { expect, it } from 'vitest';
import { runSteps } from './run-steps.ts';

const run = { skillIds: ['Thumbnail', 'exif-strip', 'watermark'], executionIds: ['e1', 'e2', 'e3'] };
const at = { startedAtUtc: '2026-01-01T00:00:00Z', completedAtUtc: '2026-01-01T00:00:01Z' };
const execution = (executionId: string, skillName: string, errorMessage: string | null = null) => ({
  executionId,
  skillName,
  succeeded: errorMessage === null,
  steps: [{ stepName: 'step', succeeded: errorMessage === null, errorCode: null, errorMessage, ...at }],
});
const first = execution('e1', 'thumbnail');
const second = execution('e2', 'exif-strip', 'It is damaged.');
const third = execution('e3', 'watermark');
const other = execution('e9', 'watermark', 'Of another run.');

it.each([
  ['queued', null, [other], 'waiting waiting waiting'],
  ['running', 'thumbnail: generate_thumbnail', [], 'running waiting waiting'],
  ['running', 'thumbnail: generate_basic_caption', [first], 'running waiting waiting'],
  ['running', 'exif-strip: strip_exif_metadata', [first], 'done running waiting'],
  ['running', 'watermark: draw_watermark', [first, second], 'done failed running'],
  // Between two tries.
  ['queued', 'watermark: draw_watermark', [first, second], 'done failed waiting'],
  ['succeeded', null, [other, third, second, first], 'done failed done'],
  ['cancelled', 'exif-strip: strip_exif_metadata', [first], 'done skipped skipped'],
] as const)('a job that is %s at %s', (status, progressStep, executions, expected) => {
  const steps = runSteps(run, { status, progressStep }, executions);
  expect(steps.map(({ state }) => state).join(' ')).toBe(expected);
  expect(steps.map(({ skillName }) => skillName)).toEqual(['thumbnail', 'exif-strip', 'watermark']);
  const reasons = steps.flatMap(({ faults }) => faults.map(({ errorMessage }) => errorMessage));
  expect(reasons).toEqual(expected.includes('failed') ? ['It is damaged.'] : []);
});
