import type { TFunction } from 'i18next';
import type { en } from '../i18n/en.ts';

type KnownSkill = keyof typeof en.skills.name;
type KnownStep = keyof typeof en.skills.step;

/** Asked for by name alone: lists leave it out. */
const UNLISTED = 'ai-caption';

// Names that we do not know are shown as the server has them.
export const skillText = (t: TFunction, name: string): string =>
  t(`skills.name.${name as KnownSkill}`, { defaultValue: name });

export const stepText = (t: TFunction, name: string): string =>
  t(`skills.step.${name as KnownStep}`, { defaultValue: name });

/** The skills that are offered, in the server's order. */
export const offeredSkills = (listed: readonly { skillName: string }[]): string[] => {
  const names = listed.map(({ skillName }) => skillName);
  return names.includes(UNLISTED) ? names : names.toSpliced(1, 0, UNLISTED);
};
