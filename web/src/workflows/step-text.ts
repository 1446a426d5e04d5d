import type { TFunction } from 'i18next';
import { askedOf, type SkillValues } from '../skills/skill-values.ts';

interface Words {
  t: TFunction;
  /** Of the language on screen. */
  percent: (percent: number) => string;
}

/** What a step is told, in few words: "WebP · 80". */
export const stepSummary = (
  { t, percent }: Words,
  { skillName, values }: { skillName: string; values: SkillValues },
): string =>
  askedOf(skillName, values)
    .flatMap((parameter) => {
      const value = values[parameter.name]?.trim() ?? '';
      if (value === '') return [];
      if (parameter.kind === 'choice') {
        const choice = parameter.choices.find((candidate) => candidate.value === value);
        return [choice?.name ?? (choice?.label == null ? value : t(choice.label))];
      }
      if (parameter.kind === 'text') return [value];
      // What is no number yet stays as it was typed.
      return [parameter.isPercent && Number.isFinite(Number(value)) ? percent(Number(value)) : value];
    })
    .join(' · ');
