import type { CopiedStep } from './draft.ts';

let copied: CopiedStep | null = null;

/** What was copied last in this tab, to be pasted into this workflow or another. */
export const stepClipboard = {
  get: (): CopiedStep | null => copied,
  set: ({ skillName, values, others }: CopiedStep): void => {
    copied = { skillName, values, others };
  },
};
