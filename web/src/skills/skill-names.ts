import type { TFunction } from 'i18next';
import type { en } from '../i18n/en.ts';
import { codeText } from '../ui/error-text.ts';

type KnownSkill = keyof typeof en.skills.name;
type KnownStep = keyof typeof en.skills.step;

/** Asked for by name alone: lists leave it out. */
const UNLISTED = 'ai-caption';

// Names that we do not know are shown as the server has them.
export const skillText = (t: TFunction, name: string): string =>
  t(`skills.name.${name as KnownSkill}`, { defaultValue: name });

export const stepText = (t: TFunction, name: string): string =>
  t(`skills.step.${name as KnownStep}`, { defaultValue: name });

/** Why a step failed. */
export const faultText = (
  t: TFunction,
  { errorCode, errorMessage }: { readonly errorCode: string | null; readonly errorMessage: string | null },
): string => codeText(t, errorCode ?? '', errorMessage ?? '');

/** What a job says that it is doing: a step, or in a workflow `skill: step`. */
export const progressText = (t: TFunction, progress: string): string => stepText(t, progress.split(': ').at(-1) ?? '');

/** Where nobody may ask the server. */
const KNOWN = ['basic_image_enrich', 'thumbnail', 'ai-caption', 'exif-strip', 'format-convert', 'watermark'];

/** The skills that a workflow can have. */
export const workflowSkills = (listed: readonly { skillName: string }[] | undefined): string[] =>
  listed === undefined ? KNOWN : [...new Set([...KNOWN.slice(0, 3), ...listed.map(({ skillName }) => skillName)])];

/** What older clients call the same skills. */
const FORMER_NAMES: Readonly<Record<string, string>> = {
  'generate-thumbnail': 'thumbnail',
  'basic-caption': 'ai-caption',
  'generate-basic-caption': 'ai-caption',
  'strip-exif-metadata': 'exif-strip',
  'convert-image-format': 'format-convert',
  'draw-watermark': 'watermark',
};

/** The name that a skill has today, whatever it is called. */
export const canonicalSkill = (name: string): string => {
  const text = name.trim().toLowerCase();
  const former = text.replaceAll('_', '-');
  return Object.hasOwn(FORMER_NAMES, former) ? (FORMER_NAMES[former] ?? text) : KNOWN.includes(former) ? former : text;
};

/** What a skill does, in a sentence; empty for one that we do not know. */
export const skillAbout = (t: TFunction, name: string): string =>
  t(`skills.about.${name as keyof typeof en.skills.about}`, { defaultValue: '' });

/** The skills that are offered, in the server's order. */
export const offeredSkills = (listed: readonly { skillName: string }[]): string[] => {
  const names = listed.map(({ skillName }) => skillName);
  return names.includes(UNLISTED) ? names : names.toSpliced(1, 0, UNLISTED);
};
