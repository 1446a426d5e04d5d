import type { TFunction } from 'i18next';
import { askedOf, type SkillValues } from '../skills/skill-values.ts';

/** What a step is told, in few words: "WebP · 80". */
export const stepSummary = (t: TFunction, { skillName, values }: { skillName: string; values: SkillValues }): string =>
  askedOf(skillName, values)
    .flatMap((parameter) => {
      const value = values[parameter.name]?.trim() ?? '';
      if (value === '') return [];
      if (parameter.kind === 'choice') {
        const choice = parameter.choices.find((candidate) => candidate.value === value);
        return [choice?.name ?? (choice?.label == null ? value : t(choice.label))];
      }
      if (parameter.kind === 'text') return [value];
      return [parameter.isPercent ? `${value} %` : value];
    })
    .join(' · ');
