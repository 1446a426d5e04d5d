import { type Draft, type DraftStep, select } from './draft.ts';

/** More than anybody takes back, one by one. */
const MAX_STEPS_BACK = 100;
/** What is typed or dragged without a longer pause is taken back at once. */
const PAUSE_MS = 1000;

/** A draft with what it was before, and what it was before something was taken back. */
export interface DraftHistory {
  readonly draft: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** What changed last, and when in milliseconds; null: what comes next is a change of its own. */
  readonly latest: { readonly place: string; readonly at: number } | null;
}

export const startHistory = (draft: Draft): DraftHistory => ({ draft, past: [], future: [], latest: null });

/** The history with a change more. Which step is open is no change. @param at when, in milliseconds of any clock */
export const record = (history: DraftHistory, draft: Draft, at: number): DraftHistory => {
  const before = history.draft;
  if (draft.steps === before.steps && draft.links === before.links) return { ...history, draft };
  const place = changedPlace(before, draft);
  const goesOn = place !== null && history.latest?.place === place && at - history.latest.at < PAUSE_MS;
  return {
    draft,
    past: goesOn ? history.past : [...history.past, before].slice(-MAX_STEPS_BACK),
    future: [],
    latest: place === null ? null : { place, at },
  };
};

/** Takes the latest change back. */
export const undo = ({ draft, past, future }: DraftHistory): DraftHistory | null => {
  const before = past.at(-1);
  return before === undefined ? null : { ...at(before, draft), past: past.slice(0, -1), future: [draft, ...future] };
};

/** Makes the change again that was taken back last. */
export const redo = ({ draft, past, future }: DraftHistory): DraftHistory | null => {
  const [after, ...rest] = future;
  return after === undefined ? null : { ...at(after, draft), past: [...past, draft], future: rest };
};

/** What is open stays open, if it is there. */
const at = (draft: Draft, { selectedId }: Draft): Pick<DraftHistory, 'draft' | 'latest'> => ({
  draft: select(draft, draft.steps.some(({ id }) => id === selectedId) ? selectedId : null),
  latest: null,
});

/** Names the field or the place of a step when nothing else changed; only such changes go on for a while. */
const changedPlace = (before: Draft, after: Draft): string | null => {
  if (before.links !== after.links || before.steps.length !== after.steps.length) return null;
  const changed = after.steps.filter((step, index) => step !== before.steps[index]);
  const [step] = changed;
  const former = before.steps.find(({ id }) => id === step?.id);
  if (changed.length !== 1 || step === undefined || former === undefined) return null;
  return step.values === former.values ? `${step.id} position` : `${step.id} ${changedFields(former, step).join(' ')}`;
};

const changedFields = (before: DraftStep, after: DraftStep): string[] =>
  Object.keys(after.values).filter((name) => after.values[name] !== before.values[name]);
