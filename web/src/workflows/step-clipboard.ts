import type { DraftStep } from './draft.ts';

/** A step without its place: what can be put into any workflow. */
export type CopiedStep = Pick<DraftStep, 'skillName' | 'values' | 'others'>;

let copied: CopiedStep | null = null;

/** What was copied last in this tab, to be pasted into this workflow or another. */
export const stepClipboard = {
  get: (): CopiedStep | null => copied,
  set: ({ skillName, values, others }: CopiedStep): void => {
    copied = { skillName, values, others };
  },
};
