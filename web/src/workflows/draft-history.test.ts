import { expect, it } from 'vitest';
import { addStep, type Draft, moveStep, placeStep, removeStep, select, setValue, startDraft } from './draft.ts';
import { type DraftHistory, record, redo, startHistory, undo } from './draft-history.ts';

const withSteps = (...skills: string[]): Draft =>
  select(
    skills.reduce((draft, skill) => addStep(draft, skill), startDraft(null)),
    null,
  );
const names = ({ draft }: DraftHistory) => draft.steps.map(({ skillName }) => skillName);
const textOf = ({ draft }: DraftHistory) => draft.steps[0]?.values.Text;

const must = (history: DraftHistory | null): DraftHistory => {
  if (history === null) throw new Error('There is nothing to take back or to do again.');
  return history;
};

it('takes changes back one by one, and does them again', () => {
  let history = startHistory(withSteps('watermark', 'thumbnail'));
  history = record(history, removeStep(history.draft, 'step-1'), 0);
  history = record(history, addStep(history.draft, 'exif-strip'), 0);
  expect(names(history)).toEqual(['thumbnail', 'exif-strip']);
  history = must(undo(history));
  expect(names(history)).toEqual(['thumbnail']);
  history = must(undo(history));
  expect(names(history)).toEqual(['watermark', 'thumbnail']);
  expect(history.draft.links).toEqual([{ source: 'step-1', target: 'step-2' }]);
  expect(undo(history)).toBeNull();
  history = must(redo(must(redo(history))));
  expect(names(history)).toEqual(['thumbnail', 'exif-strip']);
  expect(redo(history)).toBeNull();
});

it('forgets what was taken back once something else is changed', () => {
  let history = startHistory(withSteps('watermark', 'thumbnail'));
  history = record(history, removeStep(history.draft, 'step-1'), 0);
  history = must(undo(history));
  history = record(history, moveStep(history.draft, 'step-1', 1), 0);
  expect(redo(history)).toBeNull();
  expect(names(must(undo(history)))).toEqual(['watermark', 'thumbnail']);
});

it('takes back at once what was typed without a pause', () => {
  let history = startHistory(withSteps('watermark'));
  const type = (text: string, at: number) => {
    history = record(history, setValue(history.draft, 'step-1', 'Text', text), at);
  };
  type('c', 0);
  type('ca', 900);
  type('cat', 1800);
  type('cats', 2800);
  history = must(undo(history));
  expect(textOf(history)).toBe('cat');
  expect(textOf(must(undo(history)))).toBe('');
});

it('keeps what is typed in different fields, and where a step is dragged, apart', () => {
  let history = startHistory(withSteps('watermark'));
  history = record(history, setValue(history.draft, 'step-1', 'Text', 'cat'), 0);
  history = record(history, setValue(history.draft, 'step-1', 'Opacity', '70'), 1);
  for (const x of [1, 2, 3]) history = record(history, placeStep(history.draft, 'step-1', { x, y: 0 }), 2);
  expect(history.past).toHaveLength(3);
});

it('does not count opening a step as a change, and leaves open what is still there', () => {
  let history = startHistory(withSteps('watermark', 'thumbnail'));
  history = record(history, select(history.draft, 'step-2'), 0);
  expect(undo(history)).toBeNull();
  history = record(history, setValue(history.draft, 'step-1', 'Text', 'cat'), 0);
  expect(must(undo(history)).draft.selectedId).toBe('step-2');
  history = record(history, addStep(history.draft, 'exif-strip'), 0);
  expect(must(undo(history)).draft.selectedId).toBeNull();
});

it('keeps the latest hundred changes', () => {
  let history = startHistory(withSteps('watermark'));
  for (let n = 0; n < 130; n += 1) history = record(history, addStep(history.draft, 'thumbnail'), n);
  expect(history.past).toHaveLength(100);
  expect(names(history)).toHaveLength(131);
});
