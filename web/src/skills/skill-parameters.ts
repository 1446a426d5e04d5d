import type { en } from '../i18n/en.ts';

type Convert = `skills.convert.${keyof typeof en.skills.convert}`;
type Watermark = `skills.watermark.${Exclude<keyof typeof en.skills.watermark, 'positions'>}`;
type TextKey = Convert | Watermark | `skills.watermark.positions.${keyof typeof en.skills.watermark.positions}`;

interface Parameter {
  /** As the server calls it. */
  name: string;
  label: TextKey;
  /** What the field holds in the form for a new run. */
  start: string;
  /** What the server takes when it is not given. */
  otherwise: string;
}

/** One of a few words; `choices` are shown by a text of their own, or by their name. */
interface Choice extends Parameter {
  kind: 'choice';
  choices: readonly { value: string; name: string | null; label: TextKey | null }[];
}

interface Text extends Parameter {
  kind: 'text';
  maxCharacters: number;
  missing: TextKey;
}

/** A whole number. */
interface Whole extends Parameter {
  kind: 'whole';
  hint: TextKey;
  wrong: TextKey;
  min: number;
  max: number;
  mayBeEmpty: boolean;
  /** The field shows percents of what the server takes from 0 to 1. */
  isPercent: boolean;
  /** Asked for only while another parameter is one of these. */
  onlyFor: { name: string; values: readonly string[] } | null;
}

export type SkillParameter = Choice | Text | Whole;

const named = (value: string, name: string) => ({ value, name, label: null });
const worded = (value: string, label: TextKey) => ({ value, name: null, label });

const convert: readonly SkillParameter[] = [
  {
    kind: 'choice',
    name: 'TargetFormat',
    label: 'skills.convert.format',
    start: 'webp',
    otherwise: 'webp',
    choices: [
      named('webp', 'WebP'),
      named('avif', 'AVIF'),
      named('jpeg', 'JPEG'),
      named('png', 'PNG'),
      named('gif', 'GIF'),
      named('tiff', 'TIFF'),
    ],
  },
  {
    kind: 'whole',
    name: 'Quality',
    label: 'skills.convert.quality',
    hint: 'skills.convert.qualityHint',
    wrong: 'skills.convert.qualityInvalid',
    start: '',
    otherwise: '',
    min: 1,
    max: 100,
    mayBeEmpty: true,
    isPercent: false,
    onlyFor: { name: 'TargetFormat', values: ['webp', 'avif', 'jpeg', 'jpg'] },
  },
];

const watermark: readonly SkillParameter[] = [
  {
    kind: 'text',
    name: 'Text',
    label: 'skills.watermark.text',
    missing: 'skills.watermark.textRequired',
    start: '',
    otherwise: 'NekoHub',
    maxCharacters: 200,
  },
  {
    kind: 'choice',
    name: 'Position',
    label: 'skills.watermark.position',
    start: 'BottomRight',
    otherwise: 'BottomRight',
    choices: [
      worded('BottomRight', 'skills.watermark.positions.BottomRight'),
      worded('BottomLeft', 'skills.watermark.positions.BottomLeft'),
      worded('TopRight', 'skills.watermark.positions.TopRight'),
      worded('TopLeft', 'skills.watermark.positions.TopLeft'),
      worded('Center', 'skills.watermark.positions.Center'),
    ],
  },
  {
    kind: 'whole',
    name: 'Opacity',
    label: 'skills.watermark.opacity',
    hint: 'skills.watermark.opacityHint',
    wrong: 'skills.watermark.opacityInvalid',
    start: '50',
    otherwise: '50',
    min: 0,
    max: 100,
    mayBeEmpty: false,
    isPercent: true,
    onlyFor: null,
  },
  {
    kind: 'whole',
    name: 'FontSize',
    label: 'skills.watermark.fontSize',
    hint: 'skills.watermark.fontSizeHint',
    wrong: 'skills.watermark.fontSizeInvalid',
    start: '36',
    otherwise: '36',
    min: 1,
    max: 10_000,
    mayBeEmpty: false,
    isPercent: false,
    onlyFor: null,
  },
];

const bySkill: Partial<Record<string, readonly SkillParameter[]>> = { 'format-convert': convert, watermark };

/** What a skill can be told; nothing for one that we do not know. */
export const parametersOf = (skillName: string): readonly SkillParameter[] => bySkill[skillName] ?? [];
